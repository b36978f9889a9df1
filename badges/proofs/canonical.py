"""RDF canonical form (RDFC-1.0) of a JSON-LD document, bounded in size and time.

Blank nodes that look alike make canonicalisation exponential, so a stranger's document can be
made to take for ever. Honest badges never come near the bounds.
"""

import re
import threading
import time
from dataclasses import dataclass
from typing import Any, Final

from pyld.canon import URDNA2015

from badges.proofs.contexts import PINNED
from badges.proofs.linked_data import OPTIONS, Processor

_VALUES: Final = 6_000
_ALIKE: Final = 6
_SECONDS: Final = 1.0
# RDFC-1.0 escapes the control characters that the older URDNA2015 leaves as they are.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SHORT: Final = {"\b": "\\b", "\f": "\\f"}
# PyLD shares caches between calls that are not made for threads.
_LOCK = threading.Lock()


class TooTangledError(Exception):
    """The document is too large, or its blank nodes too alike, to be canonicalised safely."""


class NotLinkedDataError(Exception):
    """The document is no JSON-LD that the pinned contexts can read."""


@dataclass(frozen=True)
class Canonical:
    """Sorted N-Quads, each with its newline, and the dataset they were written from."""

    nquads: tuple[str, ...]
    dataset: dict[str, Any]

    @property
    def data(self) -> bytes:
        return "".join(self.nquads).encode()


class _Bounded(URDNA2015):
    def __init__(self) -> None:
        super().__init__()
        self._end = time.monotonic() + _SECONDS

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        if time.monotonic() > self._end:
            raise TooTangledError
        return super().hash_n_degree_quads(id_, issuer)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > _ALIKE for alike in related.values()):
            raise TooTangledError
        return related


def canonical(document: dict[str, Any]) -> Canonical:
    """The canonical form. Raises TooTangledError or NotLinkedDataError."""
    _refuse_unsafe(document)
    with _LOCK:
        try:
            dataset = Processor().to_rdf(document, dict(OPTIONS))
            text = _Bounded().main(_copied(dataset), {"format": "application/n-quads"})
        except TooTangledError:
            raise
        except RecursionError:
            raise TooTangledError from None
        except Exception as error:
            # PyLD raises its own errors, but also KeyError, TypeError and others on odd input.
            raise NotLinkedDataError(type(error).__name__) from error
    escaped = _CONTROLS.sub(_escape, text)
    return Canonical(tuple(line + "\n" for line in escaped.split("\n") if line), dataset)


def rebuilt(dataset: dict[str, Any], context: Any, root: str) -> dict[str, Any]:
    """The document that the statements of `dataset` alone amount to, nested below node `root`."""
    with _LOCK:
        nodes = Processor().from_rdf(dataset, {"useNativeTypes": True})
        tree = _nested({"@id": root}, _by_id(nodes), frozenset())
        options = {**OPTIONS, "skipExpansion": True, "compactArrays": True}
        compact: dict[str, Any] = Processor().compact(tree, context, options)
    return compact


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _SHORT.get(sign, f"\\u{ord(sign):04X}")


def _refuse_unsafe(document: Any) -> None:
    """Too many values, or a context of the document's own anywhere inside of it."""
    stack, count = [document], 0
    while stack:
        item = stack.pop()
        count += 1
        if count > _VALUES:
            raise TooTangledError
        if isinstance(item, dict):
            named = item.get("@context", [])
            for context in named if isinstance(named, list) else [named]:
                if not isinstance(context, str) or context not in PINNED:
                    raise NotLinkedDataError("a context that is not pinned")
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _copied(dataset: dict[str, Any]) -> dict[str, Any]:
    # Canonicalising renames the blank nodes in place.
    return {
        name: [{key: dict(part) for key, part in quad.items()} for quad in quads]
        for name, quads in dataset.items()
    }


def _by_id(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in nodes}


def _nested(value: Any, nodes: dict[str, Any], above: frozenset[str]) -> Any:
    """A reference with its node in its place; a node above itself stays a reference."""
    if isinstance(value, list):
        return [_nested(item, nodes, above) for item in value]
    if not isinstance(value, dict) or "@value" in value:
        return value
    if "@list" in value:
        return {"@list": _nested(value["@list"], nodes, above)}
    name = value.get("@id")
    node = nodes.get(name) if isinstance(name, str) else None
    if node is None or name in above:
        return value
    inside: dict[str, Any] = {}
    for key, item in node.items():
        if key == "@graph":
            inner = _by_id(item)
            roots = [n for n in item if not _is_named_below(n["@id"], item)] or item
            inside[key] = [_nested({"@id": n["@id"]}, inner, frozenset()) for n in roots]
        elif key in ("@id", "@type"):
            inside[key] = item
        else:
            inside[key] = _nested(item, nodes, above | {str(name)})
    if str(name).startswith("_:"):
        inside.pop("@id", None)
    return inside


def _is_named_below(name: str, nodes: list[dict[str, Any]]) -> bool:
    """Whether another node of the graph points to this one."""
    return any(
        isinstance(item, dict) and item.get("@id") == name
        for node in nodes
        if node["@id"] != name
        for key, items in node.items()
        if key not in ("@id", "@type") and isinstance(items, list)
        for item in items
    )
