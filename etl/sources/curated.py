"""The hand-kept tables: the catalog, employer surveys, published figures, exchange rates."""

from datetime import date

from etl.sources import Source


def _curated(source_id: str, title: str, kind: str, licence: str, note: str) -> Source:
    return Source(
        source_id=source_id,
        title=title,
        publisher="Credence contributors, from the sources named on every row",
        licence=licence,
        keeps_text=True,
        kind=kind,
        country=None,
        region=None,
        document_type=None,
        label_meaning=None,
        collected_on=date(2026, 11, 23),
        period="to November 2026",
        cadence="as people edit it",
        note=note,
    )


CURATED = (
    _curated(
        "credence_catalog",
        "Credential catalog",
        "catalog",
        "facts, each with its source; rows from rolemath labs CC BY 4.0, from the Security "
        "Certification Roadmap CC BY-SA 4.0, from the New Jersey training provider list MIT",
        "Credentials, prices, renewals, skills, steps between credentials, and the forms by "
        "which postings name them.",
    ),
    _curated(
        "employer_surveys",
        "Surveys of employers",
        "reference",
        "facts",
        "What employers and workers say; rows that could not be verified are not shown.",
    ),
    _curated(
        "published_figures",
        "Published figures for comparison",
        "reference",
        "facts",
        "Figures with denominator, method and source that our own are checked against.",
    ),
    _curated(
        "exchange_rates",
        "Yearly average exchange rates",
        "reference",
        "facts",
        "Each rate with the publication that gives it.",
    ),
)
