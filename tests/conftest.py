"""Shared fixtures: the bundled data built once, and small data folders to break."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import hypothesis
import pytest

from etl.build import build
from etl.paths import PROJECT, Paths
from etl.publish import Shelf, open_build

BUNDLED = Paths(PROJECT / "data")
SHARED = PROJECT.parent / "shared" / "data"
# A busy machine is no fault of what is tested; speed is measured in benchmarks.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def copy_inputs(target: Path) -> Paths:
    """The bundled catalog, reference files and snapshots, copied below ``target``."""
    for name in ("catalog", "reference", "snapshots"):
        shutil.copytree(BUNDLED.root / name, target / name)
    return Paths(target)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A data folder with one build of the bundled data. Do not change it."""
    paths = copy_inputs(tmp_path_factory.mktemp("built"))
    build(paths)
    return paths


@pytest.fixture(scope="session")
def marts(built: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to that build."""
    current = Shelf(built.warehouse).current()
    assert current is not None
    with open_build(current) as connection:
        yield connection


@pytest.fixture
def inputs(tmp_path: Path) -> Paths:
    """A copy of the inputs that a test may break."""
    return copy_inputs(tmp_path / "data")


@pytest.fixture
def shared() -> Path:
    """The folder of raw data used in development."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data (raw data used in development)")
    return SHARED
