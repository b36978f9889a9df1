"""Imported postings on their way to the matcher: raw rows in Parquet parts, pay as one text."""

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.derive import RAW_COLUMNS
from etl.importing.values import number

SPOOLED = pa.schema({n: pa.string() for n in (*RAW_COLUMNS, "url")} | {"line": pa.int64()})
PART_ROWS = 50_000
_PERIODS = {
    "hour": "hour hourly hr h per hour ph", "day": "day daily per day d",
    "week": "week weekly per week wk w", "month": "month monthly per month mo m",
    "year": "year yearly annual annually annum per year per annum pa yr y salary salaried",
}  # fmt: skip
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}
_PAY_PARTS = frozenset({"pay_min", "pay_max", "pay_currency", "pay_period"})
_CODE = re.compile(r"[A-Z]{3}")


def spool_postings(
    folder: Path, source_id: str, mark: str, tables: Iterable[pa.Table], labels: Mapping[str, str]
) -> list[Path]:
    """Write tables of rows as Parquet parts (columns `SPOOLED`) below `folder`.

    The tables have a column for each of `FIELDS`, and `line`. Memory stays at two tables: one
    is written while the next one is read. `mark` stands for the file in ids made of lines.
    """
    parts: list[Path] = []
    writer: pq.ParquetWriter | None = None
    written, pending = 0, None
    with ThreadPoolExecutor(1) as pool:
        try:
            for found in tables:
                table = _spooled(found, source_id, mark, labels)
                if pending is not None:
                    pending.result()
                if writer is None or written >= PART_ROWS:
                    if writer is not None:
                        writer.close()
                    parts.append(folder / f"part-{len(parts):05}.parquet")
                    writer = pq.ParquetWriter(
                        parts[-1], SPOOLED, compression="none", write_statistics=False,
                        use_dictionary=["source"],
                    )  # fmt: skip
                    written = 0
                pending = pool.submit(writer.write_table, table, table.num_rows)
                written += table.num_rows
            if pending is not None:
                pending.result()
        finally:
            pool.shutdown(wait=True)
            if writer is not None:
                writer.close()
    return parts


def _spooled(found: pa.Table, source_id: str, mark: str, labels: Mapping[str, str]) -> pa.Table:
    # Without an id of its own a posting is its line in that very file.
    lines = pc.binary_join_element_wise(mark, found["line"].cast(pa.string()), "-")
    ids = pc.coalesce(found["posting_id"], lines)
    columns = {
        "posting_id": pc.binary_join_element_wise(source_id, ids, ":"),
        "source": pa.repeat(source_id, found.num_rows),
        "title": found["title"],
        "employer": found["employer"],
        "industry_label": _sectors(found["industry"], labels),
        "location": found["location"],
        "posted": found["posted_on"],
        "salary": _pay(found),
        "text": found["text"],
        "url": found["url"],
        "line": found["line"],
    }
    return pa.table([columns[name] for name in SPOOLED.names], schema=SPOOLED)


def _sectors(industries: pa.ChunkedArray, labels: Mapping[str, str]) -> pa.Array:
    encoded = industries.combine_chunks().dictionary_encode()
    meant = [labels.get(label.casefold()) for label in encoded.dictionary.to_pylist()]
    return pa.array(meant, pa.string()).take(encoded.indices)


def _pay(found: pa.Table) -> pa.Array | pa.ChunkedArray:
    if all(found[name].null_count == found.num_rows for name in _PAY_PARTS):
        return found["pay"]
    rows = found.select(["pay", *sorted(_PAY_PARTS)]).to_pylist()
    told = ({name: value for name, value in row.items() if value is not None} for row in rows)
    return pa.array([pay_text(values) for values in told], pa.string())


def pay_text(values: Mapping[str, Any]) -> str | None:
    """The pay columns as one text that `etl.normalise.pay` reads; None where they are empty."""
    if _PAY_PARTS.isdisjoint(values):
        return values.get("pay")
    text, low, high = values.get("pay"), values.get("pay_min"), values.get("pay_max")
    currency = str(values.get("pay_currency", "")).strip().upper()
    period = _PERIOD_OF.get(str(values.get("pay_period", "")).strip().casefold().rstrip("."))
    if low is None and high is None:
        if text is None or not (currency or period):
            return text
        try:
            low = high = number(text)
        except ValueError:
            return text
    if text is not None and any(map(str.isalpha, text)):
        return text
    if not _CODE.fullmatch(currency):
        currency = ""
    if low and high and currency and period:
        return f"{low:.2f}-{high:.2f} {currency} per {period.upper()}"
    sign = _SIGNS.get(currency, f"{currency} " if currency else "")
    ends = [f"{sign}{end:.2f}" for end in (low, high) if end]
    side = "" if len(ends) == 2 or not ends else "From " if low else "Up to "
    return f"{side}{' - '.join(ends)}{f' per {period}' if period else ''}" if ends else None
