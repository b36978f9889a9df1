"""What the candidates page says: the answer, the empty state, the choices in one line. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analysis.standing import CONTAINS, EQUIVALENT, REPLACES, REQUIRES, Step
from dashboard.metrics import count, day, percent, plural
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import Checks
from dashboard.verdict_words import VERIFIED_MEANS

QUESTION = "Who holds the badges this job needs?"
SIDEBAR = "The choices in the sidebar are about postings; they do not change this page."
SELECT = "Select a row to see every badge of a candidate, or several for a shortlist."
BLIND = "blind review"
INVENTED = "Sample pool: invented people"
NOTES = (
    "Conditions are counted one after another in the order shown: a condition further down can "
    "only remove who is still left, so the same condition removes less when it comes later.",
    "On the validity date a badge counts if it was earned by then and has not expired. A badge "
    "whose expiry is not known counts, and the candidate's panel says that it is not known.",
    "The conditions that ask for a badge first count it whenever it was held; the row of the "
    "validity date tells how many hold it no longer, or not yet. What nobody may hold is asked "
    "on that date.",
    "“Equivalent or higher” follows the catalog's steps: a badge counts for another if it equals "
    "it, replaced it, requires it in every case or contains it. A recommendation, one of several "
    "ways, or credit does not suffice. What is held in its place is then a matching badge.",
    "A badge earned on an unknown day is not known to be earned within any time. Without a "
    "condition that names a badge, “earned within”, “not expiring before” and “only verified” ask "
    "for at least one badge of that sort.",
    "Issuer and skill may be met by different badges. Skills are those that issuers say a "
    "credential covers.",
    VERIFIED_MEANS + " Whose a badge is and who stands behind it never change its verdict: a "
    "stolen valid badge is valid. Of a badge's checks the newest that asked its issuer counts, and "
    "the newest of all where none did.",
    "A badge that was found to be tampered with, withdrawn, suspended, or no badge at all is not "
    "held; the candidate's panel names it and says why. One that was never checked is held, as "
    "its file states it.",
)


def answer(steps: pd.DataFrame, is_sample: bool) -> str:
    """How many candidates meet all conditions, of how many.

    Args:
        steps: from ``queries.candidates.count_after_each_condition``.
    """
    everybody, left = int(steps["candidates"].iloc[0]), int(steps["candidates"].iloc[-1])
    people = "invented candidates" if is_sample else "candidates"
    if len(steps) == 1:
        return f"The pool holds {count(everybody)} {people}. Choose conditions to narrow it."
    number = len(steps) - 1
    conditions = {1: "the condition", 2: "both conditions"}.get(number, f"all {number} conditions")
    if not left:
        return f"None of {count(everybody)} {people} meets {conditions}."
    share = f" ({percent(left / everybody)})" if everybody else ""
    verb = "meets" if left == 1 else "meet"
    return f"{count(left)} of {count(everybody)} {people}{share} {verb} {conditions}."


def nobody(steps: pd.DataFrame, without: pd.DataFrame) -> str:
    """What to say where nobody is left: what removes most, and what would help.

    Args:
        steps: from ``queries.candidates.count_after_each_condition``.
        without: from ``queries.relaxed.without_each``.
    """
    removed = -steps["candidates"].diff().iloc[1:]
    most = steps["condition"].loc[removed.idxmax()]
    sentence = (
        f"No candidate meets all conditions; the condition that removes most is “{most}” "
        f"({count(removed.max())} of {count(steps['candidates'].iloc[0])}). "
    )
    helps = without[without["candidates"] > 0].head(3)
    if helps.empty:
        return sentence + "Taking away any single condition would still leave nobody."
    near = [f"without “{c}” {count(n)}" for c, n in helps.itertuples(index=False)]
    return sentence + "Left would be: " + ", ".join(near) + "."


def describe(
    chosen: CandidateFilter, steps: pd.DataFrame, is_sample: bool, *, is_blind: bool = False
) -> str:
    """The conditions in one line, for what is exported or kept."""
    parts = [INVENTED] if is_sample else []
    parts += [BLIND] if is_blind else []
    parts += list(steps["condition"].iloc[1:]) or ["no conditions"]
    parts.append(
        f"badges as of {chosen.valid_on}" if chosen.valid_on else "expired badges counted too"
    )
    return " · ".join(parts)


def told_apart(conditions: Sequence[str]) -> list[str]:
    """The same words, those that come again with a number."""
    seen: dict[str, int] = {}
    told = []
    for words in conditions:
        seen[words] = seen.get(words, 0) + 1
        told.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return told


def checks_line(checks: Checks) -> str:
    """How many badges of the pool were checked, and what came of it."""
    if not checks.badges:
        return "Nobody in this pool holds a badge."
    if not checks.checked:
        return (
            f"None of the {count(checks.badges)} badges in this pool was checked; they count as "
            "the files state them."
        )
    rest = checks.badges - checks.checked
    said = (
        f"{count(checks.checked)} of {count(checks.badges)} badges in this pool were checked: "
        f"{count(checks.valid)} are valid, {count(checks.verified)} of these are verified to be "
        "this person's and their issuer's."
    )
    return said + (f" {count(rest)} count as the files state them." if rest else "")


def only_verified(verified: int) -> str:
    """What the choice of verified badges alone would leave, in words."""
    if not verified:
        return "No badge of this pool is verified yet, so none would count."
    return f"{VERIFIED_MEANS} {count(verified)} badges of this pool are."


def to_be_added(added: int, selected: int, total: int) -> str:
    """Whom the button puts on a shortlist."""
    if selected:
        return f"{plural(added, 'selected candidate')}."
    if added == total:
        return f"All {plural(total, 'candidate')} of the list; select rows for some of them."
    return (
        f"The first {count(added)} of {plural(total, 'candidate')}, in the order of the list; "
        "select rows for others."
    )


WHY = {EQUIVALENT: "equals", REPLACES: "replaced", REQUIRES: "requires", CONTAINS: "contains"}


def chain(steps: Sequence[Step], names: Mapping[str, str]) -> str:
    """Why a badge counts for another: ``A requires B, which replaced C``."""
    first, *others = steps
    told = f"{names.get(first.holder_id, first.holder_id)} {WHY[first.why]} "
    told += names.get(first.asked_id, first.asked_id)
    for step in others:
        told += f", which {WHY[step.why]} {names.get(step.asked_id, step.asked_id)}"
    return told


def expiry(expires_on: date | None, state: str, valid_on: date | None) -> str:
    """When a badge ends in words; what is not known is said."""
    if state == "does_not_expire":
        return "does not expire"
    if expires_on is None or pd.isna(expires_on):
        return "not known"
    gone = valid_on is not None and pd.Timestamp(expires_on).date() < valid_on
    return day(expires_on) + (" (expired)" if gone else "")


def more_rows(shown: int, total: int) -> str:
    """How much of the list is on screen."""
    if shown < total:
        return f"The first {count(shown)} of {count(total)}; the files hold all of them"
    return plural(total, "candidate")
