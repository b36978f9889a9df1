"""Does a copy of a badge say what its issuer's own copy says?"""

from typing import Any

from badges.reading.kinds import as_list
from badges.values import Json

_ALIASES = {"HostedBadge": "hosted", "SignedBadge": "signed"}


def same_address(one: Any, other: Any) -> bool:
    """Whether two addresses are the same but for http or https."""
    return isinstance(one, str) and isinstance(other, str) and _plain(one) == _plain(other)


def differences(local: Json, hosted: Json, badge: Json, issuer: Json) -> list[str]:
    """Paths at which `local` says something that the issuer's copies do not say.

    `badge` and `issuer` are the class and profile that `hosted` names: a copy may have them inside.
    """
    found: list[str] = []
    _compare(local, hosted, "", {"badge": badge, "badge.issuer": issuer}, found)
    return found


def _compare(local: Any, other: Any, path: str, nodes: dict[str, Json], found: list[str]) -> None:
    if path in nodes:
        # A node is named or written out; either way it is the one the issuer publishes.
        if isinstance(local, str):
            named = other if isinstance(other, str) else nodes[path].get("id")
            if not (same_address(local, named) or same_address(local, nodes[path].get("id"))):
                found.append(path)
            return
        other = nodes[path]
    if isinstance(local, dict):
        if not isinstance(other, dict):
            found.append(path)
            return
        for key, value in local.items():
            # What says nothing needs no counterpart.
            if key != "@context" and value not in (None, "", [], {}):
                _compare(value, other.get(key), f"{path}.{key}" if path else key, nodes, found)
    elif isinstance(local, list) or isinstance(other, list):
        ours, theirs = as_list(local), as_list(other)
        if len(ours) != len(theirs):
            found.append(path)
            return
        for one, another in zip(ours, theirs, strict=True):
            _compare(one, another, path, nodes, found)
    elif not (_value(local) == _value(other) or same_address(local, other)):
        found.append(path)


def _value(value: Any) -> tuple[str, Any]:
    value = _ALIASES.get(value, value) if isinstance(value, str) else value
    return type(value).__name__, value


def _plain(url: str) -> str:
    return "https://" + url.removeprefix("http://") if url.startswith("http://") else url
