"""What is said of a team. Pure; values in, sentences out."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.cover import Answer
from analysis.next_steps import NextStep
from analysis.teams import SOON_DAYS
from dashboard.metrics import count, dollars, listed, percent, plural
from dashboard.role_stack import Task
from dashboard.team import Team

PROMISE = (
    "You will see who covers which need of this role, what hangs on one person, what ends within "
    f"{SOON_DAYS} days and what that would cost you in coverage, and the next step that brings "
    "most for its price: for each person and for all."
)
METHOD = (
    "A person covers a need whose skill one of the person's valid credentials covers in the "
    "catalog. What somebody can do without a credential is not seen here. A credential counts up "
    "to and on its last valid day; one without a date counts as held.",
    "The next step is a credential with all that must come before it and is not held yet, ranked "
    "by the needs' weight that it newly covers for a dollar. For all: the weight of needs that "
    "nobody or only one other person covers. It is advice for one step; the cheapest way to all "
    "that is missing need not begin with it. Budget, hours and must-haves chosen above apply to "
    "the stack, not to these steps.",
)


def people(number: int) -> str:
    """``1 person``, ``12 people``."""
    return "1 person" if number == 1 else f"{count(number)} people"


def answer(one: Team, role: str) -> str:
    """The team's state in one sentence or two."""
    who = "1 person covers" if len(one.has) == 1 else f"Together {people(len(one.has))} cover"
    text = (
        f"{who} {percent(one.coverage.team)} of what is asked of {role.lower()}, weighted. "
        f"{_needs(one.single, 'hangs', 'hang')} on one person"
        f"{_such_as(one, one.single)}, and {_needs(one.bare, 'is', 'are').lower()} covered "
        f"by nobody{_such_as(one, one.bare)}."
    )
    soon = [e for e in one.endings if e.days >= 0]
    over = len(one.endings) - len(soon)
    if soon:
        text += (
            f" {plural(len(soon), 'credential')} {'ends' if len(soon) == 1 else 'end'} within "
            f"{SOON_DAYS} days: not renewed, "
            + (
                f"the team is left with {percent(one.soon.team)}."
                if one.soon.team < one.coverage.team
                else "the team still covers as much."
            )
        )
    if over:
        text += f" {plural(over, 'credential')} {'is' if over == 1 else 'are'} over already."
    return text


def note(one: Team, shown_people: int, shown_needs: int) -> str:
    """What the picture leaves out."""
    parts = ["Share of the role's postings beside each need; at the right how many cover it."]
    if len(one.needs) > shown_needs:
        parts.append(f"{count(len(one.needs) - shown_needs)} rarer needs are in the tables only.")
    if len(one.has) > shown_people:
        left = people(len(one.has) - shown_people)
        parts.append(f"{left} who cover less are in the tables only.")
    return " ".join(parts)


def step(best: NextStep, who: Sequence[str], one: Team, names: Mapping[str, str]) -> str:
    """A next step in a sentence.

    Args:
        who: the people of a team for whom it is the same; one empty name in advice for one person.
    """
    people_ = f"{_any_of(who)}: " if any(who) else ""
    first = [names[i] for i in best.steps[:-1]]
    return (
        f"{people_}{names[best.option_id]}"
        + (f", after {listed(first)}" if first else "")
        + f", for {dollars(best.cost_usd) if best.cost_usd else 'nothing'} and about "
        f"{count(best.hours)} hours: {'closes' if people_ else 'covers'} "
        f"{listed(one.names(best.gained), shown=4)}."
    )


def _any_of(who: Sequence[str]) -> str:
    """``Ana``, ``Ana or Ben``, ``Ana or any of 5 others``."""
    if len(who) <= 2:
        return " or ".join(who)
    return f"{who[0]} or any of {count(len(who) - 1)} others"


def no_step(one: Team) -> str:
    """Why there is no next step."""
    if not one.bare and not one.single:
        return "Every need is covered by two people or more."
    return (
        "No credential with a known price that is made for this work covers what is missing: "
        f"{listed(one.names(frozenset(one.bare) | one.single.keys()), shown=5)}."
    )


def way(found: Answer, one: Team, task: Task, person: str) -> str:
    """The cheapest way to all that somebody lacks and the catalog can cover."""
    missing = frozenset(task.problem.weights)
    left = one.names(missing & found.uncovered)
    rest = (
        f" No credential with a known price covers {listed(left, shown=4)}; that stays open."
        if left
        else ""
    )
    if not missing:
        return f"{person} covers every need that counts."
    if not found.stacks:
        return f"Nothing that can be had covers what {person} lacks.{rest}"
    best = found.stacks[0]
    proof = (
        "No way is cheaper."
        if found.is_proved
        else (f"A cheaper way may exist, but none below {dollars(found.bound)}.")
    )
    return (
        f"All that {person} lacks and the catalog can cover: "
        f"{plural(len(best.steps), 'credential')} for "
        f"{dollars(best.cost_usd) if best.cost_usd else 'nothing'} and about "
        f"{count(best.hours)} hours. {proof}{rest}"
    )


def _needs(needs: Collection[str], singular: str, many: str) -> str:
    if not needs:
        return f"No need {singular}"
    return f"{plural(len(needs), 'need')} {singular if len(needs) == 1 else many}"


def _such_as(one: Team, needs: Iterable[str]) -> str:
    names = one.names(frozenset(needs))
    return f" ({listed(names, shown=3)})" if names else ""
