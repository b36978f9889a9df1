"""Answers from a folder in the network's place: no socket is opened.

`DIR/index.json` maps an address to a file below DIR's parent. A hosted badge that is not in it is
served as the file that was given, and http addresses stand for https.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from badges.fetching import secured
from badges.values import Fetched, Found, NoAnswer


@dataclass(frozen=True)
class Replay:
    """A `Fetch` over stored answers, at one moment. `given` are the hosted badges themselves."""

    answers: Mapping[str, Path]
    given: Mapping[str, bytes]
    at: str

    def __call__(self, url: str, limit: int) -> Fetched:
        place = secured(url)
        if place in self.answers:
            try:
                with self.answers[place].open("rb") as file:
                    body = file.read(limit + 1)
            except OSError:
                raise NoAnswer("not_fetched", f"{url} has no stored answer") from None
        elif place in self.given:
            body = self.given[place]
        else:
            return Fetched(404, b"", place, self.at)
        if len(body) > limit:
            raise NoAnswer("too_big", f"more than {limit} bytes")
        return Fetched(200, body, place, self.at)


def answers_of(folder: Path) -> dict[str, Path]:
    """The stored answers of a folder. Raises OSError or ValueError where its index is none."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    if not isinstance(index, dict):
        raise ValueError(f"{folder / 'index.json'} is no list of addresses")
    found: dict[str, Path] = {}
    root = folder.resolve().parent
    for url, name in index.items():
        path = (root / str(name)).resolve()
        if not path.is_relative_to(root):
            raise ValueError(f"{name} lies outside {root}")
        # The https answer is the one that counts where both spellings are listed.
        place = secured(url)
        if place not in found or url.startswith("https"):
            found[place] = path
    return found


def given(found: Found) -> dict[str, bytes]:
    """A hosted badge at its own address, as it was given: what ``Replay`` serves for it."""
    document = found.document
    if not found.format.startswith("ob2-hosted") or document is None:
        return {}
    try:
        return {secured(str(document.get("id"))): json.dumps(document).encode()}
    except NoAnswer:
        return {}
