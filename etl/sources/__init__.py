"""One module a source: who publishes it, under which licence, and how its rows are read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A source of rows.

    Attributes:
        source_id: name of its folder below ``data/snapshots``.
        keeps_text: whether the licence lets us keep the published text.
        kind: hiring | skills | wages | catalog | reference.
        country: ISO 3166 alpha-2 of all its rows, where they share one.
        region: region of all its rows, where they share one.
        document_type: posting | questionnaire, for hiring sources.
        label_meaning: what the source's industry label really holds, for hiring sources.
        collected_on: the day on which the set was closed; None for a source that goes on.
        cadence_days: age in days above which a newer edition is to be expected; None for a
            closed set.
        terms: where its publisher states the terms.
    """

    source_id: str
    title: str
    publisher: str
    licence: str
    keeps_text: bool
    kind: str
    country: str | None
    region: str | None
    document_type: str | None
    label_meaning: str | None
    collected_on: date | None
    period: str
    cadence: str
    note: str
    cadence_days: int | None = None
    terms: str | None = None
