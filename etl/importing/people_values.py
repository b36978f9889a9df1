"""Cells of people's files: identities and the closed vocabularies of states and outcomes."""

import re
import unicodedata
from collections.abc import Mapping

ACCEPTED, PENDING, REVOKED = "accepted", "pending", "revoked"
APPLIED, REJECTED, INTERVIEWED, OFFERED, HIRED, WITHDRAWN = (
    "applied",
    "rejected",
    "interviewed",
    "offered",
    "hired",
    "withdrawn",
)
MOST_TENURE_MONTHS = 12 * 60
MOST_EXPERIENCE_YEARS = 70

_STATES = {
    ACCEPTED: "accepted accept issued active valid published awarded earned shared public private "
    "complete completed current granted expired",
    PENDING: "pending unclaimed claimable unaccepted unpublished draft sent requested invited "
    "awaiting",
    REVOKED: "revoked rejected deleted withdrawn cancelled canceled invalidated suspended replaced "
    "declined",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}

_OUTCOMES = {
    HIRED: "hired|hire|joined|started|onboarded|onboarding|employed|offer accepted|accepted offer|"
    "ready for hire|placed|converted|filled",
    OFFERED: "offered|offer|offer extended|extended offer|offer made|offer sent|offer stage|"
    "offer declined|declined offer|offer rejected|offer withdrawn|offer rescinded|"
    "candidate declined offer|rejected offer|background check",
    INTERVIEWED: "interviewed|interview|interviews|interviewing|first interview|second interview|"
    "final interview|onsite|on site|onsite interview|phone interview|panel interview|"
    "face to face|interview completed|rejected after interview|not selected after interview|"
    "interviewed not selected|interviewed not hired|interviewed rejected|interviewed and rejected|"
    "withdrew after interview|withdrawn after interview|assessment centre|assessment center",
    REJECTED: "rejected|reject|declined|dispositioned|not selected|not hired|unsuccessful|"
    "not qualified|does not meet requirements|failed|closed|archived|no hire|turned down|"
    "rejected before interview|not interviewed|screened out|position filled|underqualified",
    WITHDRAWN: "withdrawn|withdrew|candidate withdrew|withdrawn by candidate|self withdrew|"
    "candidate withdrawn|has declined|no longer interested|dropped out|no show",
    APPLIED: "applied|active|new|in progress|application review|application received|review|"
    "under review|received|submitted|in review|screen|screening|phone screen|recruiter screen|"
    "applicant|application|hiring manager review|1st step|new applicant|on hold|lead|prospect|"
    "pending|assessment|shortlisted|long list|shortlist",
}
_OUTCOME_OF = {word: outcome for outcome, words in _OUTCOMES.items() for word in words.split("|")}

_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "current",
        "active",
        "employed",
        "granted",
        "given",
        "opted",
        "in",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "former",
        "left",
        "inactive",
        "terminated",
        "refused",
        "withdrawn",
    ]
)


def folded(text: str) -> str:
    """Casefolded words of letters and digits without accents, joined by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", kept))


def spelled(headers: str) -> tuple[str, ...]:
    """Spellings of a header, given as one text with ``|`` between them."""
    return tuple(headers.split("|"))


def identity(text: str) -> str:
    """An id as another system writes it; spreadsheets turn ``1042`` into ``1042.0``.

    Raises:
        ValueError: longer than any id is, or holds control characters.
    """
    kept = re.sub(r"^(\d+)\.0$", r"\1", " ".join(text.split()))
    if len(kept) > 200 or not kept.isprintable():
        raise ValueError("not an id")
    return kept


def name(text: str) -> str:
    """A name or title on one line; ``Doe, Jane`` stays as it is written.

    Raises:
        ValueError: longer than any name is, or without a letter or digit.
    """
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(kept) > 300 or not folded(kept):
        raise ValueError("not a name")
    return kept


def yes_no(text: str) -> bool:
    """A yes or a no in the usual words.

    Raises:
        ValueError: neither.
    """
    return bool(_one_of(text, dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False), "yes or no"))


def state(text: str) -> str:
    """State of an award: accepted, pending or revoked.

    Raises:
        ValueError: a word that is no state we know.
    """
    return str(_one_of(text, _STATE_OF, "state of a badge that we know"))


def outcome(text: str) -> str:
    """How far an application came: the closed words of this module.

    Raises:
        ValueError: a word that is no outcome we know.
    """
    return str(_one_of(text, _OUTCOME_OF, "outcome that we know"))


def months(text: str) -> float:
    """A tenure in months: ``14``, ``14 months``, ``1.5 years``, ``2 yrs 3 mos``.

    Raises:
        ValueError: not a length of time, negative, longer than a working life, or with a mark
            that may part thousands as well as decimals (``1,200``).
    """
    return _length(text, "months", MOST_TENURE_MONTHS)


def years(text: str) -> float:
    """Experience in years: ``7``, ``7+ years``, ``18 months``, ``5-7`` (its lower end).

    Raises:
        ValueError: not a length of time, negative, longer than a working life, or with a mark
            that may part thousands as well as decimals (``1.000``).
    """
    return _length(text, "years", MOST_EXPERIENCE_YEARS)


_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d])")
_LENGTH = re.compile(
    r"(?:(?P<years>\d+(?:[.,]\d+)?)\s*(?:years?|yrs?|y)\b\.?)?[\s,and]*"
    r"(?:(?P<months>\d+(?:[.,]\d+)?)\s*(?:months?|mos?|m)\b\.?)?"
)
_PLAIN = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*\+?")
_WITH_UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:(?:-|–|to)\s*\d+(?:[.,]\d+)?|\+)\s*(?=[a-z])")


def _length(text: str, unit: str, most: float) -> float:
    plain = text.casefold().strip().lstrip("~><").strip()
    if _THOUSANDS.search(plain):
        raise ValueError("thousands and decimals cannot be told apart")
    value: float | None = None
    if bare := _PLAIN.fullmatch(plain):
        value = _number(bare[1])
    # Of a range the lower end counts: more has not been said.
    elif (match := _LENGTH.fullmatch(_WITH_UNIT.sub(r"\1 ", plain))) and any(match.groups()):
        in_months = 12 * _number(match["years"] or "0") + _number(match["months"] or "0")
        value = in_months if unit == "months" else in_months / 12
    if value is None:
        raise ValueError(f"not a number of {unit}")
    if value > most:
        raise ValueError(f"more than {most:g} {unit}")
    return value


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _one_of(text: str, known: Mapping[str, object], what: str) -> object:
    words = folded(text)
    if words not in known:
        raise ValueError(f"not a {what}")
    return known[words]
