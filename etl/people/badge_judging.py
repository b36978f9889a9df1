"""Badges judged in processes of their own, each with whose it is, as rows that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from badges import Found, Online, Replay, Result, Settings, answers_of, for_recipient, verify
from badges import read as read_badges
from badges.reasons import NOT_A_BADGE, VERDICT_OF, sentence
from badges.recipients import named, whose
from badges.replay import given
from badges.values import Fetch, offline
from etl.importing.badge_files import Entry
from etl.people.badge_owners import MOST_TRIED, Owner, People, owner_of
from etl.people.badge_rows import OFFLINE, ONLINE, Row, award_row, check_row
from etl.people.trusted import TrustList

FETCHES, FETCHES_EACH = 500, 4
"""How often the network may be asked, and how many more for each badge."""


@dataclass(frozen=True)
class Asked:
    """What the reader asked for: whose badges they are, and whether issuers may be asked (or a
    folder of stored answers in the network's place)."""

    person: str | None = None
    online: bool = False
    replay: Path | None = None

    @property
    def mode(self) -> str:
        return ONLINE if self.online or self.replay else OFFLINE


NOTHING_ASKED = Asked()


@dataclass
class Judge:
    """All that judging a badge needs, made once in each process."""

    people: People
    trust: TrustList
    asked: Asked
    addresses: list[str] = field(init=False)
    owner: Owner | None = field(init=False)
    settings: Settings = field(init=False)
    _online: Online | None = field(init=False, default=None)
    _answers: Mapping[str, Path] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        every = self.people.addresses
        self.addresses = every if len(every) <= MOST_TRIED else []
        self.owner = self.people.by_term(self.asked.person) if self.asked.person else None
        self.settings = Settings(trusted=self.trust.issuers)
        if self.asked.replay is not None:
            self._answers = answers_of(self.asked.replay)
        elif self.asked.online:
            self._online = Online(FETCHES)

    def fetch_for(self, found: Found) -> Fetch:
        """How the issuer of a badge is asked."""
        if self.asked.replay is not None:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            return Replay(self._answers, given(found), at)
        if self._online is not None:
            self._online.budget += FETCHES_EACH
            return self._online
        return offline

    def judged(self, found: Found, owner: Owner | None) -> tuple[Result, Owner | str]:
        """The verdict on a badge and its owner, or why nobody is known to be it."""
        result = verify(found, replace(self.settings, fetch=self.fetch_for(found)))
        known = owner or owner_of(result.said or {}, self.people, self.addresses)
        if isinstance(known, Owner):
            # An address that several ids share does not say which of them a badge is made out to.
            is_unsure = any(whose(one, known.shared) for one in named(result.said or {})[0])
            own = replace(
                self.settings,
                recipient_emails=() if is_unsure else known.emails,
                recipient_did=known.did,
                recipient_name=known.name,
            )
            result = for_recipient(result, own)
        return result, known


_judge: Judge | None = None


def prepare(people: People, trust: TrustList, asked: Asked) -> None:
    """Make the judge of this process."""
    global _judge
    _judge = Judge(people, trust, asked)


def judge_entries(bag: list[Entry]) -> list[Row]:
    """A row for each badge in some files; see ``judged_row``."""
    assert _judge is not None
    return [row for entry in bag for row in _of_entry(entry, _judge)]


HANDED_ON = ("imported_at", "before", "stands")
"""Of a kept badge: when it was imported, the verdict before, and whether that one stands whatever
is found now."""


def judge_kept(bag: list[Row]) -> list[Row]:
    """The same for badges that are kept already.

    Args:
        bag: rows of text (the badge), source_file, owner (as ``Owner``), stated (what an export
            says of an address, or None), said (what is kept of the badge's words), and
            ``HANDED_ON``. ``award`` is there where more of a badge became known: its issuer's copy
            may say what the file left out.
    """
    assert _judge is not None
    rows = []
    for kept in bag:
        entry = Entry(kept["source_file"] or "", "", b"")
        found = read_badges(kept["text"].encode(), entry.name)[0]
        if found.fault is not None:
            found = Found("address", entry.name, address=kept["text"])
        row = judged_row(found, _judge, Owner(**kept["owner"]), entry, 0)
        if found.address is None:
            is_news = row["is_proved"] and any(
                row["award"][name] != value for name, value in kept["said"].items()
            )
        else:
            is_news = row["format"] != "address" or kept["stated"] is not None
        if not is_news:
            del row["award"]
        elif row["format"] == "address":
            row["award"] |= kept["stated"]
        rows.append(row | {name: kept[name] for name in HANDED_ON})
    return rows


def _of_entry(entry: Entry, judge: Judge) -> list[Row]:
    if isinstance(entry.content, str):
        return [_refused(Found("unknown", entry.name, fault=entry.content), entry, 0)]
    owner = judge.owner or (judge.people.by_folder(entry.folder) if entry.folder else None)
    return [
        judged_row(found, judge, owner, entry, index)
        for index, found in enumerate(read_badges(entry.content, entry.name))
    ]


def judged_row(found: Found, judge: Judge, owner: Owner | None, entry: Entry, index: int) -> Row:
    """A badge as JSON: file, badge_index, what was said of it (verdict to issuer_domain), the
    candidate, `award` and `check` as they are kept, whether what it says is proved; or `refused`
    (column, reason) in their place.
    """
    if found.fault is not None:
        return _refused(found, entry, index)
    result, known = judge.judged(found, owner)
    award = award_row(found, result, known if isinstance(known, Owner) else _NOBODY)
    shown = _shown(result, entry, index) | {
        "badge_name": award["badge_name"],
        "issuer": award["issuer"],
        "earned_on": award["earned_on"],
        "expires_on": award["expires_on"],
        "recipient": award["display_name"],
    }
    if isinstance(known, str):
        is_badge = result.verdict != NOT_A_BADGE
        column, reason = ("recipient", known) if is_badge else ("file", result.sentence)
        return shown | {"refused": [column, reason]}
    return shown | {
        "candidate": known.person_id,
        "candidate_name": known.name or award["display_name"],
        "award": award,
        "check": check_row(found, result, known, judge.asked.mode),
        "is_proved": result.document is not None,
    }


_NOBODY = Owner(None, None, "")


def _shown(result: Result, entry: Entry, index: int) -> Row:
    return {
        "file": entry.name,
        "badge_index": index,
        "format": result.found.format,
        **result.answers(),
        "issuer_domain": result.issuer_domain or None,
        "refused": None,
        "candidate": None,
        "candidate_name": None,
    }


def _refused(found: Found, entry: Entry, index: int) -> Row:
    """A file in which no badge can be read."""
    code = found.fault or "no_badge"
    empty = ("issuer", "issuer_domain", "badge_name", "earned_on", "expires_on", "recipient")
    return {
        "file": entry.name,
        "badge_index": index,
        "format": found.format,
        "verdict": VERDICT_OF[code],
        "reason": code,
        "sentence": sentence(code),
        "recipient_match": "unknown",
        "issuer_trust": "unknown",
        **dict.fromkeys(empty),
        "refused": ["file", sentence(code)],
        "candidate": None,
        "candidate_name": None,
    }
