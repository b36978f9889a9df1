"""Sifts the rows of a page: what came before is passed over, the rest becomes tables.

Postings become facts at once, so that a text which may not be kept never reaches the disk.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.connector import OFFERS, OWNED_BY, Connector, Parsed
from etl.derive import FACTS, RAW_COLUMNS
from etl.errors import DataError
from etl.journal import Journal
from etl.paths import Paths
from etl.posting_facts import HIRING_TABLES, Facts, Maker, draw, merged, open_maker
from etl.snapshots import source_snapshots

REPEATED = "repeated within this fetch"
UNCHANGED = "unchanged since an earlier fetch"


@dataclass(frozen=True)
class Sifted:
    """New rows by table; `new` counts those of the first table; others are counted by reason.

    `is_repeat` says that the page brought rows, all of which this fetch already had.
    """

    tables: dict[str, pa.Table]
    new: int
    refused: dict[str, int] = field(default_factory=dict)
    passed_over: dict[str, int] = field(default_factory=dict)
    is_repeat: bool = False


class Sieve:
    """What one fetch already has, and what earlier ones brought; `open_sieve` makes one."""

    def __init__(
        self, connector: Connector, known: dict[str, str], seen: set[str], maker: Maker | None
    ) -> None:
        self._connector = connector
        self._known = known
        self._seen = seen
        self._maker = maker

    def sift(self, parsed: Parsed, day: date, *, most: int | None) -> Sifted:
        """The new rows of a page that came on `day`, `most` of them at the most.

        Raises:
            DataError: a row does not fit its table.
        """
        if self._maker is not None:
            return self._postings(parsed.rows.get("postings", []), day, most, self._maker)
        return self._others(parsed, most)

    def _postings(
        self, rows: list[dict[str, Any]], day: date, most: int | None, maker: Maker
    ) -> Sifted:
        fresh, repeated = self._unseen(rows, "posting_id")
        # Of a source that goes on, relative dates ("3 days ago") count from the day of the answer.
        source = replace(self._connector.SOURCE, collected_on=day)
        frame = pd.DataFrame(fresh, columns=pd.Index([*RAW_COLUMNS, "url"]), dtype=object)
        facts = draw(maker, source, frame)
        ids, keys = facts.postings["posting_id"].to_pylist(), facts.postings["text_key"].to_pylist()
        new = [i for i, key in zip(ids, keys, strict=True) if self._known.get(i) != key]
        kept = _only(facts, new[:most])
        return Sifted(
            {"postings": kept.postings, "mentions": kept.mentions, "posting_skills": kept.skills},
            kept.postings.num_rows,
            facts.rejects,
            _counted({REPEATED: repeated, UNCHANGED: len(ids) - len(new)}),
            is_repeat=bool(rows) and repeated == len(rows),
        )

    def _others(self, parsed: Parsed, most: int | None) -> Sifted:
        schemas = self._connector.TABLES
        first = next(iter(schemas))
        key = schemas[first].names[0] if first == OFFERS else None
        fresh, repeated = self._unseen(parsed.rows.get(first, []), key)
        new = [row for row in fresh if self._known.get(_key(row, key)) != _identity(row)][:most]
        ids = {row[key] for row in new} if key else set()
        tables = {first: _table(self._connector, first, new)}
        for name in list(schemas)[1:]:
            rows = parsed.rows.get(name, [])
            if name in OWNED_BY and key:
                rows = [row for row in rows if row[OWNED_BY[name]] in ids]
            else:
                rows, _ = self._unseen(rows, None)
            tables[name] = _table(self._connector, name, rows)
        return Sifted(
            tables,
            len(new),
            {},
            _counted({REPEATED: repeated, UNCHANGED: len(fresh) - len(new) if most is None else 0}),
            is_repeat=bool(parsed.rows.get(first)) and not fresh,
        )

    def _unseen(
        self, rows: Iterable[dict[str, Any]], key: str | None
    ) -> tuple[list[dict[str, Any]], int]:
        """Rows whose key this fetch has not had, and how many it had."""
        fresh, repeated = [], 0
        for row in rows:
            name = _key(row, key)
            if name in self._seen:
                repeated += 1
            else:
                self._seen.add(name)
                fresh.append(row)
        return fresh, repeated

    @staticmethod
    def together(connector: Connector, journal: Journal) -> dict[str, pa.Table]:
        """The tables of a whole fetch; those of postings in the order of every snapshot."""
        schemas = HIRING_TABLES if connector.SOURCE.kind == "hiring" else connector.TABLES
        tables = {name: journal.table(name, schema) for name, schema in schemas.items()}
        if connector.SOURCE.kind != "hiring":
            return tables
        return merged([Facts(tables["postings"], tables["mentions"], tables["posting_skills"], {})])


def open_sieve(connector: Connector, paths: Paths, journal: Journal) -> Sieve:
    """A sieve that knows the source's snapshots and the pages of the fetch under way."""
    snapshots = source_snapshots(paths.snapshots / connector.SOURCE.source_id)
    if connector.SOURCE.kind == "hiring":
        known: dict[str, str] = {}
        for snapshot in snapshots:
            columns = pq.read_table(
                snapshot.folder / "postings.parquet", columns=["posting_id", "text_key"]
            )
            known |= dict(
                zip(columns["posting_id"].to_pylist(), columns["text_key"].to_pylist(), strict=True)
            )
        seen = set(journal.table("postings", FACTS)["posting_id"].to_pylist())
        return Sieve(connector, known, seen, open_maker(paths))
    first = next(iter(connector.TABLES))
    key = connector.TABLES[first].names[0] if first == OFFERS else None
    rows = [
        row
        for snapshot in snapshots
        if key is not None
        for row in pq.read_table(snapshot.folder / f"{first}.parquet").to_pylist()
    ]
    seen = {
        _key(row, key if name == first else None)
        for name, schema in connector.TABLES.items()
        if name == first or not (name in OWNED_BY and key)
        for row in journal.table(name, schema).to_pylist()
    }
    return Sieve(connector, {_key(row, key): _identity(row) for row in rows}, seen, None)


def _only(facts: Facts, ids: list[str]) -> Facts:
    wanted = pa.array(ids, pa.string())

    def of(table: pa.Table) -> pa.Table:
        return table.filter(pc.is_in(table["posting_id"], value_set=wanted))

    return Facts(of(facts.postings), of(facts.mentions), of(facts.skills), {})


def _key(row: Mapping[str, Any], key: str | None) -> str:
    return str(row[key]) if key else _identity(row)


def _identity(row: Mapping[str, Any]) -> str:
    """A row as one text; the day on which it was seen is not a part of what it says."""
    said = {name: value for name, value in row.items() if name != "as_of" and value is not None}
    return json.dumps(said, sort_keys=True, default=str)


def _table(connector: Connector, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema=connector.TABLES[name])
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise DataError(
            f"{connector.SOURCE.source_id}: table {name}: {str(error).splitlines()[0]}"
        ) from error


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {reason: rows for reason, rows in counts.items() if rows}
