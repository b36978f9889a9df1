"""The cheapest stack: right, against every possible one, and quick, for real roles and many."""

import random
import sys
import time
from datetime import UTC, datetime

import numpy as np

from analysis.cover import cheapest
from analysis.cover_greedy import greedy
from analysis.cover_problem import Problem
from analysis.earning_order import Option
from analysis.needs import DRAWN, LEAST_COVERED, LEAST_SHARE
from analysis.statistics import MEASURED
from benchmarks.brute_stacks import least_cost
from benchmarks.rows import Row
from dashboard.filters import Filters
from dashboard.queries import roles as queries
from dashboard.role import RoleQuestion, role, solved
from dashboard.role_needs import refusal
from dashboard.role_stack import Wishes, coverable_share

INSTANCES, CREDENTIALS = 500, 14
SEED = 20261130
COMPUTING = "15"
NAMED = {
    "nursing_assistant": "31-1131",
    "electrician": "47-2111",
    "bookkeeper": "43-3031",
    "hr_assistant": "43-4161",
    "warehouse_supervisor": "53-1047",
    "secondary_teacher": "25-2031",
    "preschool_teacher": "25-2011",
    "chef": "35-1011",
    "fitness_trainer": "39-9031",
    "civil_engineer": "17-2051",
    "truck_driver": "53-3032",
    "accountant": "13-2011",
}
"""Roles outside computing that are told one by one, whatever comes of them."""


def measure() -> list[Row]:
    """Rows on exactness, the greedy trap, real roles and a generated catalog."""
    return [_exact(), _trap(), *_real_roles(), *_huge()]


def _exact() -> Row:
    chance = random.Random(SEED)
    equal = 0
    for number in range(INSTANCES):
        problem = _instance(chance)
        answer, least = cheapest(problem), least_cost(problem)
        found = answer.stacks[0].cost_usd if answer.stacks else None
        equal += found == least or (
            found is not None and least is not None and abs(found - least) < 0.005
        )
        if number % 100 == 99:
            print(f"exact: {equal} of {number + 1}", file=sys.stderr)
    note = f"of {INSTANCES} random instances of up to {CREDENTIALS} credentials, every subset tried"
    return Row("equal_to_brute_force", equal, INSTANCES, "instances", note, is_floor=True)


def _instance(chance: random.Random) -> Problem:
    """Prerequisites, alternatives, expiry, what is held and demanded, and limits, at random."""
    size, skills = chance.randint(3, CREDENTIALS), [f"s{i}" for i in range(chance.randint(2, 8))]
    ids = [f"c{i}" for i in range(size)]
    options = tuple(
        Option(
            i,
            chance.choice([0, 25, 49.99, 99, 150, 300, 404, 725]),
            chance.choice([0, 8, 20, 40, 100, 240]),
            frozenset(chance.sample(skills, min(len(skills), chance.randint(0, 3)))),
            tuple(
                frozenset(chance.sample(ids, chance.randint(1, 2)))
                for _ in range(chance.choice([0, 0, 0, 1, 1, 2]))
            ),
            chance.choice([None, None, 6, 12, 36]),
        )
        for i in ids
    )
    return Problem(
        {s: chance.randint(1, 9) / 10 for s in skills},
        options,
        frozenset(chance.sample(ids, chance.choice([0, 0, 1, 2]))),
        frozenset(chance.sample(ids, chance.choice([0, 0, 0, 1]))),
        chance.choice([1.0, 1.0, 0.8, 0.6]),
        frozenset(chance.sample(skills, chance.choice([0, 0, 0, 1]))),
        chance.choice([None, None, 500.0]),
        chance.choice([None, None, 200.0]),
        chance.choice([5.0, 10.0]),
    )


def _trap() -> Row:
    """Single credentials whose price a need is a little better than that of the one for all."""
    n = 8
    skills = [f"s{i}" for i in range(n)]
    singles = [
        Option(f"c{i}", 400 / (n - i), 10, frozenset({skill})) for i, skill in enumerate(skills)
    ]
    problem = Problem(
        dict.fromkeys(skills, 1.0), (*singles, Option("all", 404, 80, frozenset(skills)))
    )
    hurried = greedy(problem)
    assert hurried is not None
    ratio = hurried.cost_usd / cheapest(problem).stacks[0].cost_usd
    return Row("greedy_trap", ratio, 1.5, "times the cheapest", "", is_floor=True)


def _real_roles() -> list[Row]:
    filters, today = Filters(), datetime.now(UTC).date()
    every = queries.roles(filters)
    times, outside, refused, told = [], 0, {"postings": 0, "needs": 0, "catalog": 0}, {}
    for code in every["soc_code"]:
        started = time.perf_counter()
        one = role(filters, code)
        needs = one.needs(LEAST_SHARE)
        if one.told not in (MEASURED, DRAWN):
            refused["postings"] += 1
            told[code] = f"refused: {int(one.row['postings'])} postings are too few"
            continue
        if refusal(one.row, needs, one.told, filters.least):
            refused["needs"] += 1
            told[code] = "refused: too few needs"
            continue
        found = solved(RoleQuestion(filters, code, Wishes(), today))
        spent = (time.perf_counter() - started) * 1000
        share = coverable_share(found.task)
        if share < LEAST_COVERED or not found.answer.stacks:
            refused["catalog"] += 1
            told[code] = f"refused: the catalog covers {share:.0%} of the needs"
            continue
        if found.answer.is_proved:
            times.append(spent)
            outside += not code.startswith(COMPUTING)
            best = found.answer.stacks[0]
            told[code] = f"{len(best.steps)} credentials, ${best.cost_usd:,.0f}, {spent:.0f} ms"
    note = (
        f"of {len(every)} occupations with a posting; refused for too few postings "
        f"{refused['postings']}, too few needs {refused['needs']}, a catalog that covers too "
        f"little {refused['catalog']}"
    )
    p50, most = np.percentile(times, [50, 100])
    timed = "needs from postings, the stack, four next-best ones and the greedy one; not cached"
    rows = [
        Row("roles_proved", len(times), 20, "roles", note, is_floor=True),
        Row("roles_outside_computing", outside, 8, "roles", "", is_floor=True),
        Row("role_median_ms", p50, 300, "ms", timed),
        Row("role_worst_ms", most, 2000, "ms", timed),
    ]
    for name, code in NAMED.items():
        what = told.get(code, "no posting")
        rows.append(Row(name, float(not what.startswith(("refused", "no"))), None, "solved", what))
    return rows


def _huge() -> list[Row]:
    """A catalog of 20,000 credentials over 3,000 skills, and a role of 40 skills."""
    chance = random.Random(SEED)
    skills = [f"s{i}" for i in range(3000)]
    # Some skills are taught everywhere, most hardly anywhere.
    popular = [1 / (rank + 10) for rank in range(len(skills))]
    options = tuple(
        Option(
            f"c{i}",
            round(chance.lognormvariate(5.5, 1.0), 2),
            chance.randint(2, 300),
            frozenset(chance.choices(skills, popular, k=chance.randint(2, 8))),
            (frozenset({f"c{chance.randrange(i)}"}),) if i and chance.random() < 0.15 else (),
            chance.choice([None, 24, 36]),
        )
        for i in range(20_000)
    )
    needed = chance.sample(skills[:1500], 40)
    problem = Problem({s: chance.uniform(0.1, 0.6) for s in needed}, options, hours_a_week=20)
    started = time.perf_counter()
    answer = cheapest(problem, seconds=9.0, clock=time.monotonic)
    spent = time.perf_counter() - started
    stack = answer.stacks[0] if answer.stacks else None
    note = str(answer.reason)
    if stack:
        note = f"{len(stack.steps)} credentials, ${stack.cost_usd:,.0f}"
    return [
        Row("huge_catalog_s", spent, 10, "s", f"20,000 credentials, 3,000 skills; {note}"),
        Row("huge_catalog_gap", answer.gap if stack else 1.0, 0.01, "of the cost", ""),
    ]
