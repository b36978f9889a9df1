"""Shortlists as tables: who stands where, what was decided, what leaves. Pure."""

from collections.abc import Sequence

import pandas as pd

from dashboard.blind import HIDDEN, SALT, blind
from dashboard.jobs import ACCEPTED, OPEN, REJECTED, Entry, Line, Shortlist
from dashboard.metrics import plural

STATE_LABELS = {OPEN: "Open", ACCEPTED: "Accepted", REJECTED: "Rejected"}
ACTION_LABELS = {
    "created": "began the shortlist",
    "added": "added",
    "removed": "took off",
    OPEN: "left open again",
    ACCEPTED: "accepted",
    REJECTED: "rejected",
}
GONE = "not in the pool any more"
TITLES = {
    "display_name": "Candidate",
    "role": "Role",
    "place": "Place",
    "experience_years": "Years",
    "state": "Decision",
    "note": "Note",
    "changed_by": "By",
    "changed_at": "When (UTC)",
    "badges": "Badges",
    "verified_badges": "Verified",
}
EXPORTED = {
    "candidate_id": "Candidate ID",
    "display_name": "Full name",
    "role": "Current title",
    "place": "Location",
    "country_name": "Country",
    "experience_years": "Years of experience",
    "badges": "Certifications",
    "verified_badges": "Number verified",
    "state": "Status",
    "note": "Note",
    "changed_by": "Last change by",
    "changed_at": "Last change at (UTC)",
}
"""Headers that applicant tracking systems know, and that an import of ours reads back."""


def rows(entries: Sequence[Entry], people: pd.DataFrame, *, is_blind: bool) -> pd.DataFrame:
    """The entries with what the pool knows of the people, in the order of the entries.

    Args:
        entries: of one shortlist.
        people: from ``queries.shortlisted.people_of``.
        is_blind: whether names, photos and contact are hidden.

    Returns:
        candidate_id, display_name, role, place, country_name, experience_years, is_invented,
        badges, verified_badges, state, note, changed_by, changed_at. Who is not in the pool has
        ``GONE`` for a name.
    """
    decided = pd.DataFrame(
        [
            (e.candidate_id, e.state, e.note, e.changed_by, pd.Timestamp(e.changed_at))
            for e in entries
        ],
        columns=["candidate_id", "state", "note", "changed_by", "changed_at"],
    ).astype({"candidate_id": "str", "changed_at": "datetime64[us, UTC]"})
    joined = decided.merge(people, on="candidate_id", how="left")
    is_gone = joined["display_name"].isna()
    joined["display_name"] = joined["display_name"].fillna("")
    if is_blind:
        # Of whom nothing is known any more nobody can say whether the note names them.
        joined["note"] = joined["note"].mask(is_gone & (joined["note"] != ""), HIDDEN)
        joined = blind(joined, SALT)
    joined.loc[is_gone, "display_name"] = GONE
    return joined


def shown(joined: pd.DataFrame) -> pd.DataFrame:
    """The columns of the table, under their titles."""
    told = joined.assign(state=joined["state"].map(STATE_LABELS))
    return told[[c for c in TITLES if c in told]].rename(columns=TITLES)


def exported(joined: pd.DataFrame, shortlist: Shortlist, *, is_blind: bool) -> pd.DataFrame:
    """The same for files, with where it comes from on every row; without ids where it is blind."""
    told = joined.assign(
        state=joined["state"].map(STATE_LABELS),
        changed_at=joined["changed_at"].dt.tz_localize(None),  # the header says UTC
    )
    if is_blind:
        told = told.drop(columns="candidate_id")
    return (
        told[[c for c in EXPORTED if c in told]]
        .rename(columns=EXPORTED)
        .assign(
            Invented=joined["is_invented"].map({True: "yes", False: "no"}).fillna("not known"),
            Shortlist=shortlist.name,
            Filter=shortlist.filter_words,
            Pool=shortlist.pool_build,
        )
    )


def describe(shortlist: Shortlist) -> str:
    """A shortlist in one line, for what is exported."""
    parts = (f"shortlist {shortlist.name}", shortlist.filter_words, f"pool {shortlist.pool_build}")
    return " · ".join(p for p in parts if p)


def summary(found: Sequence[Shortlist]) -> str:
    """How far the decisions on all shortlists are."""
    if not found:
        return "No shortlist yet."
    people = sum(s.open + s.accepted + s.rejected for s in found)
    decided = sum(s.accepted + s.rejected for s in found)
    return (
        f"{plural(len(found), 'shortlist')} with {plural(people, 'candidate')}: "
        f"{decided} decided, {people - decided} open."
    )


def answer(shortlist: Shortlist) -> str:
    """How far the decisions are."""
    total = shortlist.open + shortlist.accepted + shortlist.rejected
    if not total:
        return f"{shortlist.name}: nobody on it yet."
    return (
        f"{shortlist.name}: {plural(total, 'candidate')}, {shortlist.accepted} accepted, "
        f"{shortlist.rejected} rejected, {shortlist.open} open."
    )


def told(line: Line, names: dict[str, str]) -> str:
    """A line of the log as a sentence.

    Args:
        names: of candidates by id, or their aliases.
    """
    when = pd.Timestamp(line.done_at)
    whom = ""
    if line.action != "created":
        gone = "somebody who was deleted since"
        whom = f" {names.get(line.candidate_id, GONE) if line.candidate_id else gone}"
    note = f": {line.note}" if line.note else ""
    return f"{when:%Y-%m-%d %H:%M} {line.done_by} {ACTION_LABELS[line.action]}{whom}{note}"
