"""The verdict on a badge: a fold of independent checks, of which the gravest decides.

Whether it is the right person's badge, and how far its issuer is trusted, stand beside the verdict
and never change it.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from badges.assertions import Judged, judge_hosted, judge_signed
from badges.credentials import judge_embedded, judge_token
from badges.dates import check_dates, first_date
from badges.european import judge_european
from badges.fetching import secured
from badges.reading.files import read
from badges.reading.kinds import as_list
from badges.reasons import PRECEDENCE, VALID, VERDICT_OF, sentence
from badges.recipients import check_recipient, recipient_match
from badges.resolving import BADGE_BYTES, refuse_other_site
from badges.values import (
    Check,
    Finding,
    Found,
    Json,
    NoAnswer,
    Party,
    Result,
    Settings,
    failed,
    passed,
    unknown,
)

CHECKS: Final = ("parse", "structure", "integrity", "issuer_key", "status", "dates", "recipient")
_STARTS: Final = ("validFrom", "issuanceDate", "issuedOn")
_ENDS: Final = ("validUntil", "expirationDate", "expires")
_TARGETS: Final = ("targetUrl", "targetCode", "targetName")
_EARNED: Final = ("awardedDate", *_STARTS)


def fold(findings: Iterable[tuple[str, Finding]]) -> tuple[str, str]:
    """Verdict and reason: of all that is not fine the gravest, and of equals the first found."""
    warned, worst = False, ""
    for name, finding in findings:
        if name == "recipient":
            continue
        warned = warned or finding.warns
        graver = not worst or _rank(finding.code) < _rank(worst)
        if finding.outcome != "pass" and graver:
            worst = finding.code
    if worst:
        return VERDICT_OF[worst], worst
    return VALID, "ok_with_warning" if warned else "ok"


def verify(found: Found, settings: Settings | None = None) -> Result:
    """Judge one badge. Never raises for anything that a file can hold; asks nobody by default."""
    settings = settings or Settings()
    if found.address is not None:
        found, missing = _published(found, settings)
        if missing is not None:
            return _result(found, Judged({"integrity": missing}), settings)
    if found.fault is not None:
        return _result(found, Judged({"parse": failed(found.fault)}), settings)
    kind = _kind(found)
    if kind in _FIXED:
        return _result(found, Judged({"structure": _FIXED[kind]}), settings)
    return _result(found, _judge(kind)(found, settings), settings)


_FIXED: Final = {
    "definition": failed("definition"),
    "definition-jwt": failed("definition"),
    "endorsement": failed("endorsement"),
    "endorsement-jwt": failed("endorsement"),
    "ob1": unknown("format_too_old"),
    "ob1-jwt": unknown("format_too_old"),
}


def _kind(found: Found) -> str:
    """The format without the picture it was in."""
    return found.format.removesuffix("-png").removesuffix("-svg")


def _judge(kind: str) -> Callable[[Found, Settings], Judged]:
    if kind == "ob2-hosted":
        return judge_hosted
    if kind == "ob2-signed":
        return judge_signed
    if kind.startswith("elm3"):
        return judge_european
    return judge_token if kind.endswith("-jwt") else judge_embedded


def _published(found: Found, settings: Settings) -> tuple[Found, Finding | None]:
    """The badge at an address, or what kept it from being read."""
    url = found.address or ""
    try:
        answer = settings.fetch(secured(url), BADGE_BYTES)
        if answer.status != 200:
            raise NoAnswer("not_fetched", f"{url} answered with status {answer.status}")
        refuse_other_site(url, answer)
    except NoAnswer as error:
        return found, unknown(error.code, why=error.detail)
    published = read(answer.body, found.source)
    if len(published) != 1 or published[0].address is not None:
        return found, unknown("not_fetched", why="no badge at this address")
    return published[0], None


def _result(found: Found, judged: Judged, settings: Settings) -> Result:
    said = judged.claimed if judged.claimed is not None else found.document
    document = judged.document if judged.document is not None else said
    findings = {"parse": passed(sha256=found.sha256), **judged.findings}
    if document is not None and _kind(found) not in _FIXED and "dates" not in findings:
        findings["dates"] = check_dates(document, _STARTS, _ENDS, settings.moment)
    match = recipient_match(document, settings)
    findings["recipient"] = check_recipient(match)
    ordered = [(name, findings[name]) for name in CHECKS if name in findings]
    verdict, reason = fold(ordered)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    shown = document or {}
    return Result(
        verdict=verdict,
        reason=reason,
        sentence=sentence(reason),
        recipient_match=match,
        issuer_trust=judged.trust,
        issuer=_party(judged.issuer),
        issuer_domain=judged.domain,
        achievement=_party(judged.badge),
        earned_on=first_date(shown, _EARNED),
        expires_on=first_date(shown, _ENDS),
        checks=tuple(Check(name, f.outcome, f.code, now, f.evidence) for name, f in ordered),
        found=found,
        document=judged.document,
        said=document,
        alignments=_alignments(judged.badge) if judged.document is not None else (),
    )


def for_recipient(result: Result, settings: Settings) -> Result:
    """The same verdict with the answer to whose badge it is, where that was not known before."""
    match = recipient_match(result.said, settings)
    found = check_recipient(match)
    checks = tuple(
        Check(c.name, found.outcome, found.code, c.at, found.evidence)
        if c.name == "recipient"
        else c
        for c in result.checks
    )
    return replace(result, recipient_match=match, checks=checks)


def _alignments(achievement: Json) -> tuple[str, ...]:
    """What an achievement is aligned with, under the keys of either edition."""
    listed = [a for k in ("alignment", "alignments") for a in as_list(achievement.get(k))]
    told = [a.get(key) for a in listed if isinstance(a, dict) for key in _TARGETS]
    return tuple(dict.fromkeys(text for text in told if isinstance(text, str) and text))


def _party(node: Json) -> Party:
    return Party(_text(node.get("id")), _text(node.get("name")))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", value.get("en", ""))
    return value if isinstance(value, str) else ""


def _rank(code: str) -> int:
    return PRECEDENCE.index(VERDICT_OF[code])
