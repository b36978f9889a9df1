"""Is a VC-JWT its signer's, and is the signer the issuer?"""

from collections.abc import Callable
from dataclasses import dataclass

from badges.proofs import jose
from badges.reading.errors import UnreadableError
from badges.resolving import Resolved
from badges.values import Finding, failed, passed, unknown


@dataclass(frozen=True)
class Signed:
    """What a token's signature shows, and the key behind it."""

    integrity: Finding
    signer: Resolved | None = None


def check_token(token: str, issuer: str, resolve: Callable[[str], Resolved]) -> Signed:
    """Check a token's signature with the key that its `kid` names as the issuer's."""
    try:
        opened = jose.opened(token)
    except UnreadableError as error:
        return Signed(failed(error.code, why="the token's header or signature cannot be read"))
    why = jose.refused(opened)
    if why:
        return Signed(unknown("alg_refused", why=why))
    named = opened.header.get("kid")
    if not isinstance(named, str) or not named:
        return Signed(unknown("issuer_key_unconfirmed", why="the token names no key of the issuer"))
    # A bare name or fragment is one of the issuer's own.
    method = named if ":" in named else f"{issuer}#{named.removeprefix('#')}"
    signer = resolve(method)
    if signer.key is None:
        return Signed(unknown(signer.code, method=method, why=signer.why), signer)
    fits = jose.verifies(opened, signer.key)
    if fits is None:
        why = f"{opened.algorithm} with a key for another method"
        return Signed(unknown("alg_refused", why=why), signer)
    if not fits:
        return Signed(failed("bad_signature", method=method), signer)
    return Signed(passed(method=method, algorithm=opened.algorithm), signer)
