"""Judging badges in tests: at one moment, with a few addresses that answer."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from badges import Result, Settings, read, verify
from badges.values import Fetched, NoAnswer

AT = datetime(2026, 1, 1, tzinfo=UTC)
Json = dict[str, Any]


def site(answers: dict[str, Any]) -> Callable[[str, int], Fetched]:
    """A fetch over a few addresses: JSON, or text as it is."""

    def fetch(url: str, limit: int) -> Fetched:
        if url not in answers:
            return Fetched(404, b"", url, "now")
        answer = answers[url]
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        if len(body) > limit:
            raise NoAnswer("too_big", "too big")
        return Fetched(200, body, url, "now")

    return fetch


def judged(badge: Json | str, answers: dict[str, Any] | None = None, **settings: Any) -> Result:
    data = badge.encode() if isinstance(badge, str) else json.dumps(badge).encode()
    (found,) = read(data)
    if answers is not None:
        settings["fetch"] = site(answers)
    return verify(found, Settings(**{"at": AT, **settings}))
