"""What is measured of roles and of stacks for them."""

from analysis.needs import (
    GENERAL_LIFT,
    LEAST_COVERED,
    LEAST_NAMING,
    OWN_EMPLOYERS,
    OWN_POSTINGS,
)
from dashboard.metrics.measure import Measure

MEASURES = {
    "need": Measure(
        "Need of a role",
        "A skill that enough of the role's postings ask for, or a credential that enough of them "
        f"require, named by at least {LEAST_NAMING} employers. A skill asked for less than "
        f"{GENERAL_LIFT:g} times as often as in all postings is general and not counted unless you "
        f"choose so. A role with few postings of its own (at least {OWN_POSTINGS} of "
        f"{OWN_EMPLOYERS} employers) is drawn to its minor group.",
        "postings of the occupation that ask for it / postings of the occupation; 95 % interval "
        "clustered by employer; few postings: empirical Bayes over the minor group",
    ),
    "cheapest_stack": Measure(
        "Cheapest stack",
        "The set of credentials that covers the chosen part of the needs, weighted by how often "
        "they are asked for, at the lowest price, prerequisites included. Shown where the catalog "
        f"covers at least {LEAST_COVERED:.0%} of the needs.",
        "minimise sum of price over credentials; weight of covered needs >= part x coverable "
        "weight; each prerequisite chosen or held; integer programme, bound shown",
    ),
}
