"""Shortlists: the desk of the ETL as the app uses it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from dashboard.jobs.refused import Refused
from etl.errors import DataError
from etl.paths import default_paths
from etl.people import desk
from etl.people.desk import ACCEPTED, OPEN, REJECTED, Entry, Line, Shortlist

__all__ = ["ACCEPTED", "OPEN", "REJECTED", "Entry", "Line", "Shortlist"]
T = TypeVar("T")


def shortlists() -> list[Shortlist]:
    """All shortlists of the desk, the newest first.

    Raises:
        Refused: the desk cannot be read.
    """
    return _at_the_desk(lambda: desk.shortlists(default_paths()))


def shortlist_entries(shortlist_id: str) -> list[Entry]:
    """The candidates of a shortlist with the decision, the note, who and when."""
    return _at_the_desk(lambda: desk.entries(default_paths(), shortlist_id))


def shortlist_history(shortlist_id: str) -> list[Line]:
    """What was done with a shortlist, the newest first."""
    return _at_the_desk(lambda: desk.history(default_paths(), shortlist_id))


def create_shortlist(name: str, by: str, filter_words: str, pool_build: str) -> str:
    """Begin a shortlist; its id.

    Raises:
        Refused: the name is empty, too long or taken, or the desk cannot be written.
    """
    return _at_the_desk(
        lambda: desk.create_shortlist(default_paths(), name, by, filter_words, pool_build)
    )


def shortlist_candidates(shortlist_id: str, candidate_ids: Iterable[str], by: str) -> int:
    """Put candidates on a shortlist; how many were not there yet."""
    return _at_the_desk(
        lambda: desk.add_candidates(default_paths(), shortlist_id, candidate_ids, by)
    )


def decide(shortlist_id: str, candidate_id: str, state: str, note: str, by: str) -> None:
    """Accept or reject a candidate, or leave it open (``ACCEPTED``, ``REJECTED``, ``OPEN``)."""
    _at_the_desk(lambda: desk.decide(default_paths(), shortlist_id, candidate_id, state, note, by))


def remove_from_shortlist(shortlist_id: str, candidate_id: str, by: str) -> None:
    """Take a candidate off a shortlist."""
    _at_the_desk(lambda: desk.remove_candidate(default_paths(), shortlist_id, candidate_id, by))


def _at_the_desk(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (DataError, OSError) as error:
        raise Refused(str(error)) from error
