"""Badge files in the app: what is told of each before it is kept, and when badges were checked."""

from datetime import date
from typing import Any

import pytest

from dashboard.badge_imports import on_the_page, refusals, rows, summary
from dashboard.badge_rechecks import last_checked, rechecked
from dashboard.queries.badge_checks import Known

BADGE: dict[str, Any] = {
    "file": "101/one.jwt",
    "badge_index": 0,
    "format": "ob3-jwt",
    "verdict": "valid",
    "reason": "ok",
    "sentence": "Unchanged since it was issued, in date and not revoked.",
    "recipient_match": "email_hash",
    "issuer_trust": "allow_listed",
    "issuer": "Harbour College",
    "issuer_domain": None,
    "badge_name": "Welding, level 2",
    "earned_on": "2024-05-06T07:08:09Z",
    "expires_on": None,
    "candidate": "101",
    "candidate_name": "Zed Ample",
    "credential_id": "badge:welding",
    "credential_name": None,
    "linked_by": "not linked",
    "is_kept": True,
}


def document(*badges: dict[str, Any], **changes: Any) -> dict[str, Any]:
    kept = sum(b["is_kept"] for b in badges)
    return {
        "rows_in": len(badges),
        "kept": kept,
        "quarantined": len(badges) - kept,
        "ignored": 0,
        "rejects": [],
        "ignored_lines": [],
        "badges": list(badges),
    } | changes


def told(**changes: Any) -> dict[str, Any]:
    return dict(rows(document(BADGE | changes)).iloc[0])


def test_a_badge_is_told_with_three_answers_that_are_never_one() -> None:
    row = told(recipient_match="no")
    assert row["verdict"] == "Valid"
    assert row["why"] == "Unchanged since it was issued, in date and not revoked."
    assert row["belongs"] == "no, somebody else's"
    assert row["trust"] == "on your list"
    assert row["credential"] == "none: stands as itself"
    assert not row["linked"]
    assert (row["earned_on"], row["expires_on"]) == ("2024-05-06", None)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, "will be kept"),
        ({"verdict": "unverifiable"}, "will be kept"),
        ({"verdict": "expired"}, "will be kept"),
        ({"verdict": "tampered"}, "will be kept, but not count as held"),
        ({"verdict": "revoked"}, "will be kept, but not count as held"),
        ({"is_kept": False}, "will not be kept"),
    ],
)
def test_what_happens_to_a_badge(changes: dict[str, Any], kept: str) -> None:
    assert told(**changes)["kept"] == kept


def test_why_a_badge_is_not_kept_stands_beside_it() -> None:
    stray = BADGE | {"is_kept": False, "candidate": None, "candidate_name": None}
    again = BADGE | {"is_kept": False}
    found = document(
        BADGE,
        stray,
        again,
        rejects=[{"line": 2, "column": "recipient", "reason": "nobody is known to have it"}],
        ignored_lines=[{"line": 3, "reason": "the same badge as number 1"}],
    )
    assert list(rows(found)["kept"]) == [
        "will be kept",
        "nobody is known to have it",
        "passed over: the same badge as number 1",
    ]
    assert list(rows(found)["holder"].fillna("nobody")) == ["Zed Ample", "nobody", "Zed Ample"]


def test_a_proved_domain_is_named() -> None:
    assert told(issuer_trust="domain_proven", issuer_domain="harbour.example")["trust"] == (
        "domain proved: harbour.example"
    )


def test_the_counts_are_said_in_a_sentence() -> None:
    found = document(BADGE, BADGE | {"verdict": "tampered"}, BADGE | {"is_kept": False})
    assert summary(found) == (
        "3 badges came: 2 can be kept, 1 cannot be used. 2 valid, 1 tampered with."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Known(0, 0, None, None, 0, False), "No badge file is kept"),
        (Known(3, 3, None, None, 0, False), "None has ever been checked."),
        (
            Known(3, 0, date(2026, 1, 2), date(2026, 1, 2), 0, False),
            "3 badges of the pool can be checked. The last check was on 2 January 2026.",
        ),
        (
            Known(9, 2, date(2026, 1, 2), date(2026, 3, 4), 0, False),
            "on 4 March 2026, of some already on 2 January 2026; 2 have never been checked.",
        ),
        (Known(0, 0, None, None, 5, False), "5 badges more of an export can be checked by asking"),
        (Known(9, 0, date(2026, 1, 2), date(2026, 1, 2), 0, True), "These are invented people"),
    ],
)
def test_when_badges_were_checked(known: Known, said: str) -> None:
    assert said in last_checked(known)


def test_the_commonest_reasons_are_counted() -> None:
    reasons = ["a", "b", "b", "c", "d", "d", "d"]
    rejects = [{"line": n, "column": "", "reason": r} for n, r in enumerate(reasons, start=1)]
    found = document(BADGE, rejects=rejects)
    assert refusals(found) == [
        "3 badges not kept: d.",
        "2 badges not kept: b.",
        "1 badge not kept: a.",
        "1 further reason in the table.",
    ]
    assert refusals(document(BADGE)) == []


@pytest.mark.parametrize(
    ("command", "page"),
    [
        ("say whose it is (--person), or wait", "say whose it is in the field above, or wait"),
        ("Nobody was asked. --online asks them.", "Nobody was asked. The toggle above asks them."),
        ("nothing to change", "nothing to change"),
    ],
)
def test_the_page_names_its_own_fields(command: str, page: str) -> None:
    assert on_the_page(command) == page


@pytest.mark.parametrize(
    ("mode", "changed", "said"),
    [
        ("offline", 0, "3 badges checked, offline. Every verdict is as it was."),
        (
            "online",
            1,
            "3 badges checked, asking their issuers. 1 badge got another verdict than before.",
        ),
        ("offline", 2, "Where an issuer was asked earlier, what it answered then still counts."),
        ("online", 1_500, "1,500 badges got another verdict than before."),
    ],
)
def test_what_came_of_checking_again(mode: str, changed: int, said: str) -> None:
    listed = [BADGE] * min(changed, 1_000)
    done = {"mode": mode, "checked": 3, "changed_count": changed, "changed": listed}
    assert said in rechecked(done)
