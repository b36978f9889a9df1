"""Who may add data in the app."""

import pytest

from dashboard.rights import is_at_this_machine, signed_in_as


@pytest.mark.parametrize(
    ("address", "headers", "is_here"),
    [
        (None, {}, True),
        ("::ffff:127.0.0.1", {"Origin": "http://127.0.0.1:8501"}, True),
        ("127.0.0.1", {"Origin": "http://localhost:8501"}, True),
        ("::1", {"origin": "http://[::1]:8501"}, True),
        ("10.0.0.7", {}, False),
        ("203.0.113.9", {"Origin": "http://credence.example"}, False),
        (None, {"X-Forwarded-For": "203.0.113.9"}, False),
        (None, {"x-real-ip": "203.0.113.9"}, False),
        (None, {"Origin": "https://credence.example"}, False),
        ("not an address", {}, False),
    ],
)
def test_only_a_browser_on_this_machine_is_here(
    address: str | None, headers: dict[str, str], is_here: bool
) -> None:
    assert is_at_this_machine(address, headers) is is_here


@pytest.mark.parametrize(
    ("user", "email"),
    [
        ({}, None),
        ({"is_logged_in": False, "email": "ann@example.org"}, None),
        ({"is_logged_in": True, "email": "Ann@Example.org"}, "ann@example.org"),
        ({"is_logged_in": True, "email": "a@b.org", "email_verified": False}, None),
        ({"is_logged_in": True}, None),
    ],
)
def test_who_is_signed_in(user: dict[str, object], email: str | None) -> None:
    assert signed_in_as(user) == email
