"""JSON that can be read in one way only: UTF-8, no duplicate keys, no NaN, not deep, not big."""

import json
import math
import re
from typing import Any

from badges.reading import limits
from badges.reading.errors import UnreadableError

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes, limit: int = limits.JSON) -> Any:
    """The value that `data` holds. Raises UnreadableError with the reason."""
    if len(data) > limit:
        raise UnreadableError("too_big")
    text = decode(data)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite
        )
    except RecursionError:
        raise UnreadableError("too_deep") from None
    except ValueError as error:
        raise UnreadableError("not_json", str(error)) from None
    if _SURROGATE.search(text):
        _refuse_lone_surrogates(value)
    _refuse_depth(value)
    return value


def decode(data: bytes) -> str:
    """UTF-8 text, without the mark that some editors put first."""
    if data.startswith(_WIDE):
        raise UnreadableError("not_utf8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("not_utf8") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableError("duplicate_key")
    return found


def _no_constant(name: str) -> Any:
    raise UnreadableError("not_json", f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableError("not_json", "a number without end")
    return number


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        raise UnreadableError("not_utf8") from None


def _refuse_depth(value: Any) -> None:
    level, layer = 0, [value]
    while layer:
        level += 1
        if level > limits.JSON_DEPTH:
            raise UnreadableError("too_deep")
        below: list[Any] = []
        for item in layer:
            if isinstance(item, dict):
                below.extend(v for v in item.values() if isinstance(v, dict | list))
            elif isinstance(item, list):
                below.extend(v for v in item if isinstance(v, dict | list))
        layer = below
