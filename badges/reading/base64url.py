"""Base64url without padding, as tokens are written."""

import base64
import binascii

from badges.reading.errors import UnreadableError


def unpadded(text: str) -> bytes:
    """The bytes, from the one spelling that is allowed: a signature must have no second one."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise UnreadableError("not_json", "no base64url") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise UnreadableError("not_json", "base64url with spare bits")
    return data
