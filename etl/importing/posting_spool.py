"""Imported postings on their way to the matcher: raw rows in Parquet parts, pay as one text."""

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.derive import RAW_COLUMNS
from etl.importing import Row
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
    folder: Path, source_id: str, batches: Iterable[list[Row]], labels: Mapping[str, str]
) -> list[Path]:
    """Write rows as Parquet parts (columns `SPOOLED`) below `folder`; memory stays at two batches.

    A batch is written while the next one is read.
    """
    parts: list[Path] = []
    writer: pq.ParquetWriter | None = None
    written, pending = 0, None
    with ThreadPoolExecutor(1) as pool:
        try:
            for batch in batches:
                table = _spooled(batch, source_id, labels)
                if pending is not None:
                    pending.result()
                if writer is None or written >= PART_ROWS:
                    if writer is not None:
                        writer.close()
                    parts.append(folder / f"part-{len(parts):05}.parquet")
                    writer = pq.ParquetWriter(
                        parts[-1], SPOOLED, compression="lz4", write_statistics=False,
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


def _spooled(batch: list[Row], source_id: str, labels: Mapping[str, str]) -> pa.Table:
    values = [row.values for row in batch]
    industries = [labels.get(v.get("industry", "").casefold()) for v in values]
    columns: dict[str, list[Any]] = {
        "posting_id": [f"{source_id}:{r.values.get('posting_id', r.line)}" for r in batch],
        "source": [source_id] * len(batch),
        "title": [v["title"] for v in values],
        "employer": [v.get("employer") for v in values],
        "industry_label": industries,
        "location": [v.get("location") for v in values],
        "posted": [v.get("posted_on") for v in values],
        "salary": [pay_text(v) for v in values],
        "text": [v["text"] for v in values],
        "url": [v.get("url") for v in values],
        "line": [row.line for row in batch],
    }
    return pa.table({n: pa.array(columns[n], SPOOLED.field(n).type) for n in SPOOLED.names})


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
