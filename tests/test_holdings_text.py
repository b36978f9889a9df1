"""What people hold, read from pasted lines and tables: every line is accounted for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.teams import Holding
from dashboard.holdings_text import MOST_LINES, Reading, read

KNOWN = {
    "security+": ("sec",),
    "cissp": ("cissp",),
    "bls": ("bls",),
    "acls": ("acls",),
    "cpr/aed": ("cpr",),
    "cpt": ("cpt-a", "cpt-b"),
    "diploma in arts, level 2": ("arts",),
}
LABELS = {"cpt-a": "Certified Production Technician", "cpt-b": "Certified Personal Trainer"}


def find(written: str) -> tuple[str, ...]:
    return KNOWN.get(written.casefold(), ())


def reading(text: str) -> Reading:
    found = read(text, find, lambda i: LABELS.get(i, i))
    assert found.understood + found.partly <= found.lines
    return found


D = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "holdings"),
    [
        ("Ana; Security+; 2027-03-01", [("Ana", "sec", D)]),
        ("Ana, Security+, 2027-03-01", [("Ana", "sec", D)]),
        ("Ana\tSecurity+\t2027-03-01", [("Ana", "sec", D)]),
        ("Ana; Security+", [("Ana", "sec", None)]),
        ("Ana; Security+; never", [("Ana", "sec", None)]),
        ("Ana; Security+, CISSP; 2027-03-01", [("Ana", "sec", D), ("Ana", "cissp", D)]),
        ("Ana, Security+, CISSP", [("Ana", "sec", None), ("Ana", "cissp", None)]),
        ("Ana; Security+; 2027-03-01; CISSP", [("Ana", "sec", D), ("Ana", "cissp", None)]),
        ("Ana; BLS/ACLS", [("Ana", "bls", None), ("Ana", "acls", None)]),
        ("Ana; BLS and ACLS", [("Ana", "bls", None), ("Ana", "acls", None)]),
        ("Ana; CPR/AED", [("Ana", "cpr", None)]),
        ("Ana; Diploma in Arts, Level 2", [("Ana", "arts", None)]),
        ("Ana; Security+ (2027-03-01), CISSP", [("Ana", "sec", D), ("Ana", "cissp", None)]),
        ("Ana; Security+ until 2027-03-01", [("Ana", "sec", D)]),
        ("name;credential;expires\nAna;Security+;2027-03-01", [("Ana", "sec", D)]),
        ("Expires,Name,Certification Name\n2027-03-01,Ana,Security+", [("Ana", "sec", D)]),
        (
            "First name\tLast name\tCertifications\nAna\tSilva\tSecurity+, CISSP",
            [("Ana Silva", "sec", None), ("Ana Silva", "cissp", None)],
        ),
        (
            'employee,credential 1,credential 2,valid_until\nAna,"Security+",CISSP,2027-03-01',
            [("Ana", "sec", D), ("Ana", "cissp", D)],
        ),
        ("name,credential,until\nAna,Security+,2027-03-01 00:00:00", [("Ana", "sec", D)]),
        ("Ana; Security+\nana; CISSP", [("Ana", "sec", None), ("Ana", "cissp", None)]),
        ("Ana; Security+\nAna; Security+", [("Ana", "sec", None)]),
        ("\ufeff# a note\r\n\r\nAna; Security+\r\n", [("Ana", "sec", None)]),
        ("Ana\u200b ;  Security+ ", [("Ana", "sec", None)]),
    ],
)
def test_lines_and_tables_are_understood(
    text: str, holdings: list[tuple[str, str, date | None]]
) -> None:
    found = reading(text)
    assert found.holdings == tuple(Holding(*h) for h in holdings)
    assert found.troubles == ()
    assert found.understood == found.lines


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ana; Nonsense", "no credential of the catalog is called “Nonsense”"),
        (
            "Ana; CPT",
            "“CPT” may be Certified Production Technician and Certified Personal Trainer",
        ),
        ("Ana; Security+; 03/01/2027", "the date “03/01/2027” is not understood"),
        ("Ana; Security+; 2027-13-01", "the date “2027-13-01” is not understood"),
        ("Ana; Security+; 1 March 2027", "is not understood: write it as 2027-03-01"),
        ("name;credential;expires\nAna;Security+;soon", "the date “soon” is not understood"),
        ("Ana", "no credential"),
        ("Ana; ", "no credential"),
        ("; Security+", "no name of a person"),
        ("Security+ " + "x" * 200_000, "no"),
    ],
)
def test_what_is_not_understood_says_why_and_does_not_count(text: str, reason: str) -> None:
    found = reading(text)
    assert found.holdings == ()
    assert (found.lines, found.understood, found.partly) == (1, 0, 0)
    assert reason in found.troubles[0].reason


def test_a_line_may_be_understood_in_part_and_numbers_are_those_of_the_text() -> None:
    found = reading("# team\n\nAna; Security+, Nonsense\nBen; CISSP\nCem; CPT")
    assert [(h.person, h.credential_id) for h in found.holdings] == [
        ("Ana", "sec"),
        ("Ben", "cissp"),
    ]
    assert (found.lines, found.understood, found.partly) == (3, 1, 1)
    assert [t.line for t in found.troubles] == [3, 5]


def test_columns_that_say_nothing_are_named() -> None:
    assert reading("name,team,credential\nAna,Blue,CISSP").unused == ("team",)


def test_lines_beyond_the_limit_are_counted() -> None:
    found = reading("\n".join(f"P{i}; CISSP" for i in range(MOST_LINES + 7)))
    assert (found.lines, found.cut, len(found.holdings)) == (MOST_LINES, 7, MOST_LINES)


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_every_line_is_accounted_for(text: str) -> None:
    found = reading(text)
    assert len({t.line for t in found.troubles}) == found.lines - found.understood
    assert all(h.person and len(h.person) <= 80 for h in found.holdings)


PEOPLE = st.text("abcdefgh ÄéÖ'-", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(
    st.lists(
        st.tuples(
            PEOPLE.filter(lambda p: p != "-"),
            st.sampled_from(["Security+", "CISSP", "BLS"]),
            st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([";", "\t", ","]),
    st.booleans(),
)
def test_what_is_written_comes_back(
    rows: list[tuple[str, str, date | None]], mark: str, with_header: bool
) -> None:
    head = [mark.join(["name", "credential", "until"])] if with_header else []
    lines = [mark.join([p, c, d.isoformat() if d else ""]) for p, c, d in rows]
    found = reading("\n".join(head + lines))
    assert found.troubles == ()
    assert {(h.person.casefold(), h.credential_id, h.until) for h in found.holdings} == {
        (" ".join(p.split()).casefold(), find(c)[0], d) for p, c, d in rows
    }
