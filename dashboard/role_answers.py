"""What is said of a role and its stack. Pure; values in, sentences out."""

from collections.abc import Mapping

import pandas as pd

from analysis.cover import (
    COSTS_MORE,
    EXPIRES,
    NO_TIME,
    NOT_TO_BE_HAD,
    NOTHING_COVERS,
    TAKES_LONGER,
    Answer,
    Stack,
)
from analysis.needs import DRAWN, GATE_SHARE, LEAST_COVERED
from dashboard.metrics import count, dollars, listed, of_100, percent, plural, range_of_100
from dashboard.role_needs import Role
from dashboard.role_stack import (
    COVERED,
    UNCOVERED,
    UNPRICED,
    Solved,
    Task,
    Wishes,
    coverable_share,
    coverage,
    status_of_needs,
)

REASONS = {
    NOTHING_COVERS: "No credential with a known price covers any of these needs.",
    NOT_TO_BE_HAD: "A credential that must be in the stack has no known price, so that no total "
    "can be told.",
    COSTS_MORE: "No stack does this within the budget. Raise it, or cover less.",
    TAKES_LONGER: "No stack does this within the hours of study. Raise them, or cover less.",
    EXPIRES: "At this pace something would expire before the last credential is earned. Study more "
    "hours a week, or cover less.",
    NO_TIME: "No answer within the time given. Cover less, or ask for fewer needs.",
}


def answer(role: Role, needs: pd.DataFrame, found: Solved) -> str:
    """The page's answer in one sentence or two."""
    first = needs.iloc[0]
    sentence = (
        f"{role.name} need {first['name'].lower() if not first['is_credential'] else first['name']}"
        f" most: {of_100(first['share'])} postings ask for it "
        f"({range_of_100(first['low'], first['high'])}); {plural(len(needs), 'need')} in all"
    )
    if coverable_share(found.task) < LEAST_COVERED:
        return f"{sentence}. The catalog covers too little of them to name a stack."
    if not found.answer.stacks:
        return f"{sentence}. {no_stack(found.answer)}"
    best = found.answer.stacks[0]
    if not best.steps:
        return f"{sentence}. What is held covers {percent(coverage(best, found.task))} of them."
    return (
        f"{sentence}. {plural(len(best.steps), 'credential')} for {money(best)} cover "
        f"{percent(coverage(best, found.task))} of them, weighted"
        + (", and no stack is cheaper." if found.answer.is_proved else ".")
    )


def refusal(task: Task, needs: pd.DataFrame, found: Solved, names: Mapping[str, str]) -> str | None:
    """Why no stack is shown although the needs are known; None where one can be."""
    share = coverable_share(task)
    if share >= LEAST_COVERED:
        return None
    status = status_of_needs(needs, found.answer, task)
    bare = [n for n, s in zip(needs["name"], status, strict=True) if s == UNCOVERED]
    text = (
        f"The catalog covers too little of this role to name a stack: {percent(share)} of its "
        f"needs, weighted; we ask for {percent(LEAST_COVERED)}."
    )
    if bare:
        text += f" No credential in it covers {listed(bare)}."
    dear = task.unpriced | task.blocked
    if dear:
        text += (
            f" {plural(len(dear), 'credential')} that would help have no known price or need one "
            f"that has none: {listed(sorted(names[i] for i in dear))}."
        )
    return text


def basis(role: Role) -> str:
    """From which postings the needs come."""
    row = role.row
    own = (
        f"From {plural(row['postings'], 'posting')} of "
        f"{plural(row['employers'], 'known employer')}."
    )
    if role.told != DRAWN:
        return own
    return (
        f"{own} That is few, so the shares are drawn toward those of "
        f"{count(row['minor_postings'])} postings of “{row['minor_group_name']}”, as far as chance "
        "explains the difference."
    )


def needs_note(rows: pd.DataFrame, role: Role, shown: int) -> str:
    """What stands below the picture of the needs."""
    general = int((rows["status"] == "general").sum())
    text = basis(role)
    if len(rows) > shown:
        text += f" The {shown} most asked for are drawn; the table has all {len(rows)}."
    if general:
        text += f" {plural(general, 'general skill')} asked for as often everywhere not counted."
    return text


def headline(found: Solved, needs: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The four figures of the cheapest stack."""
    best, task = found.answer.stacks[0], found.task
    hours = f"{best.hours:,.0f} h"
    assumed = len(set(best.steps) & task.assumed_hours)
    covered = sum(s == COVERED for s in status_of_needs(needs, found.answer, task))
    return [
        ("Costs", money(best), "Prices to earn, and renewals over the years you choose."),
        (
            "Takes about" if assumed else "Takes",
            hours,
            f"Hours of study. Not published for {assumed} of {len(best.steps)}: the median of "
            "their kind is assumed."
            if assumed
            else "Published hours of study.",
        ),
        (
            "Covers",
            percent(coverage(best, task)),
            f"{covered} of {len(task.problem.weights)} needs, weighted by how often they are "
            "asked for, with what is held.",
        ),
        (
            "Proof",
            "complete" if found.answer.is_proved else f"within {percent(found.answer.gap)}",
            f"No stack that does the same costs less than {dollars(found.answer.bound) or '$0'}. "
            f"The relaxed problem alone gives {dollars(found.answer.relaxed) or '$0'}.",
        ),
    ]


def stack_note(found: Solved, rows: pd.DataFrame, wishes: Wishes) -> str:
    """What stands below the picture of the stack."""
    months = found.answer.stacks[0].hours / wishes.hours_a_week * 12 / 52
    text = (
        f"In this order; at {wishes.hours_a_week:g} hours a week it takes about "
        f"{plural(max(1, round(months)), 'month')}, and nothing has expired at the end."
    )
    bound = f"no stack costs less than {dollars(found.answer.bound) or '$0'}"
    text += (
        f" Proved: {bound}."
        if found.answer.is_proved
        else f" Not proved in the time given: {bound}, so that it may cost up to "
        f"{percent(found.answer.gap)} too much."
    )
    if found.hurried is not None and found.answer.stacks[0].cost_usd:
        times = found.hurried.cost_usd / found.answer.stacks[0].cost_usd
        if times > 1.005:
            text += f" Always taking the best buy next would cost {times:.2g} times as much."
    return text


def no_stack(answer: Answer) -> str:
    """Why there is no stack, and what could be changed."""
    return REASONS[answer.reason or NOTHING_COVERS]


def left_out(found: Solved, needs: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """What the stack does not do, and which credentials could not take part."""
    task = found.task
    status = status_of_needs(needs, found.answer, task)
    by_status: dict[str, list[str]] = {}
    for name, s in zip(needs["name"], status, strict=True):
        by_status.setdefault(s, []).append(name)
    lines = []
    if by_status.get(UNCOVERED):
        lines.append(f"No credential in the catalog covers {listed(by_status[UNCOVERED], 8)}.")
    if by_status.get(UNPRICED):
        lines.append(
            "Covered only by credentials without a known price, or that need one: "
            f"{listed(by_status[UNPRICED], 8)}."
        )
    if by_status.get("left"):
        lines.append(
            f"Left out because covering it costs more than it adds at the chosen part: "
            f"{listed(by_status['left'], 8)}."
        )
    if task.unpriced:
        lines.append(
            f"{plural(len(task.unpriced), 'credential')} that would cover needs have no known "
            f"price and could not take part: {listed(sorted(names[i] for i in task.unpriced), 5)}."
        )
    if task.blocked:
        lines.append(
            f"{plural(len(task.blocked), 'credential')} first "
            f"{'needs' if len(task.blocked) == 1 else 'need'} something that has no known "
            f"price or cannot be had: {listed(sorted(names[i] for i in task.blocked), 5)}."
        )
    if task.unrecognised:
        lines.append(
            f"{plural(len(task.unrecognised), 'credential')} "
            f"{'is' if len(task.unrecognised) == 1 else 'are'} asked for by too few postings "
            "to count under your minimum."
        )
    return lines


def budgets_note(rows: pd.DataFrame) -> str:
    """What stands below the picture of the budgets."""
    proved = " Each is the most that its budget can cover." if rows["is_proved"].all() else ""
    half = rows[rows["coverage"] >= rows["coverage"].max() * 0.5]
    first = half.iloc[0]
    return (
        f"Half of what can be covered is had for {dollars(first['cost_usd']) or 'nothing'}; all of "
        f"it costs {dollars(rows['cost_usd'].iloc[-1]) or 'nothing'}.{proved}"
    )


def money(stack: Stack) -> str:
    """What a stack costs, in words."""
    return dollars(stack.cost_usd) if stack.cost_usd else "nothing"


NO_RATINGS = (
    "Skills and fields of knowledge that O*NET rates are not among the data here; `python -m etl "
    "fetch onet` and a build bring them."
)
METHOD = (
    "A role is a detailed occupation (SOC). Its needs are the skills that its postings name and "
    "the credentials that they require, matched by the one vocabulary of all pages.",
    "A credential counts for a role if at least half of its skills belong to the role's work, or "
    "if one in a hundred of its postings names it; a licence only in the second case. Degrees "
    "count only if you choose that kind.",
    f"What at least {GATE_SHARE * 100:.0f} of 100 of the role's postings require is always in the "
    "stack, if it has a known price.",
    "The stack is found by integer programming (HiGHS), which also proves that none is cheaper. A "
    "prerequisite is part of the price. A newer version stands for the one it replaced, never the "
    "other way round; nothing that has been replaced is offered.",
    "Studied one after the other at your pace, each credential must still be valid when the last "
    "one is earned. Where another route (experience, a degree) would do in place of a "
    "prerequisite, the prerequisite is counted all the same.",
)
