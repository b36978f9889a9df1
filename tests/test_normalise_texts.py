"""Posting texts: tags and entities out, lines kept; keys equal for equal wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.texts import KEY_LENGTH, SHORT_TEXT_LENGTH, clean_text, text_key

LONG = "Requirements and duties of the post, told at length. " * 12


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>About</p><p>Duties</p>", "About\n\nDuties"),
        ("Requirements<br>Degree<br/>Licence", "Requirements\nDegree\nLicence"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("&lt;p&gt;Tom &amp;amp; Co&lt;/p&gt;", "Tom & Co"),
        ("R&amp;D", "R&D"),
        ("a &amp;nbsp; b", "a b"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("  spaced    out  ", "spaced out"),
        ("<b>Must</b> hold<span class='x'> it</span>", "Must hold it"),
        ("<script>let x = 1;</script>Text", "Text"),
        ("pay < 5 and > 3", "pay < 5 and > 3"),
        ("C++ & C#", "C++ & C#"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_cleans(raw: str, text: str) -> None:
    lines = clean_text(raw).split("\n")
    assert [line.strip() for line in lines if line.strip()] == [
        line for line in text.split("\n") if line
    ]


def test_headings_stay_on_lines_of_their_own() -> None:
    assert "Requirements" in clean_text(
        "<div>We build.</div><h2>Requirements</h2><p>PMP</p>"
    ).split("\n")


@given(st.text(max_size=200))
def test_never_fails_and_is_tidy(raw: str) -> None:
    text = clean_text(raw)
    assert text == text.strip()
    assert "\r" not in text
    assert "\n\n\n" not in text


def test_key_ignores_case_spaces_and_signs() -> None:
    assert text_key(LONG, "A", "B") == text_key(LONG.upper().replace(" ", "  "), "C", None)


def test_short_texts_need_title_and_employer() -> None:
    short = "Apply now."
    assert len(short) < SHORT_TEXT_LENGTH
    assert text_key(short, "Nurse", "Acme") != text_key(short, "Cook", "Acme")
    assert text_key(short, "Nurse", "Acme") != text_key(short, "Nurse", "Other")
    assert text_key(short, "Nurse", "Acme") == text_key("apply NOW", "nurse", "ACME")


def test_key_parts_do_not_run_together() -> None:
    assert text_key("a", "bc", None) != text_key("ab", "c", None)


@given(st.text(max_size=500), st.text(max_size=30), st.none() | st.text(max_size=30))
def test_key_has_a_fixed_form(text: str, title: str, employer: str | None) -> None:
    key = text_key(text, title, employer)
    assert len(key) == KEY_LENGTH
    assert set(key) <= set("0123456789abcdef")
