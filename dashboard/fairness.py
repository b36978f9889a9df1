"""Adverse impact of a filter: figures by group and condition, and their words. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.fairness import (
    ABOVE_YET_UNLIKE,
    BELOW,
    BELOW_BY_CHANCE,
    FOUR_FIFTHS,
    MIN_EXPECTED,
    NO_SIGN,
    REFERENCE,
    TOO_FEW,
    UNSURE,
    adverse_impact,
    step_ratios,
)
from dashboard.metrics import count, of_100, plural

POOL, IN_ORDER, WITHOUT = "everybody", "after it and all before it", "all conditions but this one"
"""How a row of counts was selected: nobody left out yet; by the conditions up to this one; by all
the others."""
DIMENSION_LABELS = {
    "gender": "Gender",
    "race_ethnicity": "Race or ethnicity",
    "age_group": "Age",
    "disability": "Disability",
    "veteran": "Veteran status",
    "other_group": "Other group",
}
WORST_FIRST = (BELOW, BELOW_BY_CHANCE, ABOVE_YET_UNLIKE, UNSURE, NO_SIGN, REFERENCE, TOO_FEW)
FIGURES = ["selected", "rate", "rate_low", "rate_high", "ratio", "low", "high", "p_value"]
HOW_TO_IMPORT = (
    "A file with a candidate id or e-mail address and "
    "columns such as gender, race or ethnicity, age, disability or veteran status is enough. They "
    "are kept apart from the candidates: no list, panel or export of candidates shows them, only "
    "these figures, added up."
)
COMMAND = "python -m etl import FILE --as groups"
NO_ADVICE = (
    "This is arithmetic, no legal advice. The four-fifths rule is a rule of thumb of US agencies "
    "(29 CFR 1607.4(D), Uniform Guidelines on Employee Selection Procedures): a selection rate "
    "below four fifths of the highest group's is generally taken as evidence of adverse impact. "
    "The same rule says that a smaller difference may count where it is significant in statistical "
    "and practical terms, and that a larger one may not where it rests on small numbers."
)
NOTES = (
    NO_ADVICE,
    "The rule covers any selection procedure, so a filter by badges counts. A filter that a person "
    "sets by hand is probably no automated tool under New York City's Local Law 144; a learned "
    "ranking may be one. Other countries have other rules.",
    "Rate: people of the group whom the filter keeps, of all people of the group in the pool, with "
    "a Wilson interval. Ratio: that rate over the rate of the group with the highest one, with a "
    "score interval (Koopman 1984), 95 %. p: Fisher's exact test against that group, two-sided.",
    f"Too few to say: fewer than {MIN_EXPECTED} people of the group would be kept, or fewer than "
    f"{MIN_EXPECTED} left out, if all groups were kept alike. Such a group is not compared, is not "
    "the one that others are compared with, and its counts are not shown, so that they tell "
    "nothing about single people.",
    "Beyond chance: Fisher's p is below 0.05, and so is that of the test of all groups together "
    "(chi-square). The second is needed because the highest rate is picked from the same people: "
    "of eight groups of 300 that are kept alike, Fisher's test alone would find one that differs "
    "in 43 of 100 pools, both together in 4. With several groups the intervals of the ratio are a "
    "little too low for the same reason.",
    "The figures treat the pool as people who might have applied. Who states no group is in none.",
)


@dataclass(frozen=True)
class Source:
    """What the figures were made of, for every row that leaves: pool, filter in words, day."""

    pool_build: str
    filter_words: str
    made_on: str


def impact_rows(counts: pd.DataFrame) -> pd.DataFrame:
    """Figures of each group after each condition, and without each.

    Args:
        counts: dimension, condition, basis (``POOL``, ``IN_ORDER``, ``WITHOUT``), group_name,
            people (of the group in the pool), selected; the conditions in order.

    Returns:
        A row for each of these but ``POOL``, in their order, with rate, rate_low, rate_high (shares
        of 1), ratio, low, high, p_value, verdict, reference (name of the group compared with, or
        missing), equal_p. Of groups too small nothing but their people is told.
    """
    parts = []
    asked = counts[counts["basis"] != POOL]
    for _, part in asked.groupby(["dimension", "basis", "condition"], sort=False):
        found = adverse_impact(part["people"], part["selected"])
        rows = part.assign(
            rate=found.rate,
            rate_low=found.rate_low,
            rate_high=found.rate_high,
            ratio=found.ratio,
            low=found.low,
            high=found.high,
            p_value=found.p_value,
            verdict=list(found.verdict),
            reference=None if found.reference is None else part["group_name"].iloc[found.reference],
            equal_p=found.equal_p,
        )
        rows[FIGURES] = rows[FIGURES].astype(float)
        rows.loc[rows["verdict"] == TOO_FEW, FIGURES] = np.nan
        parts.append(rows)
    if not parts:
        columns = [*counts.columns, *FIGURES[1:], "verdict", "reference", "equal_p"]
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)


def whole_filter(rows: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The rows of a dimension after all conditions, the worst verdict first."""
    own = rows[(rows["dimension"] == dimension) & (rows["basis"] == IN_ORDER)]
    if own.empty:
        return own
    last = own[own["condition"] == own["condition"].iloc[-1]]
    order = last["verdict"].map(WORST_FIRST.index)
    return last.iloc[np.lexsort((last["ratio"].fillna(2), order))].reset_index(drop=True)


def by_condition(counts: pd.DataFrame, rows: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """What each condition does to a group's ratio, in the order of the conditions.

    Args:
        counts, rows: of ``impact_rows``.
        group: a row of ``whole_filter`` that is compared with another.

    Returns:
        condition, ratio_after (after it and all before), step_ratio (what it multiplies the ratio
        by, against the reference of the whole filter), ratio_without (if it alone were dropped),
        low_without, high_without. Missing where there are too few to say.
    """
    own = counts[counts["dimension"] == group["dimension"]]
    steps = own[own["basis"].isin([POOL, IN_ORDER])]
    order = list(dict.fromkeys(steps["condition"]))
    names = list(dict.fromkeys(steps["group_name"]))
    left = steps.pivot(index="condition", columns="group_name", values="selected")
    left = left.loc[order, names].to_numpy()
    said = rows[
        (rows["dimension"] == group["dimension"]) & (rows["group_name"] == group["group_name"])
    ]
    after = said[said["basis"] == IN_ORDER].set_index("condition")
    without = said[said["basis"] == WITHOUT].set_index("condition").reindex(after.index)
    made = step_ratios(left, names.index(group["group_name"]), names.index(group["reference"]))
    return pd.DataFrame(
        {
            "condition": after.index,
            "ratio_after": after["ratio"].to_numpy(),
            # A step is told where the ratio after it is: its counts follow from the two.
            "step_ratio": np.where(after["ratio"].notna(), made, np.nan),
            "ratio_without": without["ratio"].to_numpy(),
            "low_without": without["low"].to_numpy(),
            "high_without": without["high"].to_numpy(),
        }
    )


def answer(final: pd.DataFrame, dimension: str) -> str:
    """What the whole filter does to the groups of a dimension, in one sentence."""
    about = DIMENSION_LABELS[dimension].casefold()
    if final.empty:
        return f"Without a condition nobody is left out, so that nothing can be said by {about}."
    said = final[~final["verdict"].isin([REFERENCE, TOO_FEW])]
    if said.empty:
        return (
            f"Too few to say by {about}: we ask for groups of which at least {MIN_EXPECTED} people "
            f"would be kept and {MIN_EXPECTED} left out if all were kept alike."
        )
    worst = said.iloc[0]
    if worst["verdict"] == NO_SIGN:
        return (
            f"No sign of adverse impact by {about}: every group that is large enough is kept at "
            f"least {FOUR_FIFTHS:g} times as often as {worst['reference']}."
        )
    highest = final[final["verdict"] == REFERENCE].iloc[0]
    sentence = (
        f"Of the group “{worst['group_name']}” {of_100(worst['rate'])} are kept, of "
        f"“{highest['group_name']}” {of_100(highest['rate'])}: a ratio of "
        f"{ratio_words(worst['ratio'])} "
        f"({bounds(worst['low'], worst['high'])}), {worst['verdict']}."
    )
    others = int((said["verdict"] == worst["verdict"]).sum()) - 1
    return sentence + (f" The same holds for {plural(others, 'other group')}." if others else "")


def cause(conditions: pd.DataFrame, group: pd.Series) -> str:
    """Which condition lowers a group's ratio most, by what would be without it.

    Args:
        conditions: from ``by_condition``.
        group: the same row of ``whole_filter``.
    """
    name = group["group_name"]
    if len(conditions) == 1:
        return f"The only condition, “{conditions['condition'].iloc[0]}”, makes all of it."
    known = conditions[conditions["ratio_without"].notna()]
    if known.empty:
        return f"Which condition makes it cannot be said: too few of “{name}” without any of them."
    best = known.loc[known["ratio_without"].idxmax()]
    if best["ratio_without"] <= group["ratio"]:
        return f"No single condition makes it: without any one of them “{name}” fares no better."
    if best["ratio_without"] == best["low_without"] == best["high_without"] == 1:
        return f"Without “{best['condition']}” no group would be kept more often than “{name}”."
    enough = best["ratio_without"] >= FOUR_FIFTHS
    return (
        f"Without “{best['condition']}” the ratio of “{name}” would be "
        f"{ratio_words(best['ratio_without'])} "
        f"({bounds(best['low_without'], best['high_without'])}) instead of "
        f"{ratio_words(group['ratio'])}"
        + (", not below four fifths." if enough else ", still below four fifths.")
    )


def ratio_words(ratio: float) -> str:
    """A ratio with two digits, or with as many as show on which side of four fifths it lies."""
    for digits in range(2, 6):
        told = f"{ratio:.{digits}f}"
        if (float(told) < FOUR_FIFTHS) == (ratio < FOUR_FIFTHS):
            return told
    return f"just below {FOUR_FIFTHS:.2f}"


def bounds(low: float, high: float) -> str:
    """An interval of a ratio; its upper end may be open."""
    return f"{low:.2f} to {high:.2f}" if np.isfinite(high) else f"{low:.2f} or more"


def p_words(p: float) -> str:
    """A p value with the digits that mean anything; empty where there is none."""
    return "" if pd.isna(p) else "below 0.001" if p < 0.001 else f"{p:.3f}"


def stated(counts: pd.DataFrame, dimension: str, everybody: int) -> str:
    """How many candidates state a group at all."""
    own = counts[(counts["dimension"] == dimension) & (counts["basis"] == POOL)]
    known = int(own["people"].sum())
    return f"{count(known)} of {count(everybody)} candidates state it; the others are in no group."


def exported(rows: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The figures for an independent audit: no person, and on every row where it comes from."""
    return pd.DataFrame(
        {
            "Question": rows["dimension"].map(DIMENSION_LABELS),
            "Condition": rows["condition"],
            "Counted": rows["basis"],
            "Group": rows["group_name"],
            "n": rows["people"],
            "Selected": rows["selected"],
            "Rate": rows["rate"],
            "Rate low": rows["rate_low"],
            "Rate high": rows["rate_high"],
            "Compared with": rows["reference"],
            "Ratio": rows["ratio"],
            "Ratio low": rows["low"],
            "Ratio high": rows["high"].replace(np.inf, np.nan),
            "p (Fisher)": rows["p_value"],
            "p (all groups alike)": rows["equal_p"],
            "Verdict": rows["verdict"],
            "Pool": source.pool_build,
            "Filter": source.filter_words,
            "Date": source.made_on,
        }
    )
