"""Every stack there is, one by one: what the exact answers are held against."""

from functools import cache
from itertools import combinations
from math import inf

from analysis.cover_problem import Problem, coverable, reachable, weight_of
from analysis.earning_order import Option, months_of


def lasts(chosen: tuple[Option, ...], problem: Problem) -> bool:
    """Whether some order earns all of them with none expired: every order is tried."""
    held = problem.held
    jobs = {o.option_id: o for o in chosen if o.option_id not in held}
    whole = months_of(sum(o.hours for o in jobs.values()), problem.hours_a_week)
    if any(
        o.valid_months is not None and whole > o.valid_months + 1e-9
        for o in chosen
        if o.option_id in held
    ):
        return False

    limits = {i: inf if o.valid_months is None else o.valid_months for i, o in jobs.items()}

    @cache
    def go(done: frozenset[str]) -> bool:
        left = jobs.keys() - done
        if not left:
            return True
        return any(
            all(group & (done | held) for group in jobs[i].before)
            and months_of(sum(jobs[j].hours for j in left - {i}), problem.hours_a_week)
            <= limits[i] + 1e-9
            and go(done | {i})
            for i in left
        )

    return go(frozenset())


def every_stack(problem: Problem) -> list[tuple[float, float]]:
    """(cost, weight covered) of every set within the limits that can be earned and lasts."""
    usable = reachable(problem)
    if not problem.must <= {o.option_id for o in usable.options} | problem.held:
        return []
    found = []
    for size in range(len(usable.options) + 1):
        for chosen in combinations(usable.options, size):
            ids = {o.option_id for o in chosen}
            earned = [o for o in chosen if o.option_id not in problem.held]
            cost, hours = sum(o.cost_usd for o in earned), sum(o.hours for o in earned)
            if problem.must - problem.held <= ids and (
                (problem.most_usd is None or cost <= problem.most_usd + 1e-9)
                and (problem.most_hours is None or hours <= problem.most_hours)
                and lasts(chosen, problem)
            ):
                skills = frozenset().union(*(o.skills for o in chosen))
                found.append((cost, weight_of(problem.weights, skills)))
    return found


def least_cost(problem: Problem) -> float | None:
    """What the cheapest stack costs; None where there is none, or nothing to cover."""
    usable = reachable(problem)
    if not problem.must and not coverable(usable):
        return None
    goal = problem.share * weight_of(problem.weights, coverable(usable))
    costs = [cost for cost, weight in every_stack(problem) if weight >= goal - 1e-9]
    return min(costs) if costs else None
