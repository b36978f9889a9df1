"""Figures of three pages under random choices, over ten million generated mentions.

Postings and mentions are the bundled ones, copied many times under other employers' names, so that
they keep the real skew of employers, industries and credentials. Each figure is asked once, as a
reader does after a choice, with all that its page counts before; nothing is cached. The pages' own
queries and models run. Where very many postings state their pay, pay is fitted to a random part.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import streamlit as st

from benchmarks.rows import Row
from dashboard import changes, over_time
from dashboard.filters import Filters
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS
from dashboard.pay_fit import fitted
from dashboard.queries import catalog, evidence, pay, recognition, recognition_groups
from dashboard.ranking import heatmap_cells, with_shares
from etl.build import build
from etl.models import read_models, run_model
from etl.paths import PROJECT, Paths
from etl.publish import Shelf

MENTIONS, POSTINGS = 11_000_000, 20_000_000
COMBINATIONS = 120
TARGET_MS = 400
SEED = 20261124
GENERATED = ("postings", "posting_mentions")
COUNTED = (
    "marts.employers",
    "marts.posting_cells",
    "marts.mention_cells",
    "marts.posting_month_cells",
    "marts.mention_month_cells",
    "marts.pay_postings",
    "marts.pay_mentions",
)


def measure() -> list[Row]:
    """95th percentile of milliseconds for the figures of each view, over random choices."""
    with _generated() as sizes:
        chance = random.Random(SEED)
        choices = [_choices(chance) for _ in range(COMBINATIONS)]
        rows = []
        for name, view in VIEWS.items():
            times = []
            for filters in choices:
                st.cache_data.clear()
                started = time.perf_counter()
                view(filters)
                times.append((time.perf_counter() - started) * 1000)
            p50, p95, most = np.percentile(times, [50, 95, 100])
            note = f"median {p50:.0f}, most {most:.0f}; {COMBINATIONS} random choices; {sizes}"
            rows.append(Row(f"{name}_p95_ms", p95, TARGET_MS, "ms", note))
            print(f"{name}: {p95:.0f} ms", file=sys.stderr)
        return rows


def _ranking(filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The credentials and the sources, which every page counts first."""
    base = recognition.denominators(filters)
    sources = recognition.composition(filters)
    return with_shares(recognition.credentials(filters), base), sources


def _by_industry(filters: Filters) -> None:
    _cells(filters, recognition_groups.INDUSTRY, 20)


def _by_place(filters: Filters) -> None:
    _cells(filters, recognition_groups.PLACE, 1)


def _by_source(filters: Filters) -> None:
    _cells(filters, recognition_groups.SOURCE, 10)


def _cells(filters: Filters, by: str, shown: int) -> None:
    rows = _ranking(filters)[0].head(shown)
    counts = recognition_groups.by_group(filters, by, tuple(rows["credential_id"]))
    heatmap_cells(counts, recognition_groups.groups(filters, by), rows, by)


def _over_time(filters: Filters) -> None:
    rows, sources = _ranking(filters)
    dated = changes.source_for(sources)
    if len(rows) and dated is not None:
        leader = str(rows["credential_id"].iloc[0])
        recognition_groups.by_group(filters, recognition_groups.SOURCE, (leader,))
        over_time.periods(filters, leader, str(dated["source_id"]))


def _employers(filters: Filters) -> None:
    rows, _ = _ranking(filters)
    if len(rows):
        recognition_groups.by_employer(filters, str(rows["credential_id"].iloc[0]), 30)


def _postings(filters: Filters) -> None:
    rows, _ = _ranking(filters)
    if len(rows):
        evidence.postings_behind(filters, str(rows["credential_id"].iloc[0]))


def _overview(filters: Filters) -> None:
    _, sources = _ranking(filters)
    recognition_groups.groups(filters, recognition_groups.INDUSTRY)
    dated = changes.source_for(sources)
    if dated is not None:
        changes.changed(recognition_groups.halves(filters, str(dated["source_id"])), filters.least)


def _credential(filters: Filters) -> None:
    filters = filters.side_by_side()
    _ranking(filters)
    one = catalog.named(("comptia-security-plus",))
    counts = recognition_groups.by_group(
        filters, recognition_groups.INDUSTRY, tuple(one["credential_id"])
    )
    groups = recognition_groups.groups(filters, recognition_groups.INDUSTRY)
    heatmap_cells(counts, groups, one, recognition_groups.INDUSTRY)


def _pay(filters: Filters) -> None:
    pay.coverage(filters)
    fitted(filters)


VIEWS: dict[str, Callable[[Filters], object]] = {
    "ranking": _ranking,
    "by_industry": _by_industry,
    "by_place": _by_place,
    "by_source": _by_source,
    "over_time": _over_time,
    "employers": _employers,
    "postings_behind": _postings,
    "overview_what_changed": _overview,
    "one_credential": _credential,
    "pay": _pay,
}


def _choices(chance: random.Random) -> Filters:
    """Each choice is made or left at all of them with the same probability."""

    def perhaps(values: list[str]) -> str:
        return chance.choice(values) if chance.random() < 0.5 else "all"

    def some(labels: dict[str, str]) -> tuple[str, ...]:
        return tuple(chance.sample(list(labels), 2)) if chance.random() < 0.5 else ()

    return Filters(
        industry=perhaps(["62", "92", "54", "52", "31-33", "61", "51", "44-45"]),
        place=perhaps(["US", "GB", "US-CA", "US-TX", "GB-England", "SG"]),
        occupation=perhaps(["29", "15", "11", "13", "43", "25", "31"]),
        kinds=some(KIND_LABELS),
        strengths=some(STRENGTH_LABELS),
        with_questionnaires=chance.random() < 0.5,
    )


@contextmanager
def _generated() -> Iterator[str]:
    """A served build whose postings and mentions are generated; yields what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        for name in ("catalog", "reference", "snapshots"):
            shutil.copytree(PROJECT / "data" / name, paths.root / name)
        build(paths)
        current = Shelf(paths.warehouse).current()
        assert current is not None
        with duckdb.connect(str(current)) as connection:
            _multiply(connection)
            sizes = _sizes(connection)
        before = os.environ.get("CREDENCE_DATA")
        os.environ["CREDENCE_DATA"] = folder
        try:
            yield sizes
        finally:
            if before is None:
                del os.environ["CREDENCE_DATA"]
            else:
                os.environ["CREDENCE_DATA"] = before


def _multiply(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("SET threads = 2; SET memory_limit = '6GB'")
    connection.execute("SELECT setseed(0.5)")
    for table in GENERATED:
        connection.execute(f"ALTER TABLE marts.{table} RENAME TO real_{table}")
    copies = {
        name: -(-wanted // _count(connection, f"real_{name}"))
        for name, wanted in zip(GENERATED, (POSTINGS, MENTIONS), strict=True)
    }
    # A posting's copy belongs to one of thirty employers that share the real one's work; the first
    # of them get most of it.
    employer = (
        "{0}employer_key || '-' || floor(30 * pow(hash({0}posting_id, copy) / pow(2, 64), 2))::INT"
    )
    number = "(({0}posting_no - 1) * " + f"{copies['postings']} + copy + 1)::INTEGER"
    connection.execute(f"""
        CREATE TABLE marts.postings AS
        SELECT * EXCLUDE (copy)
            REPLACE (
                {number.format("")} AS posting_no, posting_id || '-' || copy AS posting_id,
                {employer.format("")} AS employer_key
            )
        FROM marts.real_postings, range({copies["postings"]}) AS copies(copy)
        ORDER BY posting_no
    """)
    # Copies beyond the number of postings name the credential of another mention.
    connection.execute(f"""
        CREATE TABLE marts.posting_mentions AS
        WITH numbered AS (
            SELECT *, row_number() OVER () - 1 AS number FROM marts.real_posting_mentions
        ),
        copied AS (
            SELECT * REPLACE (copy % {copies["postings"]} AS copy),
                CASE WHEN copy < {copies["postings"]} THEN number
                ELSE hash(number, copy) % (SELECT count(*) FROM numbered) END AS other
            FROM numbered, range({copies["posting_mentions"]}) AS copies(copy)
        )
        SELECT c.* EXCLUDE (copy, number, other)
            REPLACE (
                {number.format("c.")} AS posting_no, c.posting_id || '-' || copy AS posting_id,
                {employer.format("c.")} AS employer_key,
                o.credential_id AS credential_id, o.kind AS kind
            )
        FROM copied c JOIN numbered o ON o.number = c.other
        -- A posting names a credential once.
        QUALIFY row_number() OVER (PARTITION BY c.posting_id, copy, o.credential_id) = 1
        ORDER BY o.credential_id,
            list_position(['required', 'preferred', 'mentioned'], c.strength),
            c.posted_month DESC NULLS LAST, posting_no
    """)
    for name in COUNTED:
        connection.execute(f"DROP TABLE {name}")
    for model in read_models(connection):
        if model.name in COUNTED:
            for column in model.dictionary:
                connection.execute(f'DROP TYPE {model.schema}."{model.table}_{column}"')
            run_model(connection, model)
    connection.execute("CHECKPOINT")


def _sizes(connection: duckdb.DuckDBPyConnection) -> str:
    tables = (*GENERATED, *(name.removeprefix("marts.") for name in COUNTED))
    return ", ".join(f"{_count(connection, t):,} {t.replace('_', ' ')}" for t in tables)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM marts.{table}").fetchone()
    assert row is not None
    return int(row[0])
