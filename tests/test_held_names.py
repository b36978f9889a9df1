"""Which credential a written name stands for, over the names of the whole catalog."""

from collections import Counter

import pytest
import streamlit as st

from dashboard import held_names, jobs
from etl.paths import PROJECT, Paths


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()


@pytest.mark.parametrize(
    ("written", "credential_id"),
    [
        ("CompTIA Security+", "comptia-security-plus"),
        ("comptia security plus", "comptia-security-plus"),
        ("Security+", "comptia-security-plus"),
        ("CompTIA Security+ certification", "comptia-security-plus"),
        ("CISSP", "cissp-certified-information-systems-security-professional"),
        ("Project Management Professional (PMP)®", "project-management-professional"),
        ("comptia-security-plus", "comptia-security-plus"),
    ],
)
def test_names_abbreviations_aliases_and_ids_are_found(written: str, credential_id: str) -> None:
    assert held_names.names().find(written) == (credential_id,)


def test_a_form_of_several_is_told_with_all_of_them() -> None:
    names = held_names.names()
    found = names.find("CPT")
    assert len(found) > 1
    assert [names.labels[i] for i in found] == sorted(names.labels[i] for i in found)


@pytest.mark.parametrize(
    "written", ["", "   ", "Underwater basketry", "certification", "+++", "(x)"]
)
def test_what_is_no_name_finds_nothing(written: str) -> None:
    assert held_names.names().find(written) == ()


def test_every_credential_is_found_by_its_own_name_unless_two_share_it() -> None:
    names = held_names.names()
    folded = Counter(jobs.folded_name(label) for label in names.labels.values())
    for credential_id, label in names.labels.items():
        if folded[jobs.folded_name(label)] == 1:
            assert names.find(label) == (credential_id,), label
        else:
            assert credential_id in names.find(label)


def test_averages_of_a_market_cannot_be_held() -> None:
    assert not any("average" in label.lower() for label in held_names.names().labels.values())
