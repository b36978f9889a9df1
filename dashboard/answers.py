"""The sentence that answers a page's question, with its uncertainty. Pure; no Streamlit."""

import pandas as pd

from analysis.stacks import STEPS, Pathway
from analysis.statistics import (
    MEASURED,
    MIN_EMPLOYERS,
    MIN_POSTINGS,
    NOT_COLLECTED,
    figure_state,
)
from dashboard.metrics import count, dollars, interval, of_100, percent, plural, range_of_100
from dashboard.ranking import leaders

MOST = 0.5
"""Share of the postings above which one source or one employer is said to make the figure."""
MIN_CREDENTIALS = 10
"""Fewest credentials of an industry in the catalog for it to be named as a leader."""


def recognition(ranked: pd.DataFrame, base: pd.Series, state: str, where: str) -> str:
    """Who leads, by how much, and who cannot be told apart from the leader.

    Args:
        ranked: from ``ranking.with_shares``.
        base: from ``queries.recognition.denominators``.
        where: the choices in words.
    """
    n, employers = int(base["postings"]), int(base["employers"])
    if state == NOT_COLLECTED:
        return f"Not collected: no postings for {where}."
    if state != MEASURED:
        return (
            f"Too few postings to say: {count(n)} of {plural(employers, 'known employer')}; "
            f"we ask for {MIN_POSTINGS} of {MIN_EMPLOYERS}."
        )
    if ranked.empty:
        return f"None of the catalog's credentials is named in {count(n)} postings."
    first, tied = ranked.iloc[0], leaders(ranked).iloc[1:]
    verb = "is asked for" if len(tied) else "leads: asked for"
    sentence = (
        f"{first['name']} {verb} in {of_100(first['share'])} postings "
        f"({range_of_100(first['low'], first['high'])}), by "
        f"{plural(first['employers'], 'employer')}"
    )
    if len(tied):
        sentence += f"; too close to call with {_listed(tied['name'])}"
    if first["top_employer_share"] > 0.5 and first["postings"] > 1:
        sentence += (
            f". {first['top_employer']} alone makes {percent(first['top_employer_share'])} of that"
        )
    return sentence + "."


def ranking_note(ranked: pd.DataFrame, shown: int) -> str:
    """What the ranking leaves out, and how it is sorted."""
    more = len(ranked) - shown
    rest = f" {plural(more, 'more credential')} in the list of Recognition." if more > 0 else ""
    return (
        "Sorted by the lower end of the interval, so that luck does not lead. Click a dot to "
        f"compare the credential with its neighbour.{rest}"
    )


def composition_warnings(sources: pd.DataFrame, base: pd.Series) -> list[str]:
    """When one source or one employer makes most of the postings: whom the figures speak of.

    Args:
        sources: from ``queries.recognition.composition``, largest first.
        base: from ``queries.recognition.denominators``.
    """
    total = int(base["postings"])
    if not total:
        return []
    warnings = []
    first = sources.iloc[0]
    if len(sources) > 1 and first["postings"] / total > MOST:
        warnings.append(
            f"{first['title']} makes {percent(first['postings'] / total)} of these postings: the "
            "figures speak mostly of that source. Recognition shows each source by itself."
        )
    elif len(sources) == 1:
        warnings.append(
            f"All these postings come from one source, {first['title']}: what holds there may not "
            "hold elsewhere."
        )
    if pd.notna(base["top_employer_postings"]):
        share = int(base["top_employer_postings"]) / total
        if share > MOST:
            warnings.append(
                f"{base['top_employer']} makes {percent(share)} of these postings: the figures "
                "speak mostly of one employer."
            )
    return warnings


def by_source_note(cells: pd.DataFrame) -> str:
    """How far the sources agree on the credential that leads."""
    first = cells[(cells["credential_id"] == cells.iloc[0]["credential_id"])]
    told = first[first["state"] == MEASURED].sort_values("share")
    if len(told) < 2:
        return "Fewer than two sources have enough postings to compare."
    low, high = told.iloc[0], told.iloc[-1]
    return (
        f"{first.iloc[0]['name']}: from {of_100(low['share'])} postings in {low['label']} to "
        f"{of_100(high['share'])} in {high['label']}. Where sources differ this much, the pooled "
        "share depends on which were collected."
        if high["low"] > low["high"]
        else f"{first.iloc[0]['name']}: the sources agree within their intervals."
    )


def recognition_notes(base: pd.Series) -> list[str]:
    """What the reader must know of the denominators."""
    notes = [
        "A credential that the law or custom takes for granted is often not named in a posting: "
        "a low share of a licence is no sign that it can be done without.",
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


def cost(filed: pd.DataFrame, priced: pd.DataFrame, years: int) -> str:
    """What keeping a credential costs, for how many that is known, and the most asked for.

    Args:
        filed: ``prices.with_keeping_cost`` of the catalog's credentials under the choices.
        priced: those that have a known total and are asked for, with share, low, high, n.
    """
    known = filed["total_usd"].dropna()
    if known.empty:
        return "No credential under these choices has a known price yet."
    sentence = (
        f"Half of the {count(len(known))} credentials whose price is known cost at most "
        f"{dollars(known.median())} to earn and keep for {plural(years, 'year')}; for "
        f"{count(len(filed) - len(known))} of {count(len(filed))} a part of the price is not known"
    )
    if not priced.empty:
        first = priced.sort_values("low", ascending=False).iloc[0]
        sentence += (
            f". The most asked for, {first['name']} ({percent(first['share'])}, "
            f"{interval(first['low'], first['high'])}), costs {dollars(first['total_usd'])}"
        )
    return sentence + "."


def cost_note(filed: pd.DataFrame, priced: pd.DataFrame) -> str:
    """What the picture leaves out."""
    stale = int(priced["is_stale"].sum())
    return (
        f"{count(len(priced))} of {count(len(filed))} credentials: those with a known price that "
        f"at least one posting asks for. {plural(stale, 'price')} "
        f"{'is' if stale == 1 else 'are'} older than three years or undated."
    )


def cost_notes() -> list[str]:
    """What the reader must know of prices."""
    return [
        "A missing renewal fee is never taken for zero: such a credential has no total.",
        "Prices are list prices for one person who is no member; vouchers, subsidies, training and "
        "working time are not in them.",
    ]


def stackability(name: str, path: Pathway, edges: pd.DataFrame) -> str:
    """What a credential needs and leads to, in a sentence."""
    focus = next(node for node, layer in path.layers.items() if layer == 0)
    before = edges[(edges["to_id"] == focus) & edges["relation"].isin(STEPS)]
    after = edges[(edges["from_id"] == focus) & edges["relation"].isin(STEPS)]
    required = before[before["strength"] == "required"]
    needs = (
        f"needs {_listed(required['from_name'])} first"
        if len(required)
        else "needs no other credential first, as far as the catalog knows"
    )
    leads = (
        f"leads on to {plural(len(after), 'named next step')} of "
        f"{plural(after['to_issuer'].nunique(), 'issuer')}"
        if len(after)
        else "leads on to nothing named in the catalog"
    )
    return f"{name} {needs}, and {leads}."


def pathway_note(path: Pathway) -> str:
    """How to read the graph, and what is left out."""
    note = (
        "Left: what comes before; right: what it leads to. Solid: prerequisite; dashed: counts "
        "toward; dotted: is part of. Thick lines are entry rules, thin ones advice or credit."
    )
    return note + (f" {plural(path.left_out, 'further step')} left out." if path.left_out else "")


def industry_stackability(rows: pd.DataFrame) -> str:
    """Which industry's credentials stack most, with n."""
    enough = rows[rows["credentials"] >= MIN_CREDENTIALS]
    if enough.empty:
        return "No industry has enough credentials in the catalog to say."
    first = enough.iloc[0]
    best = enough.loc[enough["credit_share"].idxmax()]
    return (
        f"In {first['industry']} {first['with_onward_step']} of {first['credentials']} credentials "
        f"lead on to something named; academic credit is most common in {best['industry']} "
        f"({best['credit_bearing']} of {best['credentials']})."
    )


def stackability_notes() -> list[str]:
    """What the reader must know of steps."""
    return [
        "Credit recommended by the American Council on Education is a recommendation; the "
        "receiving college decides. A step whose agreement no document names is marked as claimed.",
        "Industries are those under which the catalog files a credential; this is editorial. A "
        f"sector with fewer than {MIN_CREDENTIALS} credentials is shown but never named first.",
    ]


def compare(shares: pd.DataFrame, rows: pd.DataFrame, base: pd.Series) -> str:
    """Which of the chosen is most asked for, whether beyond luck, and which is cheapest."""
    if len(rows) < 2:
        return "Choose two to six credentials."
    state = figure_state(int(base["postings"]), int(base["employers"]))
    if state != MEASURED:
        sentence = f"Recognition cannot be told here ({state}: {count(base['postings'])} postings)"
    else:
        first = shares.iloc[0]
        tied = leaders(shares)
        sentence = (
            f"{first['name']} is asked for in {percent(first['share'])} of "
            f"{count(first['n'])} postings ({interval(first['low'], first['high'])})"
        )
        sentence += (
            ", too close to tell apart from " + _listed(tied["name"].iloc[1:])
            if len(tied) > 1
            else ", more than the others"
        )
    known = rows.dropna(subset=["total_usd"])
    if len(known):
        cheapest = known.loc[known["total_usd"].astype(float).idxmin()]
        total = dollars(cheapest["total_usd"])
        sentence += f". {cheapest['name']} is the cheapest over five years: {total}"
        if len(known) < len(rows):
            sentence += f" (known for {len(known)} of {len(rows)})"
    return sentence + "."


def steps_note(rows: pd.DataFrame, years: int) -> str:
    """Which of the chosen have no line, and why."""
    unknown = rows[rows["total_usd"].isna()]["name"]
    note = (
        f"List prices and renewal fees over {plural(years, 'year')}; no training, no working time."
    )
    return note + (
        f" No line where a part is not known: {_listed(unknown)}." if len(unknown) else ""
    )


def sources(rows: pd.DataFrame) -> str:
    """How many sources and rows, and how many were left out."""
    hiring = rows[rows["kind"] == "hiring"]
    kept, came = int(hiring["rows_kept"].sum()), int(hiring["rows_in"].sum())
    return (
        f"{count(kept)} postings of {len(hiring)} hiring sources, and "
        f"{len(rows) - len(hiring)} other sources. {count(came - kept)} of {count(came)} rows were "
        f"left out ({percent((came - kept) / came)}), each with its reason."
        if came
        else "No hiring source has been loaded."
    )


def _listed(names: pd.Series) -> str:
    shown = [str(n) for n in names.head(3)]
    more = len(names) - len(shown)
    if more > 0:
        return ", ".join(shown) + f" and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
