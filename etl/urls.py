"""Addresses as they may be shown and kept: without secrets."""

from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

SECRET_PARAMETERS = frozenset({"app_id", "app_key", "api_key", "key", "token"})
MASK = "***"


def masked(url: str, secrets: Collection[str] = ()) -> str:
    """`url` without the values of parameters that are secrets, `secrets` and a user's name."""
    parts = urlsplit(url)
    pairs = [
        (name, MASK if name.casefold() in SECRET_PARAMETERS else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    netloc = parts.netloc.rpartition("@")[2]
    shown = urlunsplit(parts._replace(netloc=netloc, query=urlencode(pairs, safe="*:/,")))
    for secret in secrets:
        shown = shown.replace(quote(secret, safe=""), MASK).replace(secret, MASK)
    return shown
