"""The sentence that answers a page's question, with its uncertainty. Pure; no Streamlit."""

import pandas as pd

from analysis.breadth import effective_employers
from analysis.statistics import (
    MEASURED,
    MIN_EMPLOYERS,
    NOT_COLLECTED,
)
from analysis.variability import heterogeneity
from dashboard.metrics import count, dollars, listed, of_100, percent, plural, range_of_100
from dashboard.ranking import leaders, state_of

MIN_TO_LEAD, MIN_EMPLOYERS_TO_LEAD = 5, 3
"""Fewest postings and employers that name a credential for it to be said to lead."""
MOST = 0.5
"""Beyond this share, one employer or source makes a figure."""
INDUSTRIES_NOTE = (
    "Postings of 100 that name the credential; beside an industry, its postings. Every industry is "
    "shown, whatever the sidebar says; the other choices hold. The stronger the colour, the higher "
    "the share, on a square-root scale. Click a cell to choose its industry."
)
SOURCES_NOTE = (
    "Postings of 100 that name the credential; below a source, its postings. The stronger the "
    "colour, the higher the share, on a square-root scale."
)


def strengths_note(asked: str) -> str:
    """How the picture of required and preferred is read.

    Args:
        asked: from ``filters.asked``, which decides the order.
    """
    return (
        f"In the order of the evidence that it is {asked}. Required gates the job, preferred "
        "helps; mentioned stands there without either word."
    )


def groups_note(cells: pd.DataFrame, groups: str, drawn: int) -> str:
    """How one credential's picture across groups of postings is read.

    Args:
        cells: from ``ranking.heatmap_cells`` for one credential.
        groups: what the groups are, such as ``industries``.
        drawn: how many groups a picture holds at most.
    """
    left_out = f" The {groups} after the first {drawn} stand in the table." * (len(cells) > drawn)
    return (
        f"Sorted by the lower end of the interval. A hollow dot is the share drawn toward that of "
        f"all {groups}, the better guess for few postings.{left_out}"
    )


def recognition(ranked: pd.DataFrame, base: pd.Series, where: str, asked: str = "asked for") -> str:
    """Who leads, by how much, and who cannot be told apart from the leader.

    Args:
        ranked: from ``ranking.with_shares``.
        base: from ``queries.recognition.denominators``.
        where: the choices in words.
        asked: how the counted postings name a credential, such as ``required``.
    """
    n, employers, state = int(base["postings"]), int(base["employers"]), state_of(base)
    if state == NOT_COLLECTED:
        return f"Not collected: no postings for {where}."
    if state != MEASURED:
        return (
            f"Too few postings to say: {plural(n, 'posting')} of "
            f"{plural(employers, 'known employer')}; we ask for {count(base['least'])} postings "
            f"of {MIN_EMPLOYERS} employers."
        )
    if ranked.empty:
        return f"None of the catalog's credentials is {asked} in {count(n)} postings."
    first, tied = ranked.iloc[0], leaders(ranked).iloc[1:]
    if first["postings"] < MIN_TO_LEAD or first["employers"] < MIN_EMPLOYERS_TO_LEAD:
        return (
            f"No credential is {asked} often enough to lead: {first['name']} comes first with "
            f"{count(first['postings'])} of {plural(n, 'posting')}, by "
            f"{plural(first['employers'], 'employer')}."
        )
    verb = f"is {asked}" if len(tied) else f"leads: {asked}"
    sentence = (
        f"{first['name']} {verb} in {of_100(first['share'])} postings "
        f"({range_of_100(first['low'], first['high'])}), by "
        f"{plural(first['employers'], 'employer')}"
    )
    if len(tied):
        sentence += f"; too close to call with {listed(tied['name'])}"
    return sentence + _one_sided(first, base) + "."


def _one_sided(first: pd.Series, base: pd.Series) -> str:
    """A warning where one employer or one source of several makes most of the leader's figure."""
    if first["top_employer_share"] > MOST:
        share = percent(first["top_employer_share"])
        return f". {first['top_employer']} alone makes {share} of that"
    if base["sources"] > 1 and first["top_source_share"] > MOST:
        share = percent(first["top_source_share"])
        return f". One source, {first['top_source']}, makes {share} of that"
    return ""


AT_HOME = (
    "A licence counts only in postings of the country that grants it; other countries are left out."
)


def varies(cells: pd.DataFrame, credential_id: str, groups: str) -> str:
    """How far one credential's share differs between groups of postings beyond chance.

    Args:
        cells: from ``ranking.heatmap_cells``.
        groups: what the groups are, such as ``industries``.
    """
    rows = cells[(cells["credential_id"] == credential_id) & (cells["state"] == MEASURED)]
    name = cells.loc[cells["credential_id"] == credential_id, "name"].iloc[0]
    if len(rows) < 2:
        return f"{name}: fewer than two {groups} have enough postings to compare."
    if not rows["postings"].sum():
        return f"{name}: no posting names it in any of the {len(rows)} {groups} with enough."
    low, high = rows.loc[rows["share"].idxmin()], rows.loc[rows["share"].idxmax()]
    ends = (
        f"from {of_100(low['share'])} postings in {low['label']} to {of_100(high['share'])} in "
        f"{high['label']}"
    )
    found = heterogeneity(rows["share"] * rows["n_effective"], rows["n_effective"], rows["n"])
    if found.p_value is None or found.i_squared is None:
        return f"{name}: {ends}; too few postings name it to say whether that is more than chance."
    if found.p_value >= 0.05:
        return f"{name}: {ends}, which chance alone may explain."
    told = (
        f"{name}: {ends}. That is more than chance: {percent(found.i_squared)} of the variation "
        f"between {groups} is real difference"
    )
    if found.low_share is not None and found.high_share is not None:
        between = f"{of_100(found.low_share)} and {of_100(found.high_share)}"
        told += f", and in eight {groups} of ten the true share lies between {between}"
    return told + "."


def breadth(row: pd.Series) -> str:
    """How many employers stand behind a credential's figure, and how evenly.

    Args:
        row: from ``ranking.with_shares`` over ``queries.recognition.credentials``.
    """
    if not row["employers"]:
        return f"{row['name']}: no posting with a known employer names it."
    even = effective_employers(row["postings"], row["k_squared"])
    sentence = (
        f"{plural(row['employers'], 'employer')} {'names' if row['employers'] == 1 else 'name'} "
        f"{row['name']}; they count as much as "
        f"{even:,.{0 if even >= 10 else 1}f} equal ones. The five largest make "
        f"{percent(row['top_five_share'])} of the postings that name it"
    )
    if row["top_employer_share"] > MOST:
        sentence += f"; {row['top_employer']} alone {percent(row['top_employer_share'])}"
    return sentence + "."


def kinds(leading: pd.DataFrame) -> str:
    """What employers name of the kind that this dashboard is about, in a sentence.

    Args:
        leading: from ``ranking.leader_of_each_kind``.
    """
    rows = leading[leading["kind"] == "microcredential"]
    if rows.empty:
        return "Each kind has its own leader; the kinds compete with and stack into each other."
    row = rows.iloc[0]
    if not row["named"]:
        return f"None of {count(row['catalogued'])} microcredentials is named in these postings."
    return (
        f"Of {plural(row['catalogued'], 'microcredential')} {count(row['named'])} "
        f"{'is' if row['named'] == 1 else 'are'} named; {row['name']} most, in "
        f"{of_100(row['share'])} postings ({range_of_100(row['low'], row['high'])})."
    )


def ranking_note(ranked: pd.DataFrame, shown: int, rest: str = "in the table below") -> str:
    """What the ranking leaves out, and how it is sorted."""
    more = len(ranked) - shown
    others = f" {plural(more, 'more credential')} {rest}." if more > 0 else ""
    return (
        "Sorted by the lower end of the interval, so that luck does not lead. Click a dot to "
        f"open the credential's page.{others}"
    )


def recognition_notes(base: pd.Series) -> list[str]:
    """What the reader must know of the denominators."""
    notes = [
        "A credential that the law or custom takes for granted is often not named in a posting: "
        "a low share of a licence is no sign that it can be done without.",
        "A degree counts only where a posting names the programme; a degree as a level of "
        "education is no credential here.",
        "Industry comes from the source's industry label or, failing that, from the employer's "
        "name; search terms are never taken for an industry. Postings without either are counted "
        "under all industries only.",
    ]
    left_out = int(base["questionnaires_left_out"])
    if left_out:
        notes.append(
            f"{count(left_out)} applicant questionnaires of US federal agencies are left out; the "
            "sidebar can count them."
        )
    return notes


def headline(
    base: pd.Series, ranked: pd.DataFrame, filed: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Four figures on the chosen industry: title, value, explanation.

    Args:
        filed: the catalog's credentials under the choices.
    """
    n = int(base["postings"])
    priced = filed["price_usd"].dropna()
    return [
        (
            "Postings",
            count(n),
            "Under your choices, without duplicates: the n of every share here.",
        ),
        ("Employers", count(base["employers"]), "Distinct employers behind these postings."),
        (
            "Credentials asked for",
            count(len(ranked)),
            "Named in at least one of these postings as required, preferred or mentioned.",
        ),
        (
            "Median price to earn",
            dollars(priced.median()) if len(priced) else "not found yet",
            f"Of the {count(len(priced))} credentials with a known price, of {count(len(filed))} "
            "that the catalog files under your choices.",
        ),
    ]


def sources(rows: pd.DataFrame) -> str:
    """How many sources and rows, and how many were left out."""
    hiring = rows[rows["kind"] == "hiring"]
    kept, came = int(hiring["rows_kept"].sum()), int(hiring["rows_in"].sum())
    if not came:
        return "No hiring source has been loaded."
    return (
        f"{count(kept)} postings of {plural(len(hiring), 'hiring source')}, and "
        f"{plural(len(rows) - len(hiring), 'other source')}. {count(came - kept)} of "
        f"{count(came)} rows were left out ({percent((came - kept) / came)}), each with its reason."
    )


def freshness(rows: pd.DataFrame) -> str:
    """How many live sources are fresh, due, never fetched, or failing."""
    live = rows[rows["cadence_days"].notna()]
    failed = int((live["outcome"] == "failed").sum())
    due = int(live["is_due"].sum())
    never = int(live["last_success"].isna().sum())
    return (
        f"Of {plural(len(live), 'live source')}, {count(len(live) - never - due)} are fresh, "
        f"{count(due)} due and {count(never)} never fetched"
        + (f"; the last try of {count(failed)} failed." if failed else ".")
    )
