"""Groups that people say they belong to, for adverse-impact figures: one person a row."""

from collections.abc import Iterable
from typing import Any

from etl.importing import Field, Kept, Kind, Origin, Row
from etl.importing.people_values import folded, identity, spelled
from etl.importing.values import email
from etl.paths import Paths
from etl.people.groups import DIMENSIONS, NOT_STATED, keep_groups

OLDER_FROM = 40
"""Age from which the US Age Discrimination in Employment Act protects; an age becomes a band."""
_OLDEST, _YOUNGEST = 110, 14
_LONGEST = 80
_DECLINED = frozenset(
    folded(words)
    for words in (
        "decline", "declined", "declined to answer", "decline to answer", "decline to state",
        "decline to self identify", "declined to self identify", "i decline to self identify",
        "prefer not to say", "i prefer not to say", "prefer not to answer",
        "i prefer not to answer", "i do not wish to answer", "i don't wish to answer",
        "i do not want to answer", "i don't want to answer", "do not wish to answer",
        "prefer not to disclose", "prefer not to state", "choose not to disclose",
        "not disclosed", "undisclosed", "not stated", "not specified", "not declared",
        "no answer", "unknown", "not known",
    )
)  # fmt: skip


def group(text: str) -> str:
    """A group as it is written, on one line; a refusal to say is ``not stated``.

    Raises:
        ValueError: longer than any name of a group is, or without a letter or digit.
    """
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    words = folded(kept)
    if len(kept) > _LONGEST or not words:
        raise ValueError("not a group")
    return NOT_STATED if words in _DECLINED else kept


def age_group(text: str) -> str:
    """An age band as it is written; an age itself is kept as one of two bands only.

    Raises:
        ValueError: a number that is no age of somebody at work, or no group.
    """
    plain = text.strip()
    if not plain.isdecimal():
        return group(plain)
    if not _YOUNGEST <= int(plain) <= _OLDEST:
        raise ValueError("not an age")
    return f"{OLDER_FROM} or older" if int(plain) >= OLDER_FROM else f"under {OLDER_FROM}"


FIELDS = (
    Field(
        "candidate_id",
        "the system's own id of the person",
        spelled(
            "candidate id|candidateid|candidate number|person system id|person id|applicant id|"
            "applicant number|contact id|profile id|talent id|system id|external id|id"
        ),
        identity,
    ),
    Field(
        "email",
        "email address (joins the answer to the person; not kept in clear)",
        spelled(
            "email|e mail|email address|e mail address|candidate email|person email|"
            "primary email|applicant email"
        ),
        email,
    ),
    Field(
        "gender",
        "gender or sex, as stated",
        spelled("gender|sex|gender identity|candidate gender|applicant gender|eeo gender"),
        group,
    ),
    Field(
        "race_ethnicity",
        "race or ethnicity, as stated",
        spelled(
            "race ethnicity|race or ethnicity|ethnicity|race|ethnic group|ethnic origin|"
            "ethnic background|race and ethnicity|eeo race|candidate race|hispanic latino"
        ),
        group,
    ),
    Field(
        "age_group",
        "age band, as stated; an age is kept as under or from 40 only",
        spelled("age group|age band|age range|age bracket|age"),
        age_group,
    ),
    Field(
        "disability",
        "disability, as stated",
        spelled("disability|disability status|disabled|has disability|eeo disability"),
        group,
    ),
    Field(
        "veteran",
        "veteran status, as stated",
        spelled("veteran|veteran status|protected veteran|is veteran|eeo veteran"),
        group,
    ),
    Field(
        "other_group",
        "any other group, as stated",
        spelled("group|self reported group|other group|nationality|religion|community background"),
        group,
    ),
)


def check(values: dict[str, Any]) -> tuple[str, str] | None:
    """A row must say who it is about, and answer at least one question (a refusal is an answer)."""
    if not values.get("candidate_id") and not values.get("email"):
        return "candidate_id", "neither a candidate id nor an email address"
    if not any(values.get(name) for name in DIMENSIONS):
        return "gender", "no group at all"
    return None


def keep(paths: Paths, origin: Origin, batches: Iterable[list[Row]]) -> Kept:
    """Keep the rows apart from the candidates; the newest row of a person counts."""
    return keep_groups(paths, origin, batches)


KIND = Kind("groups", FIELDS, check, keep)
