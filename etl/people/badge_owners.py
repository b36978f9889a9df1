"""Whose badge it is: by what it says, among all who are known. Nothing is guessed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from badges.claims import credential_of
from badges.reading.base64url import unpadded
from badges.reading.errors import UnreadableError
from badges.reading.strict_json import parse
from badges.recipients import named, whose
from etl.importing.people_values import identity
from etl.importing.values import email
from etl.people.kept_values import email_key

PERSON = "person-"
"""How the pool's own id of somebody begins who is known by an address alone."""
MOST_TRIED = 50_000
"""A hashed address is compared with no more known addresses than this."""


@dataclass(frozen=True)
class Owner:
    """Whose badge it is: by an id or by the key of an address, as a kept row says it.

    `emails` and `did` are known to be this person's, `shared` are addresses that others have as
    well; `name` is "" where it is not known.
    """

    candidate_id: str | None
    email_key: str | None
    person_id: str
    name: str = ""
    emails: tuple[str, ...] = ()
    did: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """All who are known. `owner_of_key`: the one id that has an address, by its key.

    `emails`, `names` and `shared` (addresses that several ids have) are by person id; `dids` are
    persons by a DID that a kept
    badge of theirs names, and `own_dids` what a trusted issuer says of them, by person id.
    """

    key: bytes
    ids: frozenset[str] = frozenset()
    owner_of_key: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    emails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    dids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    own_dids: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def addresses(self) -> list[str]:
        """Every address that is known."""
        every = (*self.emails.values(), *self.shared.values())
        return sorted({a for own in every for a in own})

    def by_id(self, candidate_id: str) -> Owner:
        """The owner with an id, known or not; the pool's own ids of addresses are understood."""
        key = candidate_id.removeprefix(PERSON)
        if candidate_id not in self.ids and key in self.keys and key != candidate_id:
            return self.owner(None, key, self.owner_of_key.get(key, candidate_id))
        return self.owner(candidate_id, None, candidate_id)

    def by_email(self, address: str) -> Owner:
        """The owner of an address: the one id that has it, or a person known by it alone."""
        key = email_key(address, self.key) or ""
        found = self.owner(None, key, self.owner_of_key.get(key, PERSON + key))
        own = tuple(dict.fromkeys((*found.emails, address)))
        return replace(found, emails=own)

    def by_term(self, term: str) -> Owner:
        """The owner with an id or an e-mail address. Raises ValueError: neither."""
        return self.by_email(email(term)) if "@" in term else self.by_id(identity(term))

    def by_folder(self, name: str) -> Owner | None:
        """The owner that a folder is named after: an address, or an id that is known."""
        try:
            owner = self.by_term(name)
        except ValueError:
            return None
        return owner if "@" in name or owner.person_id in self.ids or owner.email_key else None

    def owner(self, candidate_id: str | None, key: str | None, person_id: str) -> Owner:
        """A person with all that is known to be theirs, by an id or by the key of an address."""
        return Owner(
            candidate_id,
            key,
            person_id,
            self.names.get(person_id, ""),
            self.emails.get(person_id, ()),
            self.own_dids.get(person_id, ""),
            self.shared.get(person_id, ()),
        )


def owner_of(said: Mapping[str, Any], people: People, addresses: Sequence[str]) -> Owner | str:
    """Whose badge it is by what it says, or why that cannot be told. Nothing is guessed.

    Args:
        addresses: those that a hashed one is compared with.
    """
    identities, _, dids = named(dict(said))
    clear = {a for one in identities if (a := _in_clear(one)) is not None}
    if len(clear) > 1:
        return f"the badge names {len(clear)} e-mail addresses; {SAY_WHOSE}"
    if clear:
        return people.by_email(clear.pop())
    for one in identities:
        if (found := whose(one, addresses)) is not None:
            return people.by_email(found)
    persons = {p for did in dids for p in people.dids.get(did, ())}
    if len(persons) == 1:
        return people.by_id(persons.pop())
    if identities:
        return f"nobody known has the address that the badge is made out to; {SAY_WHOSE}"
    if persons:
        return f"several people have badges made out to the DID that it names; {SAY_WHOSE}"
    return f"the badge does not name an e-mail address or a known person; {SAY_WHOSE}"


SAY_WHOSE = (
    "say whose it is (--person), or put it in a folder named after the person's id or address"
)


def _in_clear(one: Mapping[str, Any]) -> str | None:
    said = one.get("identity")
    if not isinstance(said, str) or "@" not in said:
        return None
    try:
        return email(said)
    except ValueError:
        return None


def dids_in(text: str) -> list[str]:
    """The DIDs of holders in a kept badge."""
    try:
        if text.startswith("{"):
            document = json.loads(text)
        elif text.count(".") == 2 and "/" not in text:
            document = parse(unpadded(text.split(".")[1]))
            document = credential_of(document) if isinstance(document, dict) else {}
        else:
            return []
    except (ValueError, UnreadableError):
        return []
    return named(document)[2]
