"""What is said of a plan: the answer, why each step is there, how sure, why there is none. Pure."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import pandas as pd

from analysis.cover import COSTS_MORE, EXPIRES, NO_TIME, NOT_TO_BE_HAD, TAKES_LONGER, Stack
from analysis.earning_order import months_of
from analysis.statistics import MEASURED
from dashboard import role_answers
from dashboard.assessment import COST, COVERAGE, RECOGNISED, SOON, Plan
from dashboard.metrics import (
    count,
    dollars,
    listed,
    of_100,
    percent,
    plural,
    range_of_100,
)
from dashboard.role_needs import Role
from dashboard.role_stack import coverage
from dashboard.tables.roles import validity

QUESTION = "Where should I start?"
SHARE_IT = "Every choice is in this page's address: copy it to share the plan."
WIDEN = "Choose another role, or a wider industry or place."
PROVED = {
    COST: "No plan that does the same is cheaper: this is proved.",
    RECOGNISED: "No plan of such credentials that does the same is cheaper: this is proved.",
    SOON: "No plan that does the same takes fewer hours: this is proved.",
    COVERAGE: "No plan within the limits covers more, and none that covers as much is cheaper: "
    "this is proved.",
}
NOTES = (
    "One exact solver makes every plan; what matters most is a setting of it. Lowest cost: the "
    "fewest dollars to cover 80 % of what the catalog can cover of a role, weighted by how often "
    "it is asked for. Soonest: the fewest hours of study for the same. Most recognised: lowest "
    "cost, counting only credentials that enough postings ask for. Most coverage: as much as the "
    "limits allow, then the cheapest way to it.",
    "Cost is the published price to earn, prerequisites included; renewals, travel and study time "
    "are not in it. Hours that are not published are taken as the median of the kind and said to "
    "be assumed. Months are hours by the hours a week that you chose, one credential after the "
    "other.",
    "Each step must be valid until the last one is earned. A step that has been replaced by a "
    "newer one is never offered.",
)


def thin(goal: str) -> str:
    """The answer where the catalog covers too little of a role."""
    return f"{goal}: the catalog covers too little of this role for a plan."


def goal(plan: Plan, role: Role | None, names: Mapping[str, str]) -> str:
    """What the plan leads to."""
    return role.name if role is not None else names[str(plan.asked.credential_id)]


def answer(plan: Plan, goal: str) -> str:
    """The plan in one sentence."""
    stacks = plan.found.answer.stacks
    if not stacks:
        return f"{goal}: {no_plan(plan)}"
    best = stacks[0]
    hours, pace = plural(round(best.hours), "hour"), plan.asked.hours_a_week
    done = percent(coverage(best, plan.found.task)) if plan.asked.soc_code else ""
    if not best.steps:
        what = f"covers {done} of what is asked for" if done else "is the goal already"
        return f"{goal}: what you hold {what}; there is nothing to earn."
    text = (
        f"{goal}: {plural(len(best.steps), 'credential')} for {money(best)}, about {hours} or "
        f"{months(best.hours, pace)} at {pace:g} hours a week"
    )
    if done:
        text += f", cover {done} of what its postings ask for, weighted"
    return f"{text}."


def money(stack: Stack) -> str:
    """What a plan costs, in words."""
    return dollars(stack.cost_usd) if stack.cost_usd else "nothing"


def months(hours: float, hours_a_week: float) -> str:
    """Calendar time that hours of study take, in words; begun months count whole."""
    return plural(max(1, ceil(months_of(hours, hours_a_week) - 1e-9)), "month")


def why(row: Mapping[str, Any], needs: pd.DataFrame) -> str:
    """Why a step is there, with figures: what it covers first, and what it is needed for.

    Args:
        row: of ``assessment_view.with_figures``.
        needs: need_id, name, share of the role; empty for a credential as goal.
    """
    told = needs[needs["need_id"].isin(list(row["new_needs"]))]
    parts = []
    if len(told):
        shares = listed([of_100(share).removesuffix(" of 100") for share in told["share"]], 5)
        parts.append(
            f"Covers {listed(told['name'], 5)}, asked for in {shares} of 100 postings of the role."
        )
    if row["needed_for"]:
        parts.append(f"Needed before {listed(row['needed_for'])}.")
    return " ".join(parts) or "It is the goal."


def asked_for(row: Mapping[str, Any], state: str, where: str) -> str:
    """How widely a step's credential is asked for, or why that cannot be said.

    Args:
        row: kind, postings, n, share, low, high; role_postings, role_n (NA without a role).
        state: whether shares of all postings under the filters are measured.
    """
    if row["kind"] == "degree":
        return "Not counted in postings, which ask for a level and not for a programme."
    place = f"postings{where or ' of all industries'}"
    own = ""
    if pd.notna(row["role_n"]):
        own = (
            f" In the role's own postings: {count(row['role_postings'])} of {count(row['role_n'])}."
        )
    if state != MEASURED:
        return f"Too few {place} to say how widely it is asked for.{own}"
    bounds = f"{range_of_100(row['low'], row['high'])} of 100"
    return f"Asked for in {count(row['postings'])} of {count(row['n'])} {place} ({bounds}).{own}"


def facts(row: Mapping[str, Any]) -> str:
    """Cost, hours, months and validity of a step in one line."""
    cost = float(row["cost_usd"])
    price = "free" if cost == 0 else ("about " if row["is_approximate"] else "") + dollars(cost)
    if row["is_stale"]:
        price += ", a price older than three years"
    hours = f"{row['study_hours']:,.0f} hours" + (" (assumed)" if row["hours_assumed"] else "")
    when = f"months {row['month_from']} to {row['month_to']}"
    if row["month_from"] == row["month_to"]:
        when = f"month {row['month_from']}"
    return f"{price} · {hours} · {when} · {renewal(row)}"


def renewal(row: Mapping[str, Any]) -> str:
    """How long a credential lasts and what renewing it costs, in words."""
    period = row["renewal_period_months"]
    if pd.isna(period):
        return "validity not found yet"
    if period == 0:
        return validity(period)
    fee = row["renewal_fee_usd"]
    price = "at a fee not found yet" if pd.isna(fee) else f"for {dollars(fee)}" if fee else "free"
    return f"to be renewed after {validity(period)} {price}"


def how_sure(plan: Plan, role: Role | None, rows: pd.DataFrame) -> list[str]:
    """What the plan rests on and where it may be wrong."""
    found = plan.found.answer
    lines = [PROVED[plan.asked.aim] if found.is_proved else _bound(plan)]
    if role is not None:
        first = role.asked.iloc[0]
        lines.append(
            f"The needs: {role_answers.basis(role)} The most frequent, {first['name']}, is asked "
            f"for in {of_100(first['share'])} ({range_of_100(first['low'], first['high'])})."
        )
    assumed = [str(r.name) for r in _named(rows) if r.hours_assumed]
    if assumed:
        lines.append(f"Hours are assumed, not published, of {listed(assumed, shown=4)}.")
    loose = [str(r.name) for r in _named(rows) if r.is_approximate or r.is_stale]
    if loose:
        lines.append(f"Prices are ranges or older than three years of {listed(loose, shown=4)}.")
    return lines


def no_plan(plan: Plan) -> str:
    """Why there is no plan, and what to change."""
    reason = plan.found.answer.reason
    free = plan.without_limits
    if reason in (COSTS_MORE, TAKES_LONGER) and free is not None and free.stacks:
        best = free.stacks[0]
        needed = (
            f"the cheapest plan without limits costs {money(best)} and takes about "
            f"{months(best.hours, plan.asked.hours_a_week)} at {plan.asked.hours_a_week:g} hours a "
            "week"
        )
        more = "the budget" if reason == COSTS_MORE else "the months or the hours a week"
        other = (
            f", or choose “{COVERAGE}” to see how far the limits reach"
            if plan.asked.soc_code
            else ""
        )
        return f"no plan within these limits: {needed}. Raise {more}{other}."
    if reason == EXPIRES:
        return (
            "no plan at this pace: something would expire before the last step is done. Study more "
            "hours a week."
        )
    if reason == NOT_TO_BE_HAD:
        return (
            "no plan can be priced: the credential, or something that must come before it, has no "
            "known price or has been replaced. Choose another one."
        )
    if reason == NO_TIME:
        return "no answer within the time given. Set fewer limits."
    if plan.asked.aim == RECOGNISED:
        return (
            "no credential that enough postings ask for covers its needs at a known price. Lower "
            "the number of postings, or choose another aim."
        )
    return "no credential with a known price covers its needs. Choose another role."


def open_ends(plan: Plan, needs: pd.DataFrame) -> str:
    """What stays uncovered with the plan, in words; empty where nothing does."""
    best = plan.found.answer.stacks[0]
    weights = plan.found.task.problem.weights
    left = needs[needs["need_id"].map(lambda n: n in weights and n not in best.covered)]
    never = left[left["need_id"].isin(list(plan.found.answer.uncovered))]
    could = left[~left["need_id"].isin(never["need_id"])]
    parts = []
    if len(could):
        more = "go beyond the limits" if plan.asked.aim == COVERAGE else "cost or take more"
        parts.append(f"The plan leaves out {_with_shares(could)}: covering more would {more}.")
    if len(never):
        parts.append(f"No credential with a known price covers {_with_shares(never)}.")
    return " ".join(parts)


def _bound(plan: Plan) -> str:
    found = plan.found.answer
    if plan.asked.aim == COVERAGE:
        return "Within the time given it could not be proved that no plan covers more."
    unit = f"{found.bound:,.0f} hours" if plan.asked.aim == SOON else dollars(found.bound)
    return f"A better plan may exist, but none below {unit}: the time ran out before the proof."


def _with_shares(needs: pd.DataFrame) -> str:
    return listed([f"{r.name} ({of_100(r.share)})" for r in needs.itertuples()], shown=5)


def _named(rows: pd.DataFrame) -> list[Any]:
    columns = ["name", "hours_assumed", "is_approximate", "is_stale"]
    return list(rows[columns].itertuples(index=False, name="Step"))
