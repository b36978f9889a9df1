"""Hires with and without a credential: the comparison and its words."""

import pandas as pd

from analysis.hires import (
    MEASURED,
    MIN_IN_GROUP,
    comparison_state,
    newcombe_difference,
    within_strata,
)
from analysis.statistics import wilson_interval
from dashboard.company_table import PEOPLE, points, points_range
from dashboard.metrics import (
    MEASURES,
    count,
    listed,
    of_100,
    plural,
)
from dashboard.queries.hires import HiresDetails

VIEWS = {
    "Hired": "company_hire",
    "Interviewed": "company_interview",
    "Stayed 12 months": "company_retention",
}
VERBS = {
    "company_hire": "hired",
    "company_interview": "interviewed",
    "company_retention": "still here after 12 months",
}
OUTCOMES = {
    "company_hire": "of applications that led to a hire",
    "company_interview": "of applications that led to an interview",
    "company_retention": "of hires still here after 12 months",
}
MEASURES_SHOWN = (
    "company_interview",
    "company_hire",
    "company_retention",
    "company_difference",
    "company_within_role",
    "company_too_few",
)
ASSOCIATION = (
    "This is what went together, not what a credential caused: holders may also differ in "
    "experience, school or referral, and whoever decided saw the credential."
)
HOW_TO_IMPORT = (
    "No hires have been imported yet. Export applications from your applicant tracking system, "
    "one row each, and run the command below. Wanted columns: applicant id, role, outcome "
    "(applied, rejected, interviewed, offered, hired or withdrawn) and badges (a list); useful "
    "ones: interview date, application date, hire date, last day, still employed, performance. "
    "No names are needed. Everything stays on this machine, apart from the market data."
)
COMMAND = "python -m etl import FILE --as hires"
SINGLE = ["credential_id", "name", "kind", "measure"]
NUMBERS = ["with_k", "with_n", "without_k", "without_n"]


def compared(counts: pd.DataFrame) -> pd.DataFrame:
    """Shares with and without each credential, their difference, and the one within roles.

    Args:
        counts: from ``queries.hires.counts_by_role``.

    Returns:
        A row per credential and measure: credential_id, name, kind, measure, with_k, with_n,
        without_k, without_n, state (measured, too few, none); with_share, with_low, with_high and
        the same for without; difference, low, high; adjusted, adjusted_low, adjusted_high, roles
        (missing where the roles in which both groups applied hold too few). Shares of 1.
    """
    rows = counts.groupby(SINGLE, as_index=False, sort=False)[NUMBERS].sum()
    for group in ("with", "without"):
        k, n = rows[f"{group}_k"], rows[f"{group}_n"]
        bounds = wilson_interval(k, n)
        rows[f"{group}_share"] = k / n.where(n > 0)
        rows[f"{group}_low"], rows[f"{group}_high"] = bounds.low, bounds.high
    gap = newcombe_difference(*(rows[c] for c in NUMBERS))
    rows["difference"], rows["low"], rows["high"] = gap.value, gap.low, gap.high
    rows["state"] = [
        comparison_state(int(w), int(o))
        for w, o in zip(rows["with_n"], rows["without_n"], strict=True)
    ]
    adjusted = pd.DataFrame(
        [
            (*key, *_within(part))
            for key, part in counts.groupby(["credential_id", "measure"], sort=False)
        ],
        columns=["credential_id", "measure", "adjusted", "adjusted_low", "adjusted_high", "roles"],
    )
    return rows.merge(adjusted, on=["credential_id", "measure"], how="left")


def _within(part: pd.DataFrame) -> tuple[float | None, float | None, float | None, int]:
    pooled = within_strata(*(part[c] for c in NUMBERS))
    if pooled is None or comparison_state(pooled.with_n, pooled.without_n) != MEASURED:
        return None, None, None, pooled.strata if pooled else 0
    return pooled.value, pooled.low, pooled.high, pooled.strata


def for_measure(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One measure's rows, those that can be compared first, by the lower end of the difference.

    The difference within roles leads, the raw one only where there is no other.
    """
    own = rows[(rows["measure"] == measure) & (rows["with_n"] > 0)].copy()
    own["evidence"] = own["adjusted_low"].astype(float).fillna(own["low"])
    own["is_measured"] = own["state"] == MEASURED
    return own.sort_values(
        ["is_measured", "evidence", "with_n", "credential_id"],
        ascending=[False, False, False, True],
        ignore_index=True,
    )


def answer(rows: pd.DataFrame, measure: str, applications: int) -> str:
    """Which credential goes with the better outcome, and whether chance could make it.

    Args:
        rows: from ``for_measure``.
    """
    if rows.empty:
        return (
            f"{plural(applications, 'application')} are here, but none of them names a badge, so "
            "that nothing can be compared."
        )
    usable = rows[rows["is_measured"]]
    if usable.empty:
        most = rows.loc[rows["with_n"].idxmax()]
        return (
            f"Too few to compare: {most['name']} has most, with "
            f"{plural(most['with_n'], PEOPLE[measure])} with it and {count(most['without_n'])} "
            f"without; we ask for {MIN_IN_GROUP} in each group."
        )
    first, clear = usable.iloc[0], usable[usable["evidence"] > 0]
    if clear.empty:
        return (
            f"None of {plural(len(usable), 'credential')} with enough "
            f"{PEOPLE[measure]}s goes with being {VERBS[measure]} more often beyond chance."
        )
    others = f" Beyond chance also: {listed(clear['name'].iloc[1:])}." if len(clear) > 1 else ""
    shares = (
        f"{of_100(first['with_share'])} with it, {of_100(first['without_share'])} without "
        f"({points(first['difference'])}, {points_range(first['low'], first['high'])})"
    )
    if pd.isna(first["adjusted"]):
        return (
            f"Holders of {first['name']} were {VERBS[measure]} more often: {shares}; too few "
            f"applied for the same roles to hold the role equal.{others}"
        )
    return (
        f"Within the same role, holders of {first['name']} were {VERBS[measure]} more often: "
        f"{points(first['adjusted'])} "
        f"({points_range(first['adjusted_low'], first['adjusted_high'])}). "
        f"Over all roles: {shares}.{others}"
    )


def too_few(rows: pd.DataFrame, measure: str) -> str:
    """What stands where the picture cannot."""
    if rows.empty:
        return (
            f"Nothing to compare: nobody with a known badge is among the {PEOPLE[measure]}s that "
            "this is counted over, or the files do not tell."
        )
    return (
        f"Too few to compare: no credential has {MIN_IN_GROUP} {PEOPLE[measure]}s with it and as "
        "many without it. The counts are in the table."
    )


def picture_note(rows: pd.DataFrame, shown: int) -> str:
    """What the picture leaves out, and how it is sorted."""
    measured = int(rows["is_measured"].sum())
    left = [
        f"{plural(n, 'credential')} {why}"
        for n, why in (
            (measured - shown, "more in the table"),
            (len(rows) - measured, "with too few to compare"),
        )
        if n > 0
    ]
    return (
        "Sorted by the lower end of the difference within the same role, so that luck does not "
        "lead. The two dots mix all roles: where most holders apply for a role that is hard to "
        "get, they may lie the wrong way round."
        + (f" Not shown: {' and '.join(left)}." if left else "")
    )


def notes(known: HiresDetails) -> list[str]:
    """What the reader must know of these figures."""
    said = [
        "Each application counts once; whoever applied twice counts twice, which makes the "
        "intervals a little too narrow. Of 20 credentials without any difference one shows an "
        "interval that misses zero by chance.",
        "Badges are those that the file names at the application, stated and not verified. Letters "
        "that one credential alone has are taken for it; a badge of no catalog credential stands "
        "as itself.",
        f"Of {plural(known.hires, 'hire')} {count(known.hires_not_yet_known)} are not yet known "
        "for the stay and left out of it: hired less than 12 months before, or the file does not "
        f"tell. {count(known.hires_undated)} of them have no hire date: with a tenure alone nobody "
        "can say who else was hired at that time.",
        "The market's share is of postings under the choices in the sidebar, however they ask; "
        "the choices change nothing else on this page.",
    ]
    if known.day_not_stated:
        said.append(
            f"{plural(known.day_not_stated, 'application')} from files that do not say which day "
            "they describe: the stay is followed up to the newest date in each file, not to the "
            "day of the import. A column As of tells the day."
        )
    if known.compared < known.applications:
        said.append(
            f"{count(known.applications - known.compared)} applications come from files that name "
            "no badge at all and are left out of the comparison."
        )
    return said


def headline(known: HiresDetails) -> list[tuple[str, str, str]]:
    """Four figures on the imported hires: title, value, explanation."""
    return [
        (
            "Applications",
            count(known.applications),
            f"Imported, each once, for {plural(known.roles, 'role')}.",
        ),
        (
            "Interviews",
            count(known.interviews) if known.interviews_known else "not told",
            MEASURES["company_interview"].help,
        ),
        ("Hires", count(known.hires), MEASURES["company_hire"].help),
        (
            "Hires seen for 12 months",
            count(known.hires_observed),
            MEASURES["company_retention"].help,
        ),
    ]
