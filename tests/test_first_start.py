"""What the app shows before there is data, and when the data are broken."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import jobs, warehouse
from etl.build import build
from etl.paths import PROJECT, Paths
from etl.publish import Shelf


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()
    st.cache_resource.clear()


def frame(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The frame's first step alone, as the app runs it."""
    monkeypatch.setenv("CREDENCE_DATA", str(data))

    def first_step() -> None:
        import streamlit as st

        from dashboard import jobs

        jobs.ensure_build()
        st.write("the app")

    return AppTest.from_function(first_step, default_timeout=60).run()


def words(test: AppTest) -> str:
    return " ".join(e.value for e in [*test.markdown, *test.error, *test.subheader])


def test_without_a_warehouse_it_is_built_and_the_app_opens(
    inputs: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = frame(inputs.root, monkeypatch)
    assert not shown.exception
    assert "the app" in words(shown)
    assert Shelf(inputs.warehouse).current() is not None
    assert Shelf(inputs.people).current() is not None


def test_a_half_written_warehouse_is_built_again(
    inputs: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs.warehouse.mkdir()
    (inputs.warehouse / "20200101T000000000Z.duckdb").write_bytes(b"half")
    (inputs.warehouse / "CURRENT").write_text("20200101T000000000Z.duckdb\n")
    shown = frame(inputs.root, monkeypatch)
    assert not shown.exception
    assert "the app" in words(shown)


def test_data_that_cannot_be_built_are_refused_in_one_sentence(
    inputs: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inputs.catalog / "costs.csv").write_text("credential_id,item\nx,y\n")
    shown = frame(inputs.root, monkeypatch)
    assert not shown.exception
    assert "could not be prepared" in words(shown)
    assert "costs.csv" in words(shown)
    assert "Traceback" not in words(shown)
    assert "the app" not in words(shown)


def test_no_data_folder_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = frame(tmp_path / "nowhere", monkeypatch)
    assert not shown.exception
    assert "could not be prepared" in words(shown)


def test_a_session_stays_on_its_build_until_the_reader_asks(
    inputs: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(inputs.root))
    build(inputs)
    session: dict[str, object] = {}
    monkeypatch.setattr(warehouse.st, "session_state", session)
    first = warehouse.session_build()
    build(inputs)
    warehouse.newest_build.clear()
    assert warehouse.session_build() == first
    assert warehouse.newer_build_available()
    warehouse.use_newest_build()
    assert warehouse.session_build() == jobs.current_build() != first
    assert not warehouse.newer_build_available()
