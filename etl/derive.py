"""Raw postings of one source to the facts that a snapshot keeps; the text itself is not kept.

Industry, occupation, place, month and pay are read by `etl.normalise`; a value that is not certain
is left empty. Postings that cannot be counted at all are refused, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.language import language_of
from etl.errors import DataError
from etl.normalise.dates import parse_posted
from etl.normalise.employers import clean_employer, counting_key
from etl.normalise.industries import (
    LABEL_IS_SECTOR,
    EmployerRule,
    Industry,
    LabelRule,
    classify_industry,
    labelled_sector,
    read_employer_rules,
    read_label_rules,
    source_label_rules,
)
from etl.normalise.near import signature
from etl.normalise.occupations import read_title_codes
from etl.normalise.pay import Pay, parse_pay
from etl.normalise.places import locality, parse_place
from etl.normalise.seniority import seniority
from etl.normalise.texts import clean_text, text_key
from etl.normalise.titles import TitleClassifier, read_title_rules
from etl.paths import Paths
from etl.snapshots import served_snapshots
from etl.sources import Source, onet
from etl.sources.archived import COLLECTION_DAY_UNKNOWN

RAW_COLUMNS = (
    "posting_id", "source", "title", "employer", "industry_label", "location", "posted",
    "salary", "text",
)  # fmt: skip
OPTIONAL_RAW_COLUMNS = ("url", "retrieved_on")
"""Read where a table has them: the posting's address, and the ISO date on which it was seen."""
MINIMUM_TEXT_LENGTH = 40
"""Characters; a shorter text is a heading or a remnant, not a posting."""

NO_TITLE = "no_title"
EMPTY_TEXT = "empty_text"
NOT_IN_ENGLISH = "not_in_english"
"""Texts that the matcher cannot read must not count as postings that ask for nothing."""

FACTS = pa.schema(
    [
        pa.field("posting_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        ("employer", pa.string()),
        ("employer_key", pa.string()),
        ("title", pa.string()),
        ("naics_sector", pa.string()),
        pa.field("industry_basis", pa.string(), nullable=False),
        ("soc_group", pa.string()),
        pa.field("soc_basis", pa.string(), nullable=False),
        ("soc_code", pa.string()),
        ("seniority", pa.string()),
        pa.field("document_type", pa.string(), nullable=False),
        ("country", pa.string()),
        ("region", pa.string()),
        ("locality", pa.string()),
        ("posted_month", pa.date32()),
        ("pay_min_annual", pa.float64()),
        ("pay_max_annual", pa.float64()),
        ("pay_currency", pa.string()),
        ("pay_period", pa.string()),
        ("pay_basis", pa.string()),
        ("url", pa.string()),
        pa.field("text_key", pa.string(), nullable=False),
        pa.field("near_low", pa.int64(), nullable=False),
        pa.field("near_high", pa.int64(), nullable=False),
        pa.field("text_length", pa.int32(), nullable=False),
    ]
)
"""Columns of the derived postings; pay is for a year in `pay_currency`.

`near_low` and `near_high` are the signature of the text (`etl.normalise.near`), under which nearly
equal texts can be told without keeping them; `locality` is the town or postcode, folded, that such
texts must share.
"""


@dataclass(frozen=True)
class Reference:
    """What the derivation looks things up in."""

    titles: TitleClassifier
    label_rules: Mapping[tuple[str, str], LabelRule]
    employer_rules: tuple[EmployerRule, ...]


@dataclass(frozen=True)
class Derived:
    """Facts of the postings kept (columns of `FACTS`), and refused rows counted by reason.

    `texts` are the cleaned texts of the same postings in the same order, for the matcher.
    """

    postings: pd.DataFrame
    texts: list[str]
    rejects: dict[str, int]


def read_reference(folder: Path, titles: Iterable[tuple[str, str]]) -> Reference:
    """The rules in `data/reference`, and a classifier over `titles` (title, SOC code).

    Raises:
        DataError: a rule does not compile or names an unknown code.
    """
    return Reference(
        TitleClassifier(
            titles,
            read_title_rules(folder / "title_rules.csv"),
            read_title_codes(folder / "title_codes.csv"),
        ),
        read_label_rules(folder / "industry_labels.csv"),
        read_employer_rules(folder / "employer_sectors.csv"),
    )


def occupation_titles(paths: Paths) -> list[tuple[str, str]]:
    """(title, SOC code) pairs of the O*NET snapshot.

    Raises:
        DataError: there is no O*NET snapshot.
    """
    newest = None
    for snapshot in served_snapshots(paths.snapshots):
        if snapshot.sidecar.source_id == onet.SOURCE.source_id:
            newest = snapshot
    if newest is not None:
        table = pq.read_table(newest.folder / "onet_titles.parquet")
        return list(zip(table["title"].to_pylist(), table["soc_code"].to_pylist(), strict=True))
    raise DataError(
        f"{paths.snapshots}: no O*NET snapshot, whose titles give a posting its occupation; "
        "run `python -m etl snapshot` on the O*NET text files first."
    )


def derive_postings(
    table: pa.Table | pd.DataFrame, source: Source, reference: Reference
) -> Derived:
    """The facts of `source`'s raw postings (columns `RAW_COLUMNS`, all text, gaps allowed).

    The columns `OPTIONAL_RAW_COLUMNS` are read where the table has them. Relative dates count back
    from the day on which the source was collected, else from the row's `retrieved_on`.

    Rows are refused for `no_title` (no title, so neither occupation nor duplicate can be told;
    questionnaires, whose title is inside the form, are kept), `empty_text` and `not_in_english`.

    Raises:
        DataError: a column is missing, or the rows are not of `source`.
    """
    frame = table.to_pandas() if isinstance(table, pa.Table) else table
    if missing := [name for name in RAW_COLUMNS if name not in frame.columns]:
        raise DataError(f"{source.source_id}: no column {missing}.")
    if others := set(frame["source"]) - {source.source_id}:
        raise DataError(f"{source.source_id}: rows of {sorted(map(str, others))} among them.")
    read = _Reader(source, reference)
    rows: list[dict[str, object]] = []
    texts: list[str] = []
    rejects: Counter[str] = Counter()
    columns = [*RAW_COLUMNS, *(name for name in OPTIONAL_RAW_COLUMNS if name in frame.columns)]
    for raw in frame[columns].to_dict("records"):
        values = {str(name): _text(value) for name, value in raw.items()}
        text = clean_text(values["text"] or "")
        row = read.facts(values, text)
        if isinstance(row, str):
            rejects[row] += 1
        else:
            rows.append(row)
            texts.append(text)
    postings = pa.Table.from_pylist(rows, schema=FACTS).to_pandas()
    return Derived(postings, texts, dict(sorted(rejects.items())))


class _Reader:
    """One source's way of reading a raw row; remembers employers it has classified."""

    def __init__(self, source: Source, reference: Reference) -> None:
        self._source = source
        self._titles = reference.titles
        labels = source_label_rules(reference.label_rules, source.source_id)

        @lru_cache(maxsize=65_536)
        def industry(label: str | None, employer: str | None) -> Industry:
            if source.label_meaning == LABEL_IS_SECTOR and label:
                return labelled_sector(label)
            return classify_industry(label, employer, labels, reference.employer_rules)

        self._industry = industry
        self._collected_on: date | None = (
            None if source.source_id in COLLECTION_DAY_UNKNOWN else source.collected_on
        )

    def facts(self, raw: Mapping[str, str | None], text: str) -> dict[str, object] | str:
        """The facts of a row with its cleaned text, or the reason for which it is refused."""
        source = self._source
        title = " ".join(clean_text(raw["title"] or "").split())
        document_type = source.document_type or "posting"
        if not title and document_type == "posting":
            return NO_TITLE
        if len(text) < MINIMUM_TEXT_LENGTH:
            return EMPTY_TEXT
        if language_of(text) != "en":
            return NOT_IN_ENGLISH
        employer = clean_employer(raw["employer"])
        industry = self._industry(raw["industry_label"], employer)
        soc_group, soc_basis = self._occupation(title, industry.soc_group)
        place = parse_place(raw["location"] or "", source.country)
        posted_on = parse_posted(
            raw["posted"] or "", self._collected_on or _day(raw.get("retrieved_on"))
        )
        near = signature(text)
        pay = parse_pay(raw["salary"] or "", place.country or source.country)
        return {
            "posting_id": raw["posting_id"],
            "source": source.source_id,
            "employer": employer,
            "employer_key": counting_key(employer) if employer else None,
            "title": title or None,
            "naics_sector": industry.naics_sector,
            "industry_basis": industry.industry_basis,
            "soc_group": soc_group,
            "soc_basis": soc_basis,
            "soc_code": self._titles.soc_code(title, soc_group),
            "seniority": seniority(title) if title else None,
            "document_type": document_type,
            "country": place.country,
            "region": place.region or (source.region if place.country == source.country else None),
            "locality": locality(raw["location"] or ""),
            "posted_month": posted_on.replace(day=1) if posted_on else None,
            **_pay_columns(pay),
            "url": raw.get("url"),
            "text_key": text_key(text, title, employer),
            "near_low": near.low,
            "near_high": near.high,
            "text_length": len(text),
        }

    def _occupation(self, title: str, label_group: str | None) -> tuple[str | None, str]:
        """The title decides; the label stands in where the title does not tell.

        Labels are noisy: hand checks found SOC codes of a set wrong more often than titles.
        """
        group = self._titles.soc_group(title) if title else None
        if group is not None:
            return group, "title"
        return (label_group, "label") if label_group else (None, "none")


def _pay_columns(pay: Pay | None) -> dict[str, object]:
    return {
        "pay_min_annual": pay.min_annual if pay else None,
        "pay_max_annual": pay.max_annual if pay else None,
        "pay_currency": pay.currency if pay else None,
        "pay_period": pay.period if pay else None,
        "pay_basis": pay.basis if pay else None,
    }


def _text(value: object) -> str | None:
    """A raw cell as text; None for gaps (None, NaN) and cells without a sign."""
    return value if isinstance(value, str) and value.strip() else None


def _day(iso: str | None) -> date | None:
    """The day that begins an ISO date or time.

    Raises:
        DataError: it is no ISO date.
    """
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso.strip()[:10])
    except ValueError as error:
        raise DataError(f"retrieved_on: {iso!r} is not an ISO date.") from error
