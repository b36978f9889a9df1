"""JSON Canonicalization Scheme (RFC 8785)."""

import json
import math
from typing import Any


def canonical_json(value: Any) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, numbers as ECMAScript has them.

    Raises ValueError for numbers that RFC 8785 does not cover.
    """
    return _text(value).encode()


def _text(value: Any) -> str:
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_string(key)}:{_text(value[key])}" for key in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_text(item) for item in value) + "]"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return _number(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: int | float) -> str:
    number = float(value)
    if not math.isfinite(number) or (isinstance(value, int) and int(number) != value):
        raise ValueError("a number beyond what JSON can say exactly")
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    digits, _, exponent = repr(number).partition("e")
    if not exponent:
        return digits
    power = int(exponent)
    if -7 < power < 0:
        # Python turns to exponents at 1e-5, ECMAScript at 1e-7.
        sign = "-" if digits.startswith("-") else ""
        return sign + "0." + "0" * (-power - 1) + digits.lstrip("-").replace(".", "").rstrip()
    return f"{digits.removesuffix('.0')}e{'+' if power > 0 else '-'}{abs(power)}"
