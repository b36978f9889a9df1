"""Open Badges 2.0: who published or signed an assertion, and does it say what its issuer says?

A hosted assertion has no signature. It is what its address answers, and it counts as the
issuer's when that address is where the issuer publishes. A signed one is a token whose key the
issuer's own profile lists.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from badges.assertion_structure import check_assertion, check_class, check_issuer, is_web
from badges.fetching import secured
from badges.proofs import jose
from badges.proofs.keys import KeyFormError, PublicKey, from_pem
from badges.reading.errors import UnreadableError
from badges.reading.kinds import as_list
from badges.reading.strict_json import parse
from badges.resolving import BADGE_BYTES, fetched_json, host_of, refuse_other_site
from badges.same import differences, same_address
from badges.values import (
    Fetched,
    Finding,
    Found,
    Json,
    NoAnswer,
    Settings,
    failed,
    passed,
    unknown,
    warned,
)

Findings = dict[str, Finding]


@dataclass(frozen=True)
class Judged:
    """The findings on a badge, and what may be shown of it: the proved document and its parts.

    `claimed` is what an unproved badge says, where that is not the file's own JSON.
    """

    findings: Findings
    document: Json | None = None
    claimed: Json | None = None
    badge: Json = field(default_factory=dict)
    issuer: Json = field(default_factory=dict)
    trust: str = "unknown"
    domain: str = ""


def judge_hosted(found: Found, settings: Settings) -> Judged:
    """Fetch the assertion from its own address, and compare."""
    return _guarded(_hosted, found, settings)


def judge_signed(found: Found, settings: Settings) -> Judged:
    """Check the token with a key that the issuer's own profile lists."""
    return _guarded(_signed, found, settings)


def _guarded(
    judge: Callable[[Found, Settings, Findings], Judged], found: Found, settings: Settings
) -> Judged:
    """A judgement; where something could not be had, what was found until then."""
    assert found.document is not None
    findings: Findings = {"structure": check_assertion(found.document)}
    if findings["structure"].outcome == "fail":
        return Judged(findings)
    try:
        return judge(found, settings, findings)
    except NoAnswer as error:
        missing = unknown(error.code, why=error.detail)
    except UnreadableError as error:
        missing = unknown("not_fetched", why=str(error))
    except KeyFormError as error:
        missing = unknown("key_unresolvable", why=str(error))
    return Judged(findings | {"integrity": missing})


def _hosted(found: Found, settings: Settings, findings: Findings) -> Judged:
    local: Json = found.document or {}
    url = local["id"]
    answer = settings.fetch(secured(url), BADGE_BYTES)
    hosted = _published(url, answer)
    if hosted is None:
        return Judged(findings | {"status": failed("revoked", url=url, fetched=answer.at)})
    badge, issuer = _behind(hosted, host_of(answer.url), settings)
    findings["structure"] = _structure(findings["structure"], hosted, badge, issuer)
    if findings["structure"].outcome == "fail":
        return Judged(findings)
    evidence = {"url": url, "fetched": answer.at, "sha256": sha256(answer.body).hexdigest()}
    changed = differences(local, hosted, badge, issuer)
    if changed:
        fields = ", ".join(changed)[:500]
        findings["integrity"] = failed("differs_from_hosted", fields=fields, **evidence)
    else:
        findings["integrity"] = passed(**evidence)
    findings["issuer_key"] = _scope((url, answer.url), issuer)
    findings["status"] = passed(note="the issuer's copy does not say that it was revoked")
    trust = _trust(issuer, settings)
    return Judged(findings, hosted, None, badge, issuer, trust, host_of(issuer["id"]))


def _signed(found: Found, settings: Settings, findings: Findings) -> Judged:
    local: Json = found.document or {}
    if found.token is None:
        return Judged(findings | {"integrity": unknown("no_proof", why="no signed token")})
    token = jose.opened(found.token)
    why = jose.refused(token)
    if why:
        return Judged(findings | {"integrity": unknown("alg_refused", why=why)})
    badge, issuer = _behind(local, "", settings)
    findings["structure"] = _structure(findings["structure"], local, badge, issuer)
    if findings["structure"].outcome == "fail":
        return Judged(findings)
    key, is_listed = _issuer_key(local, issuer, settings)
    fits = jose.verifies(token, key)
    if fits is None:
        return Judged(findings | {"integrity": unknown("alg_refused", why=token.algorithm)})
    if not fits:
        return Judged(findings | {"integrity": failed("bad_signature")})
    findings["integrity"] = passed(algorithm=token.algorithm)
    findings["issuer_key"] = passed() if is_listed else unknown("issuer_key_unconfirmed")
    findings["status"] = _revocation(local, issuer, settings)
    trust = _trust(issuer, settings) if is_listed else "unknown"
    return Judged(findings, local, None, badge, issuer, trust, host_of(issuer["id"]))


def _trust(issuer: Json, settings: Settings) -> str:
    return "allow_listed" if issuer["id"] in settings.trusted else "domain_proven"


def _published(url: str, answer: Fetched) -> Json | None:
    """The assertion that its address answers; None where it says that it was revoked."""
    if answer.status == 410:
        return None
    if answer.status != 200:
        raise NoAnswer("not_fetched", f"{url} answered with status {answer.status}")
    refuse_other_site(url, answer)
    document = parse(answer.body)
    if not isinstance(document, dict):
        raise UnreadableError("not_json", f"no assertion at {url}")
    return None if document.get("revoked") is True else document


def _behind(document: Json, host: str, settings: Settings) -> tuple[Json, Json]:
    """The badge class and the issuer of an assertion, fetched where they are only named.

    `host` published the document ("" for a token). An issuer that is written out counts only where
    its own host did so; else its own address is asked.
    """
    badge = document.get("badge")
    if isinstance(badge, str):
        host = host_of(badge)
        badge = fetched_json(badge, settings)
    if not isinstance(badge, dict):
        raise UnreadableError("not_json", "no badge class")
    issuer = badge.get("issuer")
    if isinstance(issuer, dict) and not (
        is_web(issuer.get("id")) and host_of(issuer["id"]) != host
    ):
        return badge, issuer
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(named, str):
        # Its absence is a fault of structure, found there.
        return badge, {}
    return badge, fetched_json(named, settings)


def _structure(local: Finding, document: Json, badge: Json, issuer: Json) -> Finding:
    found = [check_assertion(document), check_class(badge), check_issuer(issuer)]
    for finding in found:
        if finding.outcome == "fail":
            return finding
    named = document.get("badge")
    if isinstance(named, str) and not same_address(named, badge.get("id")):
        return warned(note="the badge class is published at another address than it names")
    return next((f for f in [local, *found] if f.warns), local)


def _scope(addresses: tuple[str, ...], issuer: Json) -> Finding:
    """Whether an assertion lies where its issuer says that it publishes."""
    policy = issuer.get("verification")
    policy = policy if isinstance(policy, dict) else {}
    starts = [secured(s) for s in as_list(policy.get("startsWith")) if isinstance(s, str)]
    origins = [_origin(o) for o in as_list(policy.get("allowedOrigins")) if isinstance(o, str)]
    domain = host_of(issuer["id"])
    for url in addresses:
        place, host = secured(url), host_of(url)
        begins = any(place.startswith(start) and host_of(start) == host for start in starts)
        if starts and not begins:
            return failed("id_outside_issuer_scope", url=url, policy=", ".join(starts)[:300])
        allowed = origins or ([] if starts else [domain])
        if allowed and host.removeprefix("www.") not in {o.removeprefix("www.") for o in allowed}:
            return failed("id_outside_issuer_scope", url=url, policy=", ".join(allowed)[:300])
    return passed(domain=domain)


def _origin(text: str) -> str:
    return text.partition("://")[2].partition("/")[0] if "://" in text else text


def _issuer_key(document: Json, issuer: Json, settings: Settings) -> tuple[PublicKey, bool]:
    """The key that signed, and whether the issuer's profile lists it."""
    verification = document["verification"]
    named = verification.get("creator", verification.get("publicKey"))
    listed = as_list(issuer.get("publicKey"))
    if named is None and len(listed) == 1:
        named = listed[0].get("id") if isinstance(listed[0], dict) else listed[0]
    if not isinstance(named, str):
        raise KeyFormError("no key is named")
    for item in listed:
        if isinstance(item, dict) and same_address(item.get("id"), named):
            return from_pem(item.get("publicKeyPem")), True
    document_of_key = fetched_json(named, settings)
    is_listed = any(same_address(item, named) for item in listed if isinstance(item, str))
    is_owned = same_address(document_of_key.get("owner"), issuer["id"])
    return from_pem(document_of_key.get("publicKeyPem")), is_listed and is_owned


def _revocation(document: Json, issuer: Json, settings: Settings) -> Finding:
    url = issuer.get("revocationList")
    if url is None:
        return passed(note="the issuer keeps no list of withdrawn badges")
    if not isinstance(url, str):
        return unknown("status_unreachable", why="no address of a list")
    try:
        listing = fetched_json(url, settings)
    except (NoAnswer, UnreadableError) as error:
        code = "fetch_refused" if getattr(error, "code", "") == "fetch_refused" else ""
        return unknown(code or "status_unreachable", why=str(error), list=url)
    if not isinstance(listing.get("revokedAssertions"), list):
        return unknown("status_unreachable", why="no list of withdrawn badges there", list=url)
    for item in listing["revokedAssertions"]:
        name = item.get("id", item.get("uid")) if isinstance(item, dict) else item
        if name is not None and name == document["id"]:
            return failed("revoked", list=url)
    return passed(list=url)
