"""Mutations of badge files, seeded, and whether one still says what it said.

A mutation that leaves the meaning alone (white space, the order of keys, one thing instead of a
list of one) may stay valid; any other must not.
"""

import base64
import copy
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from badges import Found, Settings, read, verify
from badges.proofs.canonical import NotLinkedDataError, TooTangledError, canonical

Json = Any
_TEXTS = (
    "",
    "x",
    "2031-01-01T00:00:00Z",
    "did:key:z6Mk",
    "https://x.example/",
    "null",
    "\u0000",
    "_:b0",
)
_KEYS = ("id", "type", "@id", "@context", "name", "grade", "proof", "issuer", "validUntil", "vc")


@dataclass(frozen=True)
class Base:
    """A file to mutate, and how it is judged."""

    name: str
    data: bytes
    settings: Settings


@dataclass(frozen=True)
class Outcome:
    """What came of a mutation: `wrong` is "" or what must not happen."""

    name: str
    mutation: str
    verdicts: tuple[str, ...]
    wrong: str


def tried(base: Base, number: int, seed: int) -> Outcome:
    """One mutation of a file, judged. The same base, number and seed give the same."""
    rng = random.Random(f"{seed}/{base.name}/{number}")
    choices = _choices(base.data)
    label, mutate = choices[rng.randrange(len(choices))]
    return outcome_of(base, label, mutate(base.data, rng))


def outcome_of(base: Base, label: str, data: bytes) -> Outcome:
    """What comes of a changed file: whether it crashed, or is valid and says another thing."""
    try:
        found = read(data)
        results = [verify(one, base.settings) for one in found]
    except Exception as error:  # noqa: BLE001
        return Outcome(base.name, label, (), f"{type(error).__name__}: {error}"[:300])
    verdicts = tuple(result.verdict for result in results)
    wrong = ""
    if "valid" in verdicts:
        before = read(base.data)
        good = [
            one for one, result in zip(found, results, strict=True) if result.verdict == "valid"
        ]
        if not all(any(_same(one, other, base.settings) for other in before) for one in good):
            wrong = "became valid"
    return Outcome(base.name, label, verdicts, wrong)


def _same(one: Found, other: Found, settings: Settings) -> bool:
    """Whether a mutated badge says what the badge said, which was valid itself."""
    if verify(other, settings).verdict != "valid":
        return False
    if one.token or other.token:
        return one.token == other.token
    mine, theirs = one.document or {}, other.document or {}
    if mine == theirs or _plain(mine) == _plain(theirs):
        return True
    if one.format.startswith("ob2"):
        # A hosted badge is its issuer's copy, whatever a copy leaves out.
        return verify(one, settings).document == verify(other, settings).document
    try:
        return canonical(_content(mine)).data == canonical(_content(theirs)).data
    except (NotLinkedDataError, TooTangledError, KeyError):
        return False


def _content(document: Json) -> Json:
    return {key: value for key, value in document.items() if key != "proof"}


def _plain(document: Json) -> str:
    return json.dumps(_content(document), sort_keys=True)


Mutation = Callable[[bytes, random.Random], bytes]


def _choices(data: bytes) -> list[tuple[str, Mutation]]:
    choices: list[tuple[str, Mutation]] = [
        ("flip", _flip),
        ("cut", _cut),
        ("insert", _insert),
        ("repeat", _repeat),
    ]
    text = data.lstrip()
    if text.startswith(b"{"):
        # The structure of a badge is where a clever change would be.
        choices += [("json", changed_json)] * 12
    elif text.startswith(b"eyJ"):
        choices += [("payload", changed_payload), ("header", _header)] * 3
    return choices


def _flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.choice((1, 2, 16, 400)) :]


def _insert(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.randbytes(rng.choice((1, 2, 16))) + data[start:]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 8, 200)))
    return data[:end] + data[start:end] + data[end:]


def changed_json(data: bytes, rng: random.Random) -> bytes:
    """A JSON file with one to four things changed somewhere inside."""
    document = json.loads(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        _change(document, rng)
    return json.dumps(document).encode()


def _change(document: Json, rng: random.Random) -> None:
    """Change one thing somewhere inside."""
    places = [place for place in _places(document) if place[0]]
    if not places:
        return
    node, key = rng.choice(places)
    kind = rng.randrange(9)
    if kind == 0:
        del node[key]
    elif kind == 1:
        node[key] = rng.choice((None, 0, -1, 1.5, True, [], {}, [[]], rng.choice(_TEXTS)))
    elif kind == 2 and isinstance(node[key], str):
        node[key] = _spelled(node[key], rng)
    elif kind == 3:
        other, there = rng.choice(places)
        # Copies: a node may be swapped with what is inside of it.
        node[key], other[there] = copy.deepcopy(other[there]), copy.deepcopy(node[key])
    elif kind == 4 and isinstance(node, dict):
        node[rng.choice(_KEYS)] = rng.choice(_TEXTS)
    elif kind == 5 and isinstance(node, dict):
        node[_spelled(key, rng)] = node.pop(key)
    elif kind == 6:
        node[key] = [node[key], node[key]]
    elif kind == 7:
        node[key] = {"@value": node[key]}
    elif isinstance(node, dict):
        node[f"https://schema.org/{key}"] = node.pop(key)


def _places(value: Json) -> list[tuple[Json, Any]]:
    """Every place in a document: the node it is in, and its key or index."""
    found: list[tuple[Json, Any]] = []
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict | list):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            found.extend((node, key) for key in keys)
            stack.extend(node[key] for key in keys)
    return found


def _spelled(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(("", "a", " ", "\u200b", "0", "/")) + text[place + 1 :]


def changed_payload(data: bytes, rng: random.Random) -> bytes:
    """A token whose payload is changed, under the signature that it had."""
    return _part(data, 1, rng)


def _header(data: bytes, rng: random.Random) -> bytes:
    return _part(data, 0, rng)


def _part(data: bytes, number: int, rng: random.Random) -> bytes:
    parts = data.strip().split(b".")
    inner = json.loads(base64.urlsafe_b64decode(parts[number] + b"=" * (-len(parts[number]) % 4)))
    _change(inner, rng)
    parts[number] = base64.urlsafe_b64encode(json.dumps(inner).encode()).rstrip(b"=")
    return b".".join(parts)
