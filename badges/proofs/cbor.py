"""As much of CBOR (RFC 8949) as a derived proof is written in: numbers, bytes, lists, maps."""

from typing import Any


def decode(data: bytes) -> Any:
    """The one value in `data`. Raises ValueError for anything else, or for bytes left over."""
    value, place = _value(data, 0, 0)
    if place != len(data):
        raise ValueError("bytes left over")
    return value


def _value(data: bytes, place: int, depth: int) -> tuple[Any, int]:
    if place >= len(data) or depth > 4:
        raise ValueError("no CBOR")
    major, size = data[place] >> 5, data[place] & 31
    number, place = _number(data, place + 1, size)
    if major == 0:
        return number, place
    if major == 2:
        if place + number > len(data):
            raise ValueError("bytes are missing")
        return data[place : place + number], place + number
    if major == 4:
        items = []
        for _ in range(number):
            item, place = _value(data, place, depth + 1)
            items.append(item)
        return items, place
    if major == 5:
        found = {}
        for _ in range(number):
            key, place = _value(data, place, depth + 1)
            item, place = _value(data, place, depth + 1)
            if not isinstance(key, int) or key in found:
                raise ValueError("a map with other keys than numbers")
            found[key] = item
        return found, place
    raise ValueError("a kind of value that is not expected")


def _number(data: bytes, place: int, size: int) -> tuple[int, int]:
    if size < 24:
        return size, place
    length = {24: 1, 25: 2, 26: 4}.get(size)
    if length is None or place + length > len(data):
        raise ValueError("no number")
    return int.from_bytes(data[place : place + length]), place + length
