"""CTDL JSON-LD, the language in which credentials are described: nodes to offers, steps and skills.

Terms: credreg.net/ctdl/terms. A price is one that is stated as a sum (`costType:AggregateCost`) or
the only one; parts are not added up, because audiences differ. Hours are durations given in hours.
The direction of a step is ours: what a credential requires is its prerequisite.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from etl.offers import (
    Gathered,
    as_list,
    currency,
    hours,
    joined,
    months,
    number,
    text,
    texts,
    web_address,
)

CTID = re.compile(r"(?:ce-|urn:ctid:)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_CREDENTIAL_ENDINGS = (
    "Badge", "Certificate", "Certification", "Credential", "Degree", "Development", "Diploma",
    "Doctorate", "License", "CertificateOfCompletion",
)  # fmt: skip
"""Of the names of CTDL's classes of credentials, such as BachelorOfScienceDegree."""
_LEARNING = frozenset({"LearningProgram", "LearningOpportunityProfile", "Course"})
_STEPS = (
    # field of the record, relation, whether the record is the first end
    ("requires", "prerequisite", False),
    ("preparationFrom", "prerequisite", False),
    ("isPreparationFor", "prerequisite", True),
    ("isRequiredFor", "prerequisite", True),
    ("isPartOf", "part_of", True),
    ("hasPart", "part_of", False),
    ("advancedStandingFor", "credit_toward", True),
    ("advancedStandingFrom", "credit_toward", False),
)
_TARGETS = ("targetCredential", "targetLearningOpportunity")
_DELIVERY = {"OnlineOnly": "online", "InPerson": "on_site", "BlendedDelivery": "blended"}


def graph(document: Any) -> list[dict[str, Any]]:
    """The nodes of a document: its graph, or itself where it is one resource."""
    if not isinstance(document, dict):
        return []
    nodes = document.get("@graph", [document] if "@type" in document else [])
    return [node for node in as_list(nodes) if isinstance(node, dict)]


def by_id(documents: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Nodes by each identifier that others may name them by."""
    found: dict[str, dict[str, Any]] = {}
    for document in documents:
        for node in graph(document):
            for identifier in (ctid_of(node), node.get("@id")):
                if isinstance(identifier, str) and identifier:
                    found[identifier] = node
    return found


def is_credential(node: Mapping[str, Any]) -> bool:
    """Whether a node is of one of CTDL's classes of credentials."""
    return _kind(node).endswith(_CREDENTIAL_ENDINGS)


def is_learning(node: Mapping[str, Any]) -> bool:
    """Whether a node is a course or programme, which may have a price and hours of its own."""
    return _kind(node) in _LEARNING


def owners(nodes: Mapping[str, dict[str, Any]]) -> list[str]:
    """Identifiers of the owners that the nodes name but do not describe, in their order."""
    wanted = (
        _reference(owner)
        for node in nodes.values()
        if is_credential(node)
        for owner in as_list(_get(node, "ownedBy") or _get(node, "offeredBy"))
    )
    return [i for i in dict.fromkeys(wanted) if i and i not in nodes]


def _get(node: Mapping[str, Any], name: str) -> Any:
    # Early records used schema.org's words for name and address.
    return node.get(f"ceterms:{name}", node.get(f"schema:{name}"))


def _kind(node: Mapping[str, Any]) -> str:
    return next((str(kind).rpartition(":")[2] for kind in as_list(node.get("@type"))), "")


def ctid_of(node: Mapping[str, Any]) -> str:
    """A node's CTID, else its address; empty where it has neither."""
    found = node.get("ceterms:ctid")
    return found.lower() if isinstance(found, str) else _reference(node.get("@id"))


def _reference(value: Any) -> str:
    """What a node is named by: its CTID where the address holds one, else the address."""
    if isinstance(value, dict):
        value = value.get("ceterms:ctid") or value.get("@id")
    if not isinstance(value, str):
        return ""
    match = CTID.search(value)
    return match[0].lower() if match else value


def _names(values: Any, nodes: Mapping[str, dict[str, Any]]) -> list[str]:
    """Names of the nodes that are named or described in `values`."""
    found = []
    for value in as_list(values):
        node = nodes.get(_reference(value)) or (value if isinstance(value, dict) else {})
        if name := text(_get(node, "name")):
            found.append(name)
    return found


def _labels(values: Any) -> list[str]:
    """Names of aligned terms ("Blended Delivery")."""
    return [
        name
        for value in as_list(values)
        for name in (texts(_get(value, "targetNodeName")) if isinstance(value, dict) else [])
    ]


def read(
    node: Mapping[str, Any],
    nodes: Mapping[str, dict[str, Any]],
    gathered: Gathered,
    where: str,
    as_of: str,
) -> None:
    """Add a credential or course to `gathered`, with its steps and skills, or refuse it.

    Args:
        node: the record.
        nodes: everything that it may name, by identifier.
        gathered: where rows and rejects go.
        where: the place of the record, for a reject.
        as_of: day on which the record was last changed.
    """
    ctid, name = ctid_of(node), text(_get(node, "name"))
    if not ctid or ctid.startswith("_:"):
        gathered.reject(where, "ceterms:ctid", "no identifier")
        return
    if name is None:
        gathered.reject(where, "ceterms:name", "no name")
        return
    issuers = _names(_get(node, "ownedBy"), nodes) or _names(_get(node, "offeredBy"), nodes)
    amount, unit = _price(node)
    delivery = [
        _DELIVERY.get(_reference(_get(value, "targetNode")).rpartition(":")[2])
        for field in ("deliveryType", "learningDeliveryType")
        for value in as_list(_get(node, field))
        if isinstance(value, dict)
    ]
    offer_id = gathered.credential(
        ctid,
        name,
        issuer=next(iter(issuers), None),
        type=_kind(node),
        url=web_address(_get(node, "subjectWebpage") or _get(node, "url")),
        price_amount=amount,
        price_currency=unit,
        hours=next((h for p in _profiles(node, "estimatedDuration") if (h := _hours(p))), None),
        level=joined(_labels(_get(node, "audienceLevelType"))),
        language=joined(texts(_get(node, "inLanguage"))),
        delivery=joined(delivery),
        valid_months=months(_get(node, "renewalFrequency")),
        accreditation=joined(_names(_get(node, "accreditedBy"), nodes)),
        as_of=as_of,
    )
    _steps(node, nodes, gathered, ctid, name)
    for holder in (node, *_profiles(node, "requires")):
        for field in ("teaches", "assesses", "targetCompetency"):
            for skill in _labels(_get(holder, field)):
                gathered.skill(offer_id, skill)


def _profiles(node: Mapping[str, Any], field: str) -> list[dict[str, Any]]:
    return [profile for profile in as_list(_get(node, field)) if isinstance(profile, dict)]


def _hours(profile: Mapping[str, Any]) -> float | None:
    return hours(_get(profile, "exactDuration")) or hours(_get(profile, "timeRequired"))


def _price(node: Mapping[str, Any]) -> tuple[float | None, str | None]:
    """The price stated as a sum, or the only one: of the record, else of what it requires."""
    for holders in ([node], _profiles(node, "requires")):
        costs = [
            (amount, unit, _reference(_get(kind, "targetNode")))
            for holder in holders
            for cost in _profiles(holder, "estimatedCost")
            for kind in [next(iter(_profiles(cost, "directCostType")), {})]
            if (amount := number(_get(cost, "price"))) is not None
            and (unit := currency(_get(cost, "currency")))
        ]
        sums = [cost for cost in costs if cost[2].endswith("AggregateCost")]
        chosen = sums if sums else costs
        if len({(amount, unit) for amount, unit, _ in chosen}) == 1:
            return chosen[0][0], chosen[0][1]
        if chosen:
            return None, None
    return None, None


def _steps(
    node: Mapping[str, Any],
    nodes: Mapping[str, dict[str, Any]],
    gathered: Gathered,
    ctid: str,
    name: str,
) -> None:
    for field, relation, is_first in _STEPS:
        for value in as_list(_get(node, field)):
            is_condition = isinstance(value, dict) and _kind(value) == "ConditionProfile"
            targets = (
                [t for key in _TARGETS for t in as_list(_get(value, key))]
                if is_condition
                else [value]
            )
            credits = _credits(value) if is_condition and relation == "credit_toward" else None
            for target in targets:
                other = _reference(target)
                if not other or other.startswith("_:"):
                    continue
                if is_first:
                    found = next(iter(_names([target], nodes)), None)
                    gathered.edge(ctid, other, relation, to_name=found, credits=credits)
                else:
                    gathered.edge(
                        other, ctid, relation, to_name=name, credits=credits, stated_by=ctid
                    )


def _credits(profile: Mapping[str, Any]) -> float | None:
    """The one amount of credit that a condition names."""
    amounts = {
        amount
        for value in as_list(_get(profile, "creditValue"))
        if isinstance(value, dict)
        and (amount := number(value.get("schema:value", value.get("qdata:value")))) is not None
    }
    return amounts.pop() if len(amounts) == 1 else None
