"""The stack a hurried buyer would choose: always what covers most for its price next.

The greedy rule for weighted set cover (Chvatal 1979, Mathematics of Operations Research 4(3),
233-235). It may pay many times what the cheapest stack costs; it stands beside the exact answer so
that the difference is seen.
"""

from collections.abc import Mapping

from analysis.cover import Stack
from analysis.cover_problem import Problem, coverable, reachable, weight_of
from analysis.earning_order import Option, order_of


def greedy(problem: Problem) -> Stack | None:
    """The greedy stack, None where it finds none that lasts; limits of budget and time are ignored.

    What an option needs and is not there yet is bought with it, of alternatives the cheaper one.
    """
    usable = reachable(problem)
    options = {o.option_id: o for o in usable.options}
    if not usable.must <= options.keys() | usable.held:
        return None
    if not usable.must and not coverable(usable):
        return None
    have = {i for i in usable.held if i in options}
    for one in sorted(usable.must - usable.held):
        have |= _bundle(one, options, have | usable.held)
    goal = usable.share * weight_of(usable.weights, coverable(usable))
    always = usable.always & coverable(usable)
    while True:
        covered = _covered(options, have)
        asked = always - covered
        if not asked and weight_of(usable.weights, covered) >= goal - 1e-9:
            break
        best: tuple[float, float, str] | None = None
        bundles = {}
        for i in options.keys() - have:
            bundle = _bundle(i, options, have | usable.held)
            new = _covered(options, bundle) - covered
            gain = weight_of(usable.weights, new)
            if gain > 0 and (not asked or new & asked):
                cost = sum(options[j].cost_usd for j in bundle)
                bundles[i] = bundle
                rank = (cost / gain, -gain, i)
                best = rank if best is None or rank < best else best
        if best is None:
            return None
        have |= bundles[best[2]]
    chosen = [options[i] for i in have]
    order = order_of(chosen, usable.hours_a_week, held=usable.held)
    if not order.holds:
        return None
    earned = [o for o in chosen if o.option_id not in usable.held]
    return Stack(
        order.steps,
        sum(o.cost_usd for o in earned),
        sum(o.hours for o in earned),
        _covered(options, have) & usable.weights.keys(),
    )


def _covered(options: Mapping[str, Option], ids: set[str]) -> frozenset[str]:
    return frozenset().union(*(options[i].skills for i in ids))


def _bundle(one: str, options: Mapping[str, Option], have: set[str]) -> set[str]:
    """An option and all it needs that is not there yet."""
    bundle: set[str] = set()
    waiting = [one]
    while waiting:
        option = options[waiting.pop()]
        if option.option_id in bundle:
            continue
        bundle.add(option.option_id)
        for group in option.before:
            if not group & (have | bundle):
                known = [options[i] for i in group if i in options]
                waiting.append(min(known, key=lambda o: (o.cost_usd, o.option_id)).option_id)
    return bundle
