"""How much two credentials teach alike, and what one adds to what is held already.

A skill weighs ln((1 + N) / n): N credentials of the catalog have skills, n of them this one. A
skill that a quarter of the catalog teaches (communication) says little of how alike two credentials
are, one that only they teach says much. Postings' shares would not do as weights: they tell how
much a skill is asked for, change with the reader's choices, and make a skill that no posting names
weigh nothing, so that two credentials of which only that is shared would look unlike.
Method: inverse document frequency (Sparck Jones 1972), Jaccard on weighted sets (Ruzicka).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import log

Weights = Mapping[str, float]


def rarity_weights(skills: Mapping[str, Collection[str]]) -> dict[str, float]:
    """What each skill weighs.

    Args:
        skills: credential -> its skills, of the whole catalog; credentials without skills do not
            count.
    """
    known = [set(own) for own in skills.values() if own]
    taught = Counter(skill for own in known for skill in own)
    return {skill: log((1 + len(known)) / n) for skill, n in taught.items()}


def similarity(one: Collection[str], other: Collection[str], weights: Weights) -> float | None:
    """Weight of what both teach over the weight of what either does; None where one is unknown."""
    if not one or not other:
        return None
    a, b = set(one), set(other)
    return _weight(a & b, weights) / _weight(a | b, weights)


def redundancy(
    own: Collection[str], held: Iterable[Collection[str]], weights: Weights
) -> float | None:
    """Part of a credential that others teach already: 1 - new weight / own weight.

    Args:
        own: its skills; None is returned where they are not known.
        held: the skills of each of the others; unknown ones (empty) cover nothing.
    """
    if not own:
        return None
    new = set(own).difference(*held)
    return 1 - _weight(new, weights) / _weight(set(own), weights)


def _weight(skills: Iterable[str], weights: Weights) -> float:
    # Sorted, so that the sum does not depend on the order of a set.
    return sum(weights[skill] for skill in sorted(skills))
