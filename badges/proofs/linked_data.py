"""PyLD over the pinned contexts, with what it works out of a context kept.

PyLD works out type-scoped contexts anew for every node, which is most of the time a badge takes.
The contexts are pinned and never change, so what comes of one on top of another never does either.
"""

import itertools
from typing import Any, Final

from cachetools import LRUCache
from pyld.jsonld import JsonLdProcessor

from badges.proofs import contexts

# Without a base relative names are dropped, as by those who sign; PyLD's own would make them whole.
OPTIONS: Final = {"documentLoader": contexts.load, "processingMode": "json-ld-1.1", "base": None}
_KEPT: Final = 2048
# Key -> what the key's identities belong to (kept, so that they stay theirs), and the outcome.
_processed: LRUCache[Any, tuple[Any, Any]] = LRUCache(_KEPT)
_inverse: LRUCache[str, Any] = LRUCache(_KEPT)
_names = itertools.count()


class Processor(JsonLdProcessor):
    """A JSON-LD processor that remembers contexts. One at a time: its memory knows no threads."""

    def _process_context(
        self,
        active_ctx: Any,
        local_ctx: Any,
        options: Any,
        override_protected: bool = False,
        propagate: bool = True,
        validate_scoped: bool = True,
        cycles: Any = None,
    ) -> Any:
        if "_uuid" not in active_ctx:
            active_ctx["_uuid"] = f"credence-{next(_names)}"
        key = (active_ctx["_uuid"], _key(local_ctx), override_protected, propagate)
        known = _processed.get(key)
        if known is None:
            found = super()._process_context(
                active_ctx,
                local_ctx,
                options,
                override_protected,
                propagate,
                validate_scoped,
                cycles,
            )
            known = (local_ctx, found)
            _processed[key] = known
        return known[1]

    def _get_inverse_context(self, active_ctx: Any) -> Any:
        name = active_ctx["_uuid"]
        found = _inverse.get(name)
        if found is None:
            found = super()._get_inverse_context(active_ctx)
            _inverse[name] = found
        return found


def _key(local_ctx: Any) -> Any:
    """Addresses by their text; the inside of a pinned context by being itself."""
    if isinstance(local_ctx, str):
        return local_ctx
    if isinstance(local_ctx, list):
        return tuple(_key(part) for part in local_ctx)
    return id(local_ctx)
