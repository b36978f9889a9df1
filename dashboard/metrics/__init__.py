"""How each measure is named, formatted and explained: the one home of their words."""

from dashboard.metrics import company, cost, depth, pay, recognition, roles, stackability
from dashboard.metrics.formats import (
    count,
    day,
    dollars,
    interval,
    listed,
    of_100,
    percent,
    plural,
    price,
    range_of_100,
)
from dashboard.metrics.labels import (
    EDGE_STRENGTH_LABELS,
    KIND_LABELS,
    NEED_STATUS_LABELS,
    NOT_COUNTED,
    NOT_FOUND,
    PRICE_STATUS_LABELS,
    RELATION_LABELS,
    STRENGTH_LABELS,
)
from dashboard.metrics.measure import Measure

_GROUPS = {
    "Recognition": recognition.MEASURES,
    "Cost": cost.MEASURES,
    "Stackability": stackability.MEASURES,
    "Roles and gaps": roles.MEASURES,
    "Depth and fit": depth.MEASURES,
    "Pay": pay.MEASURES,
    "At our company": company.MEASURES,
}
MEASURES: dict[str, Measure] = {key: m for group in _GROUPS.values() for key, m in group.items()}
MEASURE_GROUPS = {title: tuple(group) for title, group in _GROUPS.items()}
"""The measures by the question they answer; every measure stands in one group."""

__all__ = [
    "EDGE_STRENGTH_LABELS",
    "KIND_LABELS",
    "MEASURES",
    "MEASURE_GROUPS",
    "NEED_STATUS_LABELS",
    "NOT_COUNTED",
    "NOT_FOUND",
    "PRICE_STATUS_LABELS",
    "RELATION_LABELS",
    "STRENGTH_LABELS",
    "Measure",
    "count",
    "day",
    "dollars",
    "interval",
    "listed",
    "of_100",
    "percent",
    "plural",
    "price",
    "range_of_100",
]
