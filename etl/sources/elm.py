"""European Learning Model: learning opportunities and qualifications in JSON-LD, at listed URLs.

Documented (the European Learning Model's application profiles and the JSON Schema of ELM 3 that
the EBSI publishes): LearningOpportunity (`title`, `providedBy`, `mode`, `priceDetail`,
`learningAchievementSpecification`, `isPartOf`, `hasPart`), Qualification and
LearningAchievementSpecification (`creditPoint` with `framework` and `point`, `volumeOfLearning`
as an ISO 8601 duration, `eqfLevel`, `accreditation`, `awardingOpportunity`, `learningOutcome` with
`relatedESCOSkill`, `entitlesTo`), language maps on every text.

It is a model and not a service: documents are read from the addresses that the analyst lists
(one object, an array, or a `@graph`). Not confirmed: public endpoints that serve it; the field
for prices (`priceDetail` in the schema, `priceDetails` in older texts: both are read).
ECTS points become a step toward "ECTS credits", or toward the whole of which the record is a part.
Titles of learning outcomes stand in for skills only where no skill is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from etl.connector import Answer, Ask, Client, Manners, Page, Parsed
from etl.errors import NotFound
from etl.offers import (
    OFFER_TABLES,
    Gathered,
    as_list,
    currency,
    day,
    hours,
    joined,
    number,
    text,
    web_address,
)
from etl.sources import Source

SOURCE = Source(
    source_id="elm",
    title="European Learning Model documents",
    publisher="the providers that the analyst lists",
    licence="terms of each provider; the model is EUPL 1.2",
    keeps_text=False,
    kind="catalog",
    country=None,
    region=None,
    document_type=None,
    label_meaning=None,
    collected_on=None,
    period="as published on the day of the fetch",
    cadence="as the providers change them",
    note="Learning opportunities and qualifications with ECTS, hours and EQF level.",
    cadence_days=180,
    terms="https://europass.europa.eu/en/stakeholders/european-learning-model",
)
MANNERS = Manners(base_url="", seconds_between=1.0, hours_between_fetches=20, targets="URL")
TABLES: Mapping[str, pa.Schema] = OFFER_TABLES

ECTS = "ects"
_RECORDS = frozenset({
    "LearningOpportunity", "Qualification", "LearningAchievementSpecification",
})  # fmt: skip
_MODES = {
    "online": "online", "distance": "online", "presential": "on_site", "on site": "on_site",
    "on-site": "on_site", "face to face": "on_site", "blended": "blended", "hybrid": "blended",
}  # fmt: skip


def fetch(ask: Ask, client: Client) -> Iterator[Page]:
    """One page a listed URL; a document has no further pages."""
    names = [target.target for target in ask.targets]
    first = names.index(ask.cursor) if ask.cursor in names else 0
    for place, target in enumerate(ask.targets[first:], first):
        following = names[place + 1] if place + 1 < len(names) else None
        try:
            answers: tuple[Answer, ...] = (client.get(target.target),)
        except NotFound:
            answers = ()
        yield Page(answers, following, target)


def parse(page: Page, ask: Ask) -> Parsed:
    """Rows of `offered_credentials`, `offered_edges` and `offered_skills`.

    Raises:
        DataError: the document holds several records and every one is refused.
    """
    gathered = Gathered(SOURCE.source_id)
    if not page.answers:
        gathered.reject(page.target.target if page.target else "", "target", "not there")
        return Parsed({table: [] for table in TABLES}, tuple(gathered.rejects))
    (answer,) = page.answers
    document = answer.json()
    records = document.get("@graph", document) if isinstance(document, dict) else document
    nodes = {_id(r): r for r in as_list(records) if isinstance(r, dict) and _id(r)}
    for place, record in enumerate(as_list(records)):
        where = f"{answer.url} [{place}]"
        if not isinstance(record, dict) or (kind := _kind(record)) is None:
            gathered.reject(where, "type", "not a record")
        elif kind in _RECORDS:
            _read(record, nodes, gathered, where, answer)
        elif not isinstance(document, dict) or "@graph" not in document:
            # A graph also holds the organisations and concepts that its records name.
            gathered.reject(where, "type", "no learning opportunity or qualification")
    return gathered.parsed(answer.url, refuse_above=1)


def _kind(record: Mapping[str, Any]) -> str | None:
    kinds = as_list(record.get("type", record.get("@type")))
    return next((str(k).rpartition("/")[2].rpartition(":")[2] for k in kinds), None)


def _id(record: Any) -> str:
    if isinstance(record, str):
        return record
    found = record.get("id", record.get("@id")) if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""


def _full(value: Any, nodes: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The node itself where it is only named here and described elsewhere in the document."""
    described = nodes.get(_id(value), {})
    return described | value if isinstance(value, dict) else described


def _all(
    record: Mapping[str, Any], field: str, nodes: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    return [_full(value, nodes) for value in as_list(record.get(field))]


def _label(concept: Mapping[str, Any]) -> str | None:
    return text(concept.get("prefLabel")) or text(concept.get("notation"))


def _read(
    record: Mapping[str, Any],
    nodes: Mapping[str, dict[str, Any]],
    gathered: Gathered,
    where: str,
    answer: Answer,
) -> None:
    external_id, name = _id(record), text(record.get("title"))
    if not external_id:
        gathered.reject(where, "id", "no identifier")
        return
    if name is None:
        gathered.reject(where, "title", "no title")
        return
    achieved = _all(record, "learningAchievementSpecification", nodes)
    holders = [record, *achieved]
    amount, unit = _price(record, nodes)
    bodies = [
        *_all(record, "providedBy", nodes),
        *(
            body
            for holder in holders
            for opportunity in _all(holder, "awardingOpportunity", nodes)
            for body in _all(opportunity, "awardingBody", nodes)
        ),
    ]
    accreditors = [
        text(agent.get("legalName"))
        for holder in holders
        for accreditation in _all(holder, "accreditation", nodes)
        for agent in _all(accreditation, "accreditingAgent", nodes)
    ]
    pages = [_full(page, nodes).get("contentURL") for page in as_list(record.get("homepage"))]
    volumes = [hours(holder.get("volumeOfLearning")) for holder in holders]
    offer_id = gathered.credential(
        external_id,
        name,
        issuer=next((n for body in bodies if (n := text(body.get("legalName")))), None),
        type=_kind(record),
        url=next((u for page in pages if (u := web_address(page))), web_address(external_id)),
        price_amount=amount,
        price_currency=unit,
        hours=next((h for h in volumes if h), None),
        level=next((found for holder in holders if (found := _level(holder, nodes))), None),
        language=joined(
            (_id(c).rpartition("/")[2] or text(c.get("notation")))
            for holder in holders
            for c in _all(holder, "language", nodes)
        ),
        delivery=joined(
            _MODES.get((_label(c) or "").casefold())
            for holder in holders
            for c in _all(holder, "mode", nodes)
        ),
        accreditation=joined(accreditors),
        as_of=day(record.get("dateModified")) or answer.retrieved_at.date().isoformat(),
    )
    _steps(record, holders, nodes, gathered, name)
    outcomes = [o for holder in holders for o in _all(holder, "learningOutcome", nodes)]
    skills = [
        _label(concept)
        for outcome in outcomes
        for field in ("relatedESCOSkill", "relatedSkill")
        for concept in _all(outcome, field, nodes)
    ]
    for skill in skills or [text(outcome.get("title")) for outcome in outcomes]:
        gathered.skill(offer_id, skill)


def _price(
    record: Mapping[str, Any], nodes: Mapping[str, dict[str, Any]]
) -> tuple[float | None, str | None]:
    """The one price with its currency; None where there are several or its currency is unknown."""
    found = {
        (number(amount.get("value")), currency(_id(unit) or _label(unit)))
        for field in ("priceDetail", "priceDetails")
        for detail in _all(record, field, nodes)
        for amount in _all(detail, "amount", nodes)
        for unit in _all(amount, "unit", nodes)
    }
    amount_and_unit = found.pop() if len(found) == 1 else (None, None)
    return amount_and_unit if None not in amount_and_unit else (None, None)


def _level(holder: Mapping[str, Any], nodes: Mapping[str, dict[str, Any]]) -> str | None:
    for concept in _all(holder, "eqfLevel", nodes):
        last = _id(concept).rstrip("/").rpartition("/")[2]
        return f"EQF {last}" if last.isdigit() else _label(concept)
    return None


def _ects(holders: list[Any], nodes: Mapping[str, dict[str, Any]]) -> float | None:
    """Points of the first credit that names ECTS as its framework."""
    for holder in holders:
        for credit in _all(holder, "creditPoint", nodes):
            for framework in _all(credit, "framework", nodes):
                words = f"{_id(framework)} {_label(framework) or ''}".casefold()
                if ECTS in words or "european credit transfer" in words:
                    return number(credit.get("point"))
    return None


def _steps(
    record: Mapping[str, Any],
    holders: list[Any],
    nodes: Mapping[str, dict[str, Any]],
    gathered: Gathered,
    name: str,
) -> None:
    own, points = _id(record), _ects(holders, nodes)
    wholes = [whole for whole in _all(record, "isPartOf", nodes) if _id(whole)]
    for whole in wholes:
        gathered.edge(own, _id(whole), "part_of", to_name=text(whole.get("title")), credits=points)
    if points is not None and not wholes:
        gathered.edge(own, ECTS, "credit_toward", to_name="ECTS credits", credits=points)
    for part in _all(record, "hasPart", nodes):
        if _id(part):
            points = _ects([part], nodes)
            gathered.edge(_id(part), own, "part_of", to_name=name, credits=points, stated_by=own)
    for holder in holders:
        for right in _all(holder, "entitlesTo", nodes):
            if _id(right):
                title = text(right.get("title"))
                gathered.edge(own, _id(right), "prerequisite", to_name=title)
