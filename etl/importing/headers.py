"""Which column means what, and which kind of rows a file holds, guessed from its header."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.importing import Field, Kind
from etl.importing.reading_table import fold

_SAID_ANYWAY = frozenset(
    {"job", "posting", "candidate", "applicant", "requisition", "req", "the", "badge", "credential"}
)
"""Words that exports put before or after any header ("Candidate: City")."""
_LOOSE = 1_000
"""Rank of a header that fits only without such words: after every exact spelling."""


@dataclass(frozen=True)
class Guess:
    """What the columns mean (column -> field name), and what was decided, a sentence each."""

    columns: dict[str, str]
    notes: tuple[str, ...]


def known_headers(kinds: Sequence[Kind]) -> frozenset[str]:
    """Every folded header that a field of these kinds is known by."""
    return frozenset(
        spelling for kind in kinds for field in kind.fields for spelling in _spellings(field)
    )


def guess_columns(
    header: Sequence[str], kind: Kind, fixed: Mapping[str, str] | None = None
) -> Guess:
    """The likeliest field of each column; a field has one column, the likeliest.

    Args:
        header: the columns' names.
        kind: whose fields are meant.
        fixed: columns whose field is settled ("" for a column that is not used).
    """
    fixed = fixed or {}
    chosen = {column: name for column, name in fixed.items() if name}
    notes = []
    claims = sorted(
        (rank, column_at, field.name)
        for column_at, column in enumerate(header)
        if column not in fixed
        for field in kind.fields
        if (rank := _rank(fold(_bare(column)), field)) is not None
    )
    for _, at, name in claims:
        column = header[at]
        if column in chosen:
            continue
        if name in chosen.values():
            first = next(c for c, n in chosen.items() if n == name)
            others = {n for _, a, n in claims if a == at} - set(chosen.values())
            if not others:
                notes.append(
                    f"{column!r} could be the {name} too; {first!r} is likelier and was taken."
                )
            continue
        chosen[column] = name
    _give_way(chosen, [(header[at], name) for _, at, name in claims], kind, fixed)
    return Guess(
        {column: chosen[column] for column in header if column in chosen},
        tuple(dict.fromkeys(notes)),
    )


def _give_way(
    chosen: dict[str, str], claims: list[tuple[str, str]], kind: Kind, fixed: Mapping[str, str]
) -> None:
    """A column moves to a needed field that has none, where another can take its place."""
    for needed in (f.name for f in kind.fields if f.is_needed):
        if needed in chosen.values():
            continue
        for column in (c for c, name in claims if name == needed and c not in fixed):
            left = chosen.get(column)
            other = next((c for c, name in claims if name == left and c not in chosen), None)
            if other is not None and left is not None:
                chosen[column], chosen[other] = needed, left
                break


def guess_kind(header: Sequence[str], kinds: Sequence[Kind]) -> tuple[Kind, str] | None:
    """The kind that the header speaks for, and a sentence that says so; None where none is likely.

    Counted are the needed fields that have a column (each a must), the columns that a kind knows,
    and how early in a field's spellings they stand.
    """
    scored = []
    words = {
        kind.name: sum(fold(column) in _OWN_WORDS.get(kind.name, ()) for column in header)
        for kind in kinds
    }
    for kind in kinds:
        columns = guess_columns(header, kind).columns
        needed = [f.name for f in kind.fields if f.is_needed]
        if not columns or not set(needed) <= set(columns.values()):
            continue
        fields = {f.name: f for f in kind.fields}
        ranks = [_rank(fold(_bare(c)), fields[n]) or 0 for c, n in columns.items()]
        earliness = sum(1 / (4 + min(rank, 60)) for rank in ranks)
        scored.append((len(columns) + 2 * words[kind.name] + earliness, kind, len(columns)))
    if not scored:
        return None
    scored.sort(key=lambda item: -item[0])
    _, kind, known = scored[0]
    loudest = max(kinds, key=lambda other: words[other.name])
    if words[loudest.name] >= max(MOST_FOREIGN_WORDS, words[kind.name] + 2):
        # Another kind's own words are in the header, but a column that it needs is not: better to
        # ask for that column than to take jobs for credentials.
        return loudest, f"The columns speak of {loudest.name}."
    said = f"Read as {kind.name}: {known} of {len(header)} columns are known ones of {kind.name}."
    return kind, said


MOST_FOREIGN_WORDS = 3
"""Own words of another kind from which a header is not taken for the kind that fits best."""

_OWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "postings": (
        "job description", "description", "posting date", "date posted", "posted on", "salary",
        "requisition id", "req id", "department", "company", "employer", "job url",
        "hiring manager", "description external", "contest number", "salary range",
        "minimum salary", "maximum salary", "date opened", "job posting date",
        "description plain", "hosted url", "categories location", "absolute url",
        "job posting title",
    ),
    "credentials": (
        "issuer", "price", "price currency", "valid months", "skills", "level", "duration",
        "issuing organization", "hours", "provider",
    ),
    "candidates": ("first name", "last name", "candidate name", "candidate id", "years experience"),
    "awards": (
        "badge name", "issued on", "issued at", "issue date", "recipient email", "recipient name",
        "badge template name", "expires at", "expires on", "issued to", "evidence",
        "issued to email",
        "badge url", "expiration date", "expiry date", "badge class name",
    ),
    "hires": (
        "outcome", "hire date", "hired on", "tenure months", "performance", "performance rating",
        "disposition", "left on", "termination date", "badges", "interviewed",
        "application status", "current stage", "application id", "hired at", "hire start date",
        "rejection reason", "archive reason",
    ),
    "groups": (
        "gender", "race", "ethnicity", "race ethnicity", "disability status", "veteran status",
        "age group", "eeo gender", "eeo race",
    ),
}  # fmt: skip
"""Headers that tell a kind from its neighbours, which share ids, names and titles with it."""


def _bare(column: str) -> str:
    """Without the mark of a repeated header ("Name (2)"), which says nothing of its meaning."""
    head, mark, tail = column.rpartition(" (")
    return head if mark and tail[:-1].isdigit() and tail.endswith(")") else column


def _spellings(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys((fold(field.name), *field.headers)))


def _rank(folded: str, field: Field) -> int | None:
    spellings = _spellings(field)
    if folded in spellings:
        return spellings.index(folded)
    words = folded.split()
    kept = " ".join(word for word in words if word not in _SAID_ANYWAY)
    if kept and kept != folded and kept in spellings:
        return _LOOSE + spellings.index(kept)
    return None
