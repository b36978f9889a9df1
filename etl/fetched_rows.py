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
        self.repeating = 0
        """Pages on end that brought nothing but rows of this fetch."""

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
        fresh, repeated = self._unseen(map(_clean, rows), "posting_id")
        # Of a source that goes on, relative dates ("3 days ago") count from the day of the answer.
        source = replace(self._connector.SOURCE, collected_on=day)
        frame = pd.DataFrame(fresh, columns=pd.Index([*RAW_COLUMNS, "url"]), dtype=object)
        facts = draw(maker, source, frame)
        stated = _stated(facts.postings)
        new = [i for i, what in stated.items() if self._known.get(i) != what]
        kept = _only(facts, new[:most])
        return Sifted(
            {"postings": kept.postings, "mentions": kept.mentions, "posting_skills": kept.skills},
            kept.postings.num_rows,
            facts.rejects,
            _counted({REPEATED: repeated, UNCHANGED: len(stated) - len(new)}),
            is_repeat=bool(rows) and repeated == len(rows),
        )

    def _others(self, parsed: Parsed, most: int | None) -> Sifted:
        schemas = self._connector.TABLES
        first = next(iter(schemas))
        key = schemas[first].names[0] if first == OFFERS else None
        came = {name: [_clean(row) for row in parsed.rows.get(name, [])] for name in schemas}
        fresh, repeated = self._unseen(came[first], key)
        said = _offers_as_said(came) if key else {}
        changed = [row for row in fresh if not key or self._known.get(row[key]) != said[row[key]]]
        new = changed[:most]
        ids = {row[key] for row in new} if key else set()
        tables = {first: _table(self._connector, first, new)}
        for name in list(schemas)[1:]:
            if name in OWNED_BY and key:
                rows = [row for row in came[name] if row[OWNED_BY[name]] in ids]
            else:
                rows, _ = self._unseen(came[name], None)
            tables[name] = _table(self._connector, name, rows)
        return Sifted(
            tables,
            len(new),
            {},
            _counted({REPEATED: repeated, UNCHANGED: len(fresh) - len(changed)}),
            is_repeat=bool(came[first]) and not fresh,
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
            known |= _stated(pq.read_table(snapshot.folder / "postings.parquet"))
        seen = set(journal.table("postings", FACTS)["posting_id"].to_pylist())
        return Sieve(connector, known, seen, open_maker(paths))
    first = next(iter(connector.TABLES))
    key = connector.TABLES[first].names[0] if first == OFFERS else None
    offers: dict[str, str] = {}
    for snapshot in snapshots if key else []:
        offers |= _offers_as_said(
            {
                described.table: pq.read_table(snapshot.folder / name).to_pylist()
                for name, described in snapshot.sidecar.files.items()
            }
        )
    seen = {
        _key(row, key if name == first else None)
        for name, schema in connector.TABLES.items()
        if name == first or not (name in OWNED_BY and key)
        for row in journal.table(name, schema).to_pylist()
    }
    return Sieve(connector, offers, seen, None)


def _offers_as_said(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
    """What each offer says, its steps and skills included, as one text, by offer id."""
    owned: dict[str, list[str]] = {}
    for name, owner in OWNED_BY.items():
        for row in tables.get(name, []):
            owned.setdefault(row[owner], []).append(_identity(row))
    return {
        row["offer_id"]: "\n".join([_identity(row), *sorted(owned.get(row["offer_id"], []))])
        for row in tables.get(OFFERS, [])
    }


STATED = (
    "text_key", "title", "employer", "naics_sector", "country", "region", "posted_month",
    "pay_min_annual", "pay_max_annual", "pay_currency", "url",
)  # fmt: skip
"""Columns of a posting that make a newer version of it where one differs."""


def _stated(postings: pa.Table) -> dict[str, str]:
    """What each posting states, as one text, by posting id."""
    rows = postings.select(["posting_id", *(n for n in STATED if n in postings.column_names)])
    return {
        row["posting_id"]: _identity(
            {name: value for name, value in row.items() if name != "posting_id"}
        )
        for row in rows.to_pylist()
    }


def _only(facts: Facts, ids: list[str]) -> Facts:
    wanted = pa.array(ids, pa.string())

    def of(table: pa.Table) -> pa.Table:
        return table.filter(pc.is_in(table["posting_id"], value_set=wanted))

    return Facts(of(facts.postings), of(facts.mentions), of(facts.skills), {})


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose texts can be written: half of a surrogate pair is no character."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }


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
