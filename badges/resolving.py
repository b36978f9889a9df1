"""Whose key is it? A signature proves a badge only with a key that its issuer owns to.

The key in a verification method's fragment or in a token's header is the signer's own word. It is
used to see whether the content was changed, never to say who signed. The issuer's word is a
did:key or did:jwk that is the issuer itself, its did:web document, the document at its own
address, or an allow-list.
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from badges.fetching import secured
from badges.proofs.keys import KeyFormError, PublicKey, from_jwk, from_method, from_multibase
from badges.reading.base64url import unpadded
from badges.reading.errors import UnreadableError
from badges.reading.kinds import as_list
from badges.reading.strict_json import parse
from badges.values import Fetched, Json, NoAnswer, Settings

BADGE_BYTES: Final = 2**20
_LISTS: Final = ("assertionMethod", "verificationMethod", "publicKey")


@dataclass(frozen=True)
class Resolved:
    """The key behind a method, whether the issuer owns to it, and if not why (`code`).

    `trust` is self_asserted, domain_proven, allow_listed or unknown; `domain` what was proved.
    """

    key: PublicKey | None = None
    is_confirmed: bool = False
    trust: str = "unknown"
    domain: str = ""
    code: str = "issuer_key_unconfirmed"
    why: str = ""


def resolve(method: str, issuer_id: str, settings: Settings) -> Resolved:
    """The key that `method` names, as the key of `issuer_id`."""
    memory = ("key", method, issuer_id)
    if memory not in settings.memory:
        found = _resolved(method, issuer_id, settings)
        settings.memory[memory] = _vouched(found, method, issuer_id, settings)
    known: Resolved = settings.memory[memory]
    return known


def _vouched(found: Resolved, method: str, issuer_id: str, settings: Settings) -> Resolved:
    """What the allow-list adds: its issuers are trusted, and it may know keys without asking."""
    entry = settings.trusted.get(issuer_id)
    if entry is None:
        return found
    if found.key is None:
        fragment = method.partition("#")[2]
        if fragment in entry.keys:
            return Resolved(from_multibase(fragment), True, "allow_listed")
    elif found.is_confirmed or found.key.fingerprint in entry.keys:
        return Resolved(found.key, True, "allow_listed", found.domain)
    return found


def _resolved(method: str, issuer_id: str, settings: Settings) -> Resolved:
    owner, _, fragment = method.partition("#")
    try:
        if owner.startswith("did:key:"):
            key = from_multibase(owner.removeprefix("did:key:"))
            if fragment and fragment != owner.removeprefix("did:key:"):
                return Resolved(code="key_unresolvable", why="a fragment that is another key")
            return _own(key, owner == issuer_id)
        if owner.startswith("did:jwk:"):
            key = from_jwk(parse(unpadded(owner.removeprefix("did:jwk:"))))
            return _own(key, owner == issuer_id)
        if owner.startswith("did:web:"):
            return _of_document(method, owner, issuer_id, settings)
        if owner.startswith("did:"):
            return Resolved(code="did_method_unsupported", why=owner[:100])
        return _of_address(method, owner, fragment, issuer_id, settings)
    except (KeyFormError, UnreadableError) as error:
        return Resolved(code="key_unresolvable", why=str(error))
    except NoAnswer as error:
        return Resolved(code=error.code, why=error.detail)


def _own(key: PublicKey, is_issuer: bool) -> Resolved:
    if is_issuer:
        return Resolved(key, True, "self_asserted")
    return Resolved(key, why="the key is another than the issuer's")


def _of_document(method: str, did: str, issuer_id: str, settings: Settings) -> Resolved:
    """A did:web: the method must stand under assertionMethod of the document at its domain."""
    if did != issuer_id:
        return Resolved(why="the key belongs to another identifier than the issuer's")
    url = did_web_url(did)
    document = fetched_json(url, settings)
    if document.get("id") != did:
        return Resolved(code="key_unresolvable", why="the document found there is another's")
    for listed in as_list(document.get("assertionMethod")):
        found = _method(document, listed, did)
        if found is not None and _full(found.get("id"), did) == method:
            if found.get("controller", did) != did:
                return Resolved(code="key_unresolvable", why="a key under another's control")
            return Resolved(from_method(found), True, "domain_proven", host_of(url))
    return Resolved(code="key_unresolvable", why="the issuer does not list this key for badges")


def _method(document: Json, listed: Any, did: str) -> Json | None:
    if isinstance(listed, dict):
        return listed
    for other in as_list(document.get("verificationMethod")):
        if isinstance(other, dict) and _full(other.get("id"), did) == _full(listed, did):
            return other
    return None


def _full(name: Any, did: str) -> str:
    return f"{did}{name}" if isinstance(name, str) and name.startswith("#") else str(name)


def _of_address(
    method: str, owner: str, fragment: str, issuer_id: str, settings: Settings
) -> Resolved:
    """A key at a web address: the issuer's own document must list it."""
    claimed = from_multibase(fragment) if fragment.startswith("z") else None
    if not issuer_id.startswith(("https://", "http://")):
        if claimed is None:
            return Resolved(code="key_unresolvable", why="no key at this address")
        return Resolved(claimed, why="the issuer has no address that could confirm the key")
    try:
        document = fetched_json(issuer_id, settings)
    except (NoAnswer, UnreadableError) as error:
        why = f"the issuer's own document gave no answer: {error}"
        return Resolved(claimed, why=why)
    listed = _listed_key(document, method, claimed)
    if listed is None or document.get("id") not in (None, issuer_id):
        return Resolved(claimed, why="the issuer's own document does not list this key")
    return Resolved(listed, True, "domain_proven", host_of(issuer_id))


def _listed_key(document: Json, method: str, claimed: PublicKey | None) -> PublicKey | None:
    for listed in (item for name in _LISTS for item in as_list(document.get(name))):
        if not isinstance(listed, dict):
            continue
        try:
            key = from_method(listed)
        except KeyFormError:
            continue
        if listed.get("id") == method and claimed is None:
            return key
        if claimed is not None and key.fingerprint == claimed.fingerprint:
            return key
    return None


def did_web_url(did: str) -> str:
    """The address of a did:web's document. Raises NoAnswer where it would not be safe to ask."""
    parts = [unquote(part) for part in did.removeprefix("did:web:").split(":")]
    host, path = parts[0], parts[1:]
    if any(not part or part in (".", "..") or set("/\\?#") & set(part) for part in path):
        raise NoAnswer("fetch_refused", f"{did[:200]} names no safe path")
    where = "/".join(path) if path else ".well-known"
    return secured(f"https://{host}/{where}/did.json")


def fetched_json(url: str, settings: Settings) -> Json:
    """The JSON object that the site of an address publishes. Raises NoAnswer or UnreadableError."""
    memory = ("json", url)
    if memory not in settings.memory:
        settings.memory[memory] = _asked_json(url, settings)
    found: Json = settings.memory[memory]
    return found


def _asked_json(url: str, settings: Settings) -> Json:
    answer = settings.fetch(secured(url), BADGE_BYTES)
    if answer.status != 200:
        raise NoAnswer("not_fetched", f"{url} answered with status {answer.status}")
    refuse_other_site(url, answer)
    document = parse(answer.body)
    if not isinstance(document, dict):
        raise UnreadableError("not_json", f"no JSON object at {url}")
    return document


def refuse_other_site(url: str, answer: Fetched) -> None:
    """Redirects to elsewhere would let an open redirect speak for its site. Raises NoAnswer."""
    asked, came = (host_of(place).removeprefix("www.") for place in (url, answer.url))
    if asked != came:
        raise NoAnswer("fetch_refused", f"{url} leads to another site")


def host_of(url: str) -> str:
    """The host of an address that may be asked. Raises NoAnswer for others."""
    return urlsplit(secured(url)).hostname or ""
