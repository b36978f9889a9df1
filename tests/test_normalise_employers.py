"""Employer names: tidying, placeholders, and one key for spellings of one employer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.employers import clean_employer, counting_key, employer_key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme\n3.8", "Acme"),
        ("Acme Works 3.8", "Acme Works"),
        ("Acme\n5", "Acme"),
        ("  Acme   Works ", "Acme Works"),
        ("Acme , Inc.", "Acme, Inc."),
        ("Acme,LLC", "Acme, LLC"),
        ("Brown &amp; Sons", "Brown & Sons"),
        ("Brown &amp;amp; Sons", "Brown & Sons"),
        ("Acme 1,204 reviews", "Acme"),
        ("3M", "3M"),
        ("Studio 54", "Studio 54"),
        ("Form 3.0", "Form"),
        ("iRobot", "iRobot"),
        ("Confidential Aerospace", "Confidential Aerospace"),
    ],
)
def test_cleans(text: str, name: str) -> None:
    assert clean_employer(text) == name


@pytest.mark.parametrize(
    "text",
    [None, "", "  ", "-1", "Confidential", "CONFIDENTIAL COMPANY", "N/A", "None", "nan", "--", "…"],
)
def test_placeholders_are_no_employer(text: str | None) -> None:
    assert clean_employer(text) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme, Inc.", "ACME"),
        ("Acme Pte. Ltd.", "Acme PTE LTD"),
        ("The Acme Company", "Acme"),
        ("Brown & Sons, L.L.C.", "Brown and Sons"),
        ("Société Générale", "Societe Generale"),
        ("Macy's", "Macys"),
        ("U.S. Navy", "US Navy"),
        ("Acme Bank, N.A.", "Acme Bank"),
        ("Acme AG", "Acme"),
        ("Acme Trust (formerly known as Brown Trust)", "Acme Trust"),
    ],
)
def test_spellings_of_one_employer_share_a_key(first: str, second: str) -> None:
    assert employer_key(first) == employer_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme Health", "Acme Bank"),
        ("City of Troy", "City of Ames"),
        ("The", "Limited"),
        ("Acme Ag", "Acme"),
    ],
)
def test_different_employers_have_different_keys(first: str, second: str) -> None:
    assert employer_key(first) != employer_key(second)


def test_spaces_do_not_count_for_counting() -> None:
    assert counting_key("Acme Labs, Inc.") == counting_key("AcmeLabs") == "acmelabs"


@given(st.text(max_size=60))
def test_never_fails_and_keeps_a_key_for_every_name(text: str) -> None:
    name = clean_employer(text)
    if name is not None:
        assert name == name.strip()
        key = employer_key(name)
        assert key
        assert employer_key(key) == key
