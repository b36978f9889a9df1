"""What a signature does not cover: terms that JSON-LD drops before the document is signed.

A reader that shows the JSON as it came shows such a term as if the issuer had signed it. So the
document is rebuilt from the signed statements alone, and whatever the JSON says beyond them is
unsigned. The other way round, a signed statement can be written so that a reader of the JSON
misses it (an expiry date under its full address instead of its term), so only terms are allowed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from badges.proofs.canonical import Canonical, TooTangledError, rebuilt
from badges.proofs.contexts import meanings
from badges.reading.kinds import as_list, types_of

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CREDENTIAL = "https://www.w3.org/2018/credentials#VerifiableCredential"
# Honest badges need a few for each node.
_STEPS = 100_000
_NODE_KEYS = frozenset({"@context"})
_VALUE_KEYS = frozenset({"@value", "@language", "@direction", "@type"})
_NONE: frozenset[str] = frozenset()
_NUMBER = re.compile(r"-?[0-9.]+(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Known:
    """What the terms stand for, and the signed nodes by their id."""

    terms: dict[str, frozenset[str]]
    nodes: dict[str, dict[str, Any]]
    steps: Iterator[int]


def unsigned_terms(document: dict[str, Any], canonical: Canonical) -> list[str]:
    """Paths such as `credentialSubject.achievement.grade` that the signed statements lack.

    Raises TooTangledError where comparing would take too long.
    `canonical` is the canonical form of `document`, whose contexts are pinned ones.
    """
    root = _root(document, canonical)
    signed = rebuilt(canonical.dataset, document["@context"], root) if root else {}
    terms = meanings(_contexts(document))
    found = _disguised(document)
    nodes: dict[str, dict[str, Any]] = {}
    _index(signed, nodes)
    known = Known(terms, nodes, iter(range(_STEPS)))
    _compare(document, signed, "", known, found)
    return found


def _root(document: dict[str, Any], canonical: Canonical) -> str:
    """The node of the credential: its id, or the one node typed a credential that nothing names."""
    quads = canonical.dataset.get("@default", [])
    name = document.get("id", document.get("@id"))
    if isinstance(name, str):
        return name if any(q["subject"]["value"] == name for q in quads) else ""
    named = {q["object"]["value"] for q in quads if q["object"]["type"] == "blank node"}
    roots = [
        q["subject"]["value"]
        for q in quads
        if q["predicate"]["value"] == _RDF_TYPE and q["object"]["value"] == _CREDENTIAL
    ]
    free = [root for root in roots if root not in named]
    return free[0] if len(free) == 1 else ""


def _contexts(document: Any) -> tuple[str, ...]:
    """All contexts of a document and of what is embedded in it."""
    found: dict[str, None] = {}
    stack = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            found.update(dict.fromkeys(as_list(item.get("@context"))))
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return tuple(sorted(found))


def _disguised(value: Any, path: str = "") -> list[str]:
    """Paths of keys that are no terms: addresses, prefixed names, rearranging keywords."""
    found: list[str] = []
    for item in as_list(value):
        if not isinstance(item, dict):
            continue
        keywords = _VALUE_KEYS if "@value" in item else _NODE_KEYS
        for key, inner in item.items():
            place = f"{path}.{key}" if path else key
            if key not in keywords and (key.startswith("@") or ":" in key):
                found.append(place)
            elif key != "@context":
                found.extend(_disguised(inner, place))
    return found


def _index(signed: Any, nodes: dict[str, dict[str, Any]]) -> None:
    for item in as_list(signed):
        if not isinstance(item, dict):
            continue
        if isinstance(item.get("id"), str) and len(item) > 1:
            nodes.setdefault(item["id"], item)
        for key, value in item.items():
            if key != "@context":
                _index(value, nodes)


def _compare(value: dict[str, Any], signed: Any, path: str, known: Known, found: list[str]) -> None:
    if next(known.steps, None) is None:
        raise TooTangledError
    if not isinstance(signed, dict):
        found.append(path or "(all)")
        return
    for key, item in value.items():
        if key == "@context":
            continue
        place = f"{path}.{key}" if path else key
        wanted = [part for part in as_list(item) if part not in (None, "")]
        if key == "type":
            if not all(_among(name, types_of(signed), known) for name in as_list(item)):
                found.append(place)
        elif key == "id":
            # Blank nodes have no lasting name.
            if not str(item).startswith("_:") and signed.get("id") != item:
                found.append(place)
        elif wanted:
            held = [
                part
                for name in signed
                if _alike(key, name, known)
                for part in as_list(signed[name])
            ]
            _compare_items(wanted, held, place, known, found)


def _among(name: Any, names: list[str], known: Known) -> bool:
    return any(_alike(name, other, known) for other in names)


def _alike(name: Any, other: str, known: Known) -> bool:
    """Whether two terms say the same; a term that no context knows says nothing."""
    meant = known.terms.get(name, _NONE)
    # Compaction leaves an address where no term fits the value's type.
    return name == other or other in meant or bool(meant & known.terms.get(other, _NONE))


def _compare_items(
    items: list[Any], signed: list[Any], place: str, known: Known, found: list[str]
) -> None:
    for item in items:
        if isinstance(item, list):
            _compare_items(item, signed, place, known, found)
        elif isinstance(item, dict) and "@value" not in item:
            _compare_node(item, signed, place, known, found)
        elif not any(_same(item, other) for other in signed):
            found.append(place)


def _compare_node(
    item: dict[str, Any], signed: list[Any], place: str, known: Known, found: list[str]
) -> None:
    closest: list[str] | None = None
    for other in _likeliest_first(item, signed):
        missing: list[str] = []
        # A node that stands further up, or has no properties, is written as its address alone.
        node = {"id": other} if isinstance(other, str) else other
        if isinstance(node, dict) and set(node) == {"id"}:
            node = known.nodes.get(str(node["id"]), node)
        _compare(item, node, place, known, missing)
        if not missing:
            return
        if closest is None or len(missing) < len(closest):
            closest = missing
    found.extend([place] if closest is None else closest)


def _likeliest_first(item: dict[str, Any], signed: list[Any]) -> list[Any]:
    """The candidates for a node, those with its id or its own texts first: lists can be long."""
    if len(signed) < 3:
        return signed
    name, texts = item.get("id"), _texts(item)
    return sorted(signed, key=lambda other: not _looks_like(other, name, texts))


def _looks_like(other: Any, name: Any, texts: frozenset[str]) -> bool:
    if not isinstance(other, dict):
        return other == name
    return other["id"] == name if "id" in other else _texts(other) == texts


def _texts(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(v for k, v in node.items() if isinstance(v, str) and k not in ("id", "type"))


def _same(item: Any, signed: Any) -> bool:
    if isinstance(signed, dict):
        if isinstance(item, dict):
            return item.get("@value") == signed.get("@value")
        signed = signed.get("@value", signed.get("id"))
    elif isinstance(item, dict):
        item = item.get("@value")
    if isinstance(item, bool) or isinstance(signed, bool):
        return item is signed or str(item).lower() == str(signed).lower()
    if item == signed:
        return True
    # Numbers come back as typed text or in their canonical spelling.
    texts = (str(item), str(signed))
    return all(_NUMBER.fullmatch(text) for text in texts) and float(texts[0]) == float(texts[1])
