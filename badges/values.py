"""What the parts of the verification hand to each other. All frozen; times are UTC."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from badges.reasons import VERDICT_OF

Outcome = Literal["pass", "fail", "unknown"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A badge as it was found in a file, or the reason why nothing could be read there.

    `document` is the credential, assertion or export as parsed JSON; of a signed token its payload.
    `token` is the compact JWS as found. `address` is a badge of which only the address is known.
    `fault` is a reason of `reasons.py`; then there is neither document nor token.
    """

    format: str
    source: str = ""
    document: Json | None = None
    token: str | None = None
    address: str | None = None
    fault: str | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Check:
    """One independent check: its outcome, the reason behind it, when, and what it rests on."""

    name: str
    outcome: Outcome
    code: str
    at: str
    evidence: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in VERDICT_OF:
            raise ValueError(f"{self.code} is no reason of the closed list")


@dataclass(frozen=True)
class Finding:
    """What a check found, before it gets its name and time."""

    outcome: Outcome
    code: str = "ok"
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def warns(self) -> bool:
        return self.outcome == "pass" and self.code == "ok_with_warning"


def passed(**evidence: str) -> Finding:
    """Fine, and what shows it."""
    return Finding("pass", "ok", evidence)


def warned(**evidence: str) -> Finding:
    """Fine, but something small is unusual."""
    return Finding("pass", "ok_with_warning", evidence)


def failed(code: str, **evidence: str) -> Finding:
    """Shown to be wrong."""
    return Finding("fail", code, evidence)


def unknown(code: str, **evidence: str) -> Finding:
    """Neither shown to be right nor to be wrong."""
    return Finding("unknown", code, evidence)


@dataclass(frozen=True)
class Fetched:
    """What an address answered: HTTP status, bytes, the address after redirects, and when."""

    status: int
    body: bytes
    url: str
    at: str


class NoAnswer(Exception):
    """An address gave nothing that can be used; `code` is the reason for the reader."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


# An address and the most bytes that may come; raises NoAnswer.
Fetch = Callable[[str, int], Fetched]


@dataclass(frozen=True)
class Trusted:
    """An issuer that somebody here vouches for, and the keys (multibase) known to be its own."""

    issuer_id: str
    name: str = ""
    keys: frozenset[str] = frozenset()


def offline(url: str, limit: int) -> Fetched:
    """The fetch that asks nobody."""
    raise NoAnswer("not_fetched", f"offline: {url} was not asked")


@dataclass(frozen=True)
class Settings:
    """How badges are judged: whom may be asked, whose badge it should be, who is trusted, when.

    `at` None means now. `memory` keeps what was fetched and read once within a batch.
    """

    fetch: Fetch = offline
    recipient_emails: tuple[str, ...] = ()
    recipient_did: str = ""
    recipient_name: str = ""
    trusted: Mapping[str, Trusted] = field(default_factory=dict)
    at: datetime | None = None
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def moment(self) -> datetime:
        return self.at or datetime.now(UTC)


@dataclass(frozen=True)
class Party:
    """An issuer or an achievement as the badge's proved content names it."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Result:
    """The verdict on one badge, the two axes beside it, and every check it rests on.

    `earned_on` and `expires_on` are ISO 8601 as the badge has them, "" when it has none.
    `document` is what may be shown of a badge: only what its proof or its host covers. `said` is
    what it says, proved or not. `alignments` are what the proved achievement is aligned with:
    addresses, codes and names.
    """

    verdict: str
    reason: str
    sentence: str
    recipient_match: str
    issuer_trust: str
    issuer: Party
    issuer_domain: str
    achievement: Party
    earned_on: str
    expires_on: str
    checks: tuple[Check, ...]
    found: Found
    document: Json | None = None
    said: Json | None = None
    alignments: tuple[str, ...] = ()

    def answers(self) -> Json:
        """Verdict, reason and sentence, and the two answers beside them."""
        return {
            "verdict": self.verdict,
            "reason": self.reason,
            "sentence": self.sentence,
            "recipient_match": self.recipient_match,
            "issuer_trust": self.issuer_trust,
        }

    def check_rows(self) -> list[Json]:
        """The checks as JSON: name, outcome, code, at, evidence."""
        return [
            {
                "name": check.name,
                "outcome": check.outcome,
                "code": check.code,
                "at": check.at,
                "evidence": dict(check.evidence),
            }
            for check in self.checks
        ]
