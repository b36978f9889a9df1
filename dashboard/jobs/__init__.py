"""The one door from the app to the ETL: builds, the first build, imports, the matcher, the desk."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from analysis.holders import Numbers
from analysis.listing import Pool
from analysis.matching import Mention, Refusal, Vocabulary, find_mentions
from dashboard.jobs.desk import (
    ACCEPTED,
    OPEN,
    REJECTED,
    Entry,
    Line,
    Shortlist,
    create_shortlist,
    decide,
    remove_from_shortlist,
    shortlist_candidates,
    shortlist_entries,
    shortlist_history,
    shortlists,
)
from dashboard.jobs.imports import import_file, import_kinds, rebuild, recheck_badges
from dashboard.jobs.refused import Refused
from etl.build import build_if_none, served_build
from etl.errors import DataError
from etl.freshness import Freshness
from etl.freshness import freshness as _freshness
from etl.importing.people_links import badge_forms, badge_key
from etl.normalise.texts import clean_text
from etl.paths import default_paths
from etl.people import groups, hires
from etl.people.arrays import read_arrays
from etl.people.imported import ensure_pool
from etl.people.publish import SAMPLE
from etl.people.sample_groups import sample_members
from etl.people.shown import Shown, read_shown, rows_at
from etl.people.vocabulary import AVERAGES
from etl.publish import Shelf
from etl.publish import open_build as _open_build
from etl.snapshots import files_sha256
from etl.vocabulary import ALIASES, CREDENTIALS, FAMILIES, read_names, read_vocabulary

__all__ = [
    "ACCEPTED",
    "OPEN",
    "REJECTED",
    "Entry",
    "Line",
    "Refused",
    "Shortlist",
    "create_shortlist",
    "decide",
    "import_file",
    "import_kinds",
    "rebuild",
    "recheck_badges",
    "remove_from_shortlist",
    "shortlist_candidates",
    "shortlist_entries",
    "shortlist_history",
    "shortlists",
]


def current_build() -> Path:
    """File of the served build.

    Raises:
        DataError: nothing is served, or the pointer is broken.
    """
    current = Shelf(default_paths().warehouse).current()
    if current is None:
        raise DataError("No build yet. Run `python -m etl build` to make one.")
    return current


def open_build(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a build, shut off from everything else."""
    return _open_build(path)


@st.cache_resource(show_spinner=False)
def _checked(pointer: str) -> bool:
    return served_build(default_paths()) is not None


def ensure_build() -> None:
    """Build from the bundled data, with a progress bar, unless a readable build is served.

    Stops the script with one sentence where the build cannot be made.
    """
    pointer = default_paths().warehouse / "CURRENT"
    if pointer.is_file() and _checked(pointer.read_text(encoding="utf-8", errors="replace")):
        return
    _checked.clear()
    st.subheader("Preparing the data")
    st.write("This happens once: the bundled catalog and postings are loaded into a database.")
    bar = st.progress(0.0)

    def show(share: float, step: str) -> None:
        bar.progress(share, text=step)

    try:
        build_if_none(default_paths(), show)
        ensure_pool(default_paths())
    except (DataError, OSError) as error:
        st.error(f"The data could not be prepared. {error}", icon=":material/error:")
        st.stop()
    st.rerun()


def ensure_people() -> Path:
    """File of the served pool of candidates; the invented sample is made where there is none.

    Raises:
        DataError: the served pool cannot be read, or the catalog to draw a sample from is damaged.
    """
    return ensure_pool(default_paths())


def open_pool(path: Path) -> Pool:
    """The arrays of a published pool, mapped into memory rather than read.

    Raises:
        DataError: they are not there or damaged.
    """
    return read_arrays(path)


def open_shown(path: Path) -> Shown:
    """What lists show of the candidates of a published pool, mapped into memory.

    Raises:
        DataError: it is not there or damaged.
    """
    return read_shown(path)


def shown_rows(shown: Shown, positions: Numbers) -> pd.DataFrame:
    """The rows at some positions, in their order; columns as in ``etl.people.shown``."""
    return rows_at(shown, positions)


def current_hires() -> Path | None:
    """File of the served build of the employer's own hires; None where none has been imported.

    Raises:
        DataError: the pointer is broken.
    """
    return hires.current_hires(default_paths())


def folded_name(text: str) -> str:
    """A credential's name for comparing, as imports of badges compare it."""
    return badge_key(text)


def folded_forms(text: str) -> list[str]:
    """The keys by which an import looks a written name up, the whole name first."""
    return [form for form, _ in badge_forms(text)]


def is_average(name: str) -> bool:
    """Whether a row of the catalog stands for a market's price, so that nobody can hold it."""
    return re.search(AVERAGES, name) is not None


def groups_stamp(pool: Path) -> str:
    """What changes with the self-reported groups; empty where there are none."""
    return groups.stamp(default_paths(), pool)


def group_members(pool: Path) -> pd.DataFrame:
    """Who in a pool states which group: display_order, dimension, group_name. To be counted, never
    shown. The invented people of the sample pool have invented groups.
    """
    with open_build(pool) as build:
        people = build.table("people.candidates")
        among = people.project("candidate_id, display_order").to_arrow_table()
        members = groups.members(default_paths(), among)
        if members.empty and pool.name.startswith(SAMPLE):
            invented = sample_members(people.project("candidate_id, experience_years").df())
            return invented.merge(among.to_pandas(), on="candidate_id").drop(columns="candidate_id")
    return members


@st.cache_data(ttl=30, show_spinner=False)
def freshness(build: str) -> pd.DataFrame:
    """A row of `etl.freshness.Freshness` each, with outcome, sentence and at of the last attempt.

    ``build`` is the served build's id: another one has other rows.
    """
    columns = [*Freshness.__dataclass_fields__, "outcome", "sentence", "at"]
    rows = []
    for row in _freshness(default_paths()):
        attempt = asdict(row.last_attempt) if row.last_attempt else {}
        rows.append({**asdict(row), **{k: attempt.get(k) for k in ("outcome", "sentence", "at")}})
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Reading:
    """A text without its markup, what it names, what was refused in it, and the names of ids.

    Spans of mentions and refusals are code points of ``text``.
    """

    text: str
    mentions: tuple[Mention, ...]
    refusals: tuple[Refusal, ...]
    names: dict[str, str]


def read_text(text: str) -> Reading:
    """What a text names, of every kind of mention, as ``etl match`` reads it. Nothing is kept.

    Raises:
        Refused: a file of the catalog is not there or is damaged.
    """
    catalog = default_paths().catalog
    files = [catalog / name for name in (ALIASES, FAMILIES, CREDENTIALS)]
    try:
        vocabulary, names = _matcher(str(catalog), files_sha256(files))
    except (DataError, OSError) as error:
        raise Refused(str(error)) from error
    cleaned = clean_text(text)
    refusals: list[Refusal] = []
    mentions = find_mentions([cleaned], vocabulary, refusals)
    return Reading(cleaned, tuple(mentions), tuple(refusals), names)


@st.cache_resource(max_entries=1, show_spinner=False)
def _matcher(catalog: str, content_hash: str) -> tuple[Vocabulary, dict[str, str]]:
    """The catalog's vocabulary, compiled once for each content of its files."""
    folder = Path(catalog)
    return read_vocabulary(folder, all_kinds=True), read_names(folder)
