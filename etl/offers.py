"""What a catalog offers: one set of raw tables for every catalog source and for imported files.

A row is what a publisher says of its own credential, never of ours; whether it is a credential of
our catalog is decided by the models. Descriptions and criteria are other people's sentences and
are not kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from etl.connector import Parsed, Reject
from etl.errors import DataError

CREDENTIALS, EDGES, SKILLS = "offered_credentials", "offered_edges", "offered_skills"

OFFERED_CREDENTIALS = pa.schema(
    [
        pa.field("offer_id", pa.string(), nullable=False),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("external_id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        ("issuer", pa.string()),
        ("type", pa.string()),
        ("url", pa.string()),
        ("price_amount", pa.float64()),
        ("price_currency", pa.string()),
        ("hours", pa.float64()),
        ("level", pa.string()),
        ("language", pa.string()),
        ("delivery", pa.string()),
        ("valid_months", pa.int32()),
        ("accreditation", pa.string()),
        ("as_of", pa.string()),
    ]
)
OFFERED_EDGES = pa.schema(
    [
        pa.field("edge_id", pa.string(), nullable=False),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("from_offer_id", pa.string(), nullable=False),
        pa.field("to_external_id", pa.string(), nullable=False),
        ("to_name", pa.string()),
        pa.field("relation", pa.string(), nullable=False),
        ("credits", pa.float64()),
        # The offer whose record says so, which may be either end: the row is as old as it.
        pa.field("stated_by", pa.string(), nullable=False),
    ]
)
OFFERED_SKILLS = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("offer_id", pa.string(), nullable=False),
        pa.field("skill", pa.string(), nullable=False),
    ]
)
OFFER_TABLES: Mapping[str, pa.Schema] = {
    CREDENTIALS: OFFERED_CREDENTIALS,
    EDGES: OFFERED_EDGES,
    SKILLS: OFFERED_SKILLS,
}

RELATIONS = frozenset(
    {"prerequisite", "credit_toward", "part_of", "renews", "supersedes", "equivalent"}
)
"""As in `data/catalog/edges.csv`: the first end is the prerequisite, the part, the credit."""
DELIVERIES = ("online", "on_site", "blended")

LONGEST_SKILL = 80
"""Characters; a longer competency is a sentence of its publisher, not the name of a skill."""

_CURRENCY_NAMES = {
    "us dollar": "USD", "us dollars": "USD", "united states dollar": "USD", "euro": "EUR",
    "pound sterling": "GBP", "british pound": "GBP", "canadian dollar": "CAD",
    "australian dollar": "AUD", "singapore dollar": "SGD", "indian rupee": "INR",
}  # fmt: skip
_AMOUNT = r"\d{1,6}(?:\.\d{1,6})?"
_DURATION = re.compile(
    rf"P(?:(?P<years>{_AMOUNT})Y)?(?:(?P<months>{_AMOUNT})M)?(?:(?P<weeks>{_AMOUNT})W)?"
    rf"(?:(?P<days>{_AMOUNT})D)?"
    rf"(?:T(?:(?P<hours>{_AMOUNT})H)?(?:(?P<minutes>{_AMOUNT})M)?(?:(?P<seconds>{_AMOUNT})S)?)?"
)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|T|\s)")


@dataclass
class Gathered:
    """Rows of one page while it is read, by raw table, and what had to be refused."""

    source_id: str
    credentials: list[dict[str, Any]] = field(default_factory=list)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)
    skills: dict[str, dict[str, Any]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)

    def offer_id(self, external_id: str) -> str:
        """Key of an offer of this source."""
        return f"{self.source_id}:{external_id}"

    def credential(self, external_id: str, name: str, **known: Any) -> str:
        """Add an offer; what is not `known` is None. Returns its key."""
        row = dict.fromkeys(OFFERED_CREDENTIALS.names) | known
        row |= {"source_id": self.source_id, "external_id": external_id, "name": name}
        row["offer_id"] = self.offer_id(external_id)
        if unknown := row.keys() - set(OFFERED_CREDENTIALS.names):
            raise ValueError(f"No such columns of an offer: {sorted(unknown)}.")
        self.credentials.append(row)
        return row["offer_id"]

    def edge(
        self,
        from_external_id: str,
        to_external_id: str,
        relation: str,
        *,
        to_name: str | None = None,
        credits: float | None = None,
        stated_by: str | None = None,
    ) -> None:
        """Add a step between two offers of this source; one onto itself is passed over.

        `stated_by` is the external id of the record that says so: the first end unless given.
        """
        if relation not in RELATIONS:
            raise ValueError(f"No such relation: {relation}.")
        if from_external_id == to_external_id:
            return
        start = self.offer_id(from_external_id)
        speaker = self.offer_id(stated_by or from_external_id)
        edge_id = f"{start} {relation} {to_external_id} ({speaker})"
        known = self.edges.get(edge_id, {})
        self.edges[edge_id] = {
            "edge_id": edge_id,
            "source_id": self.source_id,
            "from_offer_id": start,
            "to_external_id": to_external_id,
            "to_name": to_name or known.get("to_name"),
            "relation": relation,
            "credits": credits if credits is not None else known.get("credits"),
            "stated_by": speaker,
        }

    def skill(self, offer_id: str, name: str | None) -> None:
        """Add a skill that an offer teaches or tests; sentences are passed over."""
        skill = " ".join((name or "").split())
        if not skill or len(skill) > LONGEST_SKILL:
            return
        key = f"{offer_id} {skill.casefold()}"
        self.skills.setdefault(key, {"key": key, "offer_id": offer_id, "skill": skill})

    def reject(self, where: str, column: str, reason: str) -> None:
        """Note a record that cannot be used."""
        self.rejects.append(Reject(where, column, reason))

    def parsed(self, url: str, *, refuse_above: int = 0) -> Parsed:
        """The page's rows.

        Raises:
            DataError: more than `refuse_above` records came, and every one of them is refused.
        """
        if not self.credentials and len(self.rejects) > refuse_above:
            first = self.rejects[0]
            raise DataError(
                f"{self.source_id}: {url}: all {len(self.rejects)} records are refused; the first "
                f"at {first.where}, field {first.column}: {first.reason}."
            )
        rows = {
            CREDENTIALS: self.credentials,
            EDGES: list(self.edges.values()),
            SKILLS: list(self.skills.values()),
        }
        return Parsed(rows, tuple(self.rejects))


def as_list(value: Any) -> list[Any]:
    """A JSON-LD value, which may stand alone, as a list; None is an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Any) -> list[str]:
    """The strings of a JSON-LD text in one language: English where there is any, else the first.

    Takes plain strings, language maps (`{"en": "..."}`, also with lists), values with a tag
    (`{"@language": "en", "@value": "..."}`), and lists of these.
    """
    plain: list[str] = []
    tagged: dict[str, list[str]] = {}
    for item in as_list(value):
        if isinstance(item, str):
            plain.append(item)
        elif isinstance(item, dict) and "@value" in item:
            tagged.setdefault(str(item.get("@language", "")), []).append(str(item["@value"]))
        elif isinstance(item, dict):
            for language, words in item.items():
                strings = [word for word in as_list(words) if isinstance(word, str)]
                tagged.setdefault(language, []).extend(strings)
    english = [tag for tag in tagged if tag.casefold().split("-")[0] == "en"]
    chosen = english[:1] or list(tagged)[:1]
    found = plain + [word for tag in chosen for word in tagged[tag]]
    return [tidy for word in found if (tidy := " ".join(word.split()))]


def text(value: Any) -> str | None:
    """The first of `texts`, or None."""
    return next(iter(texts(value)), None)


def joined(values: Iterable[str | None]) -> str | None:
    """Distinct values in their order, joined by `|` as in our catalog; None where there is none."""
    return "|".join(dict.fromkeys(v.replace("|", "/") for v in values if v)) or None


def number(value: Any) -> float | None:
    """A finite number of at least 0 from a JSON number or its text, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found < float("inf") else None


def currency(value: Any) -> str | None:
    """ISO 4217 code of a currency given by code, English name, or address ending in the code."""
    word = text(value)
    if word is None:
        return None
    last = word.rstrip("/").rpartition("/")[2].rpartition("#")[2]
    if re.fullmatch(r"[A-Za-z]{3}", last):
        return last.upper()
    return _CURRENCY_NAMES.get(word.casefold())


def hours(duration: Any) -> float | None:
    """Hours of work in an ISO 8601 duration.

    Only one made of hours, minutes and seconds says so ("PT40H"): days, weeks and months are time
    that passes ("P9M"), and how much of it is work is not known.
    """
    parts = _duration(duration)
    if not parts or any(parts[unit] for unit in ("years", "months", "weeks", "days")):
        return None
    total = parts["hours"] + parts["minutes"] / 60 + parts["seconds"] / 3600
    return total or None


def months(duration: Any) -> int | None:
    """Whole months in an ISO 8601 duration of years and months ("P3Y" is 36), else None."""
    parts = _duration(duration)
    if not parts or any(parts[u] for u in ("weeks", "days", "hours", "minutes", "seconds")):
        return None
    total = parts["years"] * 12 + parts["months"]
    return int(total) if total and total == int(total) else None


def day(value: Any) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` at the start of an ISO 8601 date or time, else None."""
    match = _DAY.match(value.strip()) if isinstance(value, str) else None
    return match[0] if match else None


def web_address(value: Any) -> str | None:
    """An http(s) address, else None."""
    word = value.strip() if isinstance(value, str) else ""
    return word if re.match(r"https?://\S+$", word) else None


def _duration(value: Any) -> dict[str, float] | None:
    match = _DURATION.fullmatch(value.strip().upper()) if isinstance(value, str) else None
    if match is None:
        return None
    return {unit: float(amount or 0) for unit, amount in match.groupdict().items()}
