"""The one door from the app to the ETL: which build is served, how to open it, the first build."""

from pathlib import Path

import duckdb
import streamlit as st

from etl.build import build_if_none, served_build
from etl.errors import DataError
from etl.paths import default_paths
from etl.people import hires
from etl.people.publish import ensure_sample_pool
from etl.publish import Shelf
from etl.publish import open_build as _open_build


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
        ensure_sample_pool(default_paths())
    except (DataError, OSError) as error:
        st.error(f"The data could not be prepared. {error}", icon=":material/error:")
        st.stop()
    st.rerun()


def ensure_people() -> Path:
    """File of the served pool of candidates; the invented sample is made where there is none.

    Raises:
        DataError: the served pool cannot be read, or the catalog to draw a sample from is damaged.
    """
    return ensure_sample_pool(default_paths())


def current_hires() -> Path | None:
    """File of the served build of the employer's own hires; None where none has been imported.

    Raises:
        DataError: the pointer is broken.
    """
    return hires.current_hires(default_paths())
