"""A role's needs and the catalog as a stack problem, and its answer as tables. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.cover import Answer, Stack
from analysis.cover_problem import Problem, reachable, weight_of
from analysis.earning_order import Option
from analysis.needs import GATE_SHARE
from analysis.stack_options import Candidate, Offer, offer, stand_ins
from analysis.stacks import Edge
from dashboard.role_needs import CREDENTIAL, skills_of

EVERYWHERE, INTERNATIONAL = "all", "INT"
DEGREE, LICENCE = "degree", "licence"
HOURS_A_WEEK = 10.0
"""Time to study beside a job, where the reader says nothing."""
SHARE = 0.8
"""Part of the needs that the catalog can cover which a stack covers, where nothing is said."""


COVERED, LEFT, UNPRICED, UNCOVERED, GENERAL = NEED_STATUS = (
    "covered",
    "left",
    "unpriced",
    "uncovered",
    "general",
)
"""What becomes of a need: covered by the cheapest stack, left out by it, covered only by what has
no known price, by nothing, or not counted."""


@dataclass(frozen=True)
class Wishes:
    """What the reader asks of a stack; None and empty where nothing is asked.

    ``share`` is the part of the coverable weight to cover, ``least_recognition`` the lower end of
    the share of postings that must ask for a credential to count for its skills.
    """

    held: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    share: float = SHARE
    most_usd: float | None = None
    most_hours: float | None = None
    hours_a_week: float = HOURS_A_WEEK
    least_recognition: float = 0.0
    with_general: bool = False


@dataclass(frozen=True)
class Task:
    """A problem to solve, and what had to stay outside it.

    ``assumed_hours`` are credentials whose hours are not published; ``unpriced`` cover a need but
    have no known price; ``unrecognised`` are asked for by too few postings to count; ``blocked``
    need something first that has no known price or cannot be had. ``unpriced_needs`` are the needs
    that unpriced or blocked credentials cover.
    """

    problem: Problem
    offer: Offer
    assumed_hours: frozenset[str]
    unpriced: frozenset[str]
    unrecognised: frozenset[str]
    blocked: frozenset[str]
    unpriced_needs: frozenset[str]


@dataclass(frozen=True)
class Solved:
    """A task with its exact answer and the greedy one."""

    task: Task
    answer: Answer
    hurried: Stack | None


def usual_hours(credentials: pd.DataFrame) -> dict[str, float]:
    """The median hours of each kind of credential, of those whose hours are known."""
    known = credentials.dropna(subset=["hours"]).groupby("kind")["hours"].median()
    return {str(kind): float(hours) for kind, hours in known.items()}


def eligible(
    credentials: pd.DataFrame, kinds: Sequence[str], country: str, needed: Iterable[str]
) -> pd.DataFrame:
    """The credentials that can take part: degrees only if chosen, licences of the chosen country.

    Args:
        credentials: credential_id, kind, country.
        kinds: the kinds that the reader chose; empty for all.
        country: the chosen country, or ``all``.
        needed: credentials that the role's postings require, which stay whatever their country.
    """
    kind = credentials["kind"]
    chosen = kind.isin(list(kinds)) if kinds else kind != DEGREE
    holds = (kind != LICENCE) | credentials["country"].isin([country, INTERNATIONAL])
    if country == EVERYWHERE:
        holds[:] = True
    return credentials[(chosen & holds) | credentials["credential_id"].isin(list(needed))]


def covered_needs(
    needs: Iterable[str], skills: pd.DataFrame, edges: Sequence[Edge]
) -> dict[str, frozenset[str]]:
    """credential_id -> the needs that it covers; a required credential also by what equals it.

    Args:
        skills: credential_id, skill_id of the whole catalog.
        edges: all steps.
    """
    wanted = frozenset(needs)
    found = {i: set(own & wanted) for i, own in skills_of(skills).items()}
    equals = stand_ins(edges)
    for need in wanted:
        if need.startswith(CREDENTIAL):
            one = need.removeprefix(CREDENTIAL)
            for i in {one} | equals.get(one, frozenset()):
                found.setdefault(i, set()).add(need)
    return {i: frozenset(own) for i, own in found.items() if own}


def task(
    needs: pd.DataFrame,
    credentials: pd.DataFrame,
    skills: pd.DataFrame,
    edges: Sequence[Edge],
    recognition: Mapping[str, float],
    wishes: Wishes,
    hours_of_kind: Mapping[str, float],
    only_before: Collection[str] = (),
) -> Task:
    """The stack problem of a role.

    Args:
        needs: ``role_needs.needs``: need_id, share, is_general.
        credentials: those that may take part: credential_id, kind, total_usd (NA where not
            known), hours, renewal_period_months.
        skills: credential_id, skill_id of the whole catalog.
        edges: all steps.
        recognition: credential_id -> lower end of its share of postings; absent: none asks.
        hours_of_kind: ``usual_hours``, for credentials whose hours are not published.
        only_before: credentials that come in as prerequisites only, whatever they cover.
    """
    counted = needs if wishes.with_general else needs[~needs["is_general"].astype(bool)]
    weights = dict(zip(counted["need_id"], counted["share"].astype(float), strict=True))
    covers = covered_needs(weights, skills, edges)
    candidates, assumed, unknown = [], set(), set()
    for r in credentials.itertuples():
        i = str(r.credential_id)
        told = frozenset[str]() if i in only_before else covers.get(i, frozenset())
        counts = i in wishes.must or recognition.get(i, 0.0) >= wishes.least_recognition
        if told and not counts:
            unknown.add(i)
        if pd.isna(r.hours):
            assumed.add(i)
        candidates.append(
            Candidate(
                i,
                None if pd.isna(r.total_usd) else float(r.total_usd),
                hours_of_kind[str(r.kind)] if pd.isna(r.hours) else float(r.hours),
                told,
                float(r.renewal_period_months)
                if pd.notna(r.renewal_period_months) and r.renewal_period_months > 0
                else None,
                counts,
            )
        )
    found = offer(candidates, edges, wishes.held)
    problem = Problem(
        weights,
        found.options,
        frozenset(wishes.held),
        frozenset(wishes.must),
        wishes.share,
        frozenset(n for n in weights if n.startswith(CREDENTIAL) and weights[n] >= GATE_SHARE),
        wishes.most_usd,
        wishes.most_hours,
        wishes.hours_a_week,
    )
    useful = {c.credential_id for c in candidates if c.skills}
    usable = {o.option_id for o in reachable(problem).options}
    blocked = {o.option_id for o in found.options if o.skills} - usable
    dear = found.unpriced | blocked
    return Task(
        problem,
        found,
        frozenset(assumed),
        found.unpriced & useful,
        frozenset(unknown),
        frozenset(blocked),
        frozenset().union(*(c.skills for c in candidates if c.credential_id in dear)),
    )


def steps(stack: Stack, task: Task, credentials: pd.DataFrame) -> pd.DataFrame:
    """The steps of a stack in order, each with why it is there.

    Args:
        credentials: credential_id, name and what the page shows of each.

    Returns:
        step (from 1), the columns of ``credentials``, cost_usd, so_far_usd, study_hours,
        so_far_hours, hours_assumed, new_needs (ids that it covers first), needed_for (names
        of later steps).
    """
    options = {o.option_id: o for o in task.problem.options}
    names = dict(zip(credentials["credential_id"], credentials["name"], strict=True))
    done = _covered(options, task.problem.held)
    paid, studied, rows = 0.0, 0.0, []
    for number, i in enumerate(stack.steps, 1):
        option = options[i]
        new = (option.skills & task.problem.weights.keys()) - done
        done |= new
        paid, studied = paid + option.cost_usd, studied + option.hours
        later = stack.steps[number:]
        rows.append(
            {
                "credential_id": i,
                "step": number,
                "cost_usd": option.cost_usd,
                "so_far_usd": paid,
                "study_hours": option.hours,
                "so_far_hours": studied,
                "hours_assumed": i in task.assumed_hours,
                "new_needs": tuple(sorted(new, key=lambda n: (-task.problem.weights[n], n))),
                "needed_for": tuple(
                    names[j] for j in later if any(i in group for group in options[j].before)
                ),
            }
        )
    columns = ["credential_id", "step", "cost_usd", "so_far_usd", "study_hours", "so_far_hours",
               "hours_assumed", "new_needs", "needed_for"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.merge(credentials, on="credential_id", how="left").sort_values("step")


def coverage(stack: Stack | None, task: Task) -> float:
    """The part of all the needs' weight that a stack covers, with what is held."""
    weights = task.problem.weights
    whole = sum(weights.values())
    covered = frozenset[str]() if stack is None else stack.covered
    return weight_of(weights, covered) / whole if whole else 0.0


def coverable_share(task: Task) -> float:
    """The part of all the needs' weight that the options can cover at all."""
    usable = reachable(task.problem)
    weights = task.problem.weights
    whole = sum(weights.values())
    covered = frozenset().union(*(o.skills for o in usable.options))
    return weight_of(weights, covered) / whole if whole else 0.0


def status_of_needs(needs: pd.DataFrame, answer: Answer, task: Task) -> list[str]:
    """For each need one of ``NEED_STATUS``."""
    covered = answer.stacks[0].covered if answer.stacks else frozenset()
    told = []
    for need in needs["need_id"]:
        if need not in task.problem.weights:
            told.append(GENERAL)
        elif need in covered:
            told.append(COVERED)
        elif need not in answer.uncovered:
            told.append(LEFT)
        else:
            told.append(UNPRICED if need in task.unpriced_needs else UNCOVERED)
    return told


def _covered(options: Mapping[str, Option], ids: Iterable[str]) -> set[str]:
    return {s for i in ids if i in options for s in options[i].skills}
