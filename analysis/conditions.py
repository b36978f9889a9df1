"""What an issuer's conditions, a line of the catalog, say of degrees and of experience."""

import re

HOURS_A_YEAR = 2000
"""Of experience given in hours."""
NEAR, OF_HOURS = 25, 45
"""Letters after a length in which it is said of what it is not, and hours of what they are."""

NONE_ASKED = re.compile(r"none(?! (?:stated|fixed|for most))\b", re.I)
NOT_STATED = re.compile(r"none (?:stated|fixed|for most)\b", re.I)
"""What a page does not say, or not for everybody, is not known to be nothing."""
DEGREE = re.compile(r"\b(degree|bachelor|master's|doctora)", re.I)
ADVICE = re.compile(r"\b(advised|recommended|preferred)\b", re.I)
EXPERIENCE = re.compile(r"experience|\bwork|\bpractice\b|\bjob|supervised hours", re.I)
NOT_EXPERIENCE = re.compile(
    r"course|training|class|education|instruction|seminar|membership|\bago\b", re.I
)
WITHIN = re.compile(r"\b(with)?in\b[\w ]{0,12}$", re.I)
"""Before a length that is a deadline."""
LENGTH = re.compile(
    r"(?P<least>\d[\d,]*(?:\.\d+)?)(?:\s*(?:to|-|or)\s*[\d,.]+)?[\s-]*"
    r"(?P<unit>years?|months?|(?:[\w-]+ )?hours?)\b(?=(?P<rest>[^;,|]*))",
    re.I,
)
IN_YEARS = {"y": 1.0, "m": 1 / 12, "h": 1 / HOURS_A_YEAR}


def asks_nothing(text: str) -> bool:
    """Whether the conditions say that there are none; what is only advised is no condition."""
    return bool(NONE_ASKED.match(text))


def is_stated(text: str) -> bool:
    """Whether the conditions say anything at all."""
    return not NOT_STATED.match(text)


def names_degree(text: str) -> bool:
    """Whether a degree is asked for, if only as one of several ways."""
    return bool(DEGREE.search(text)) and not asks_nothing(text)


def is_advice(text: str) -> bool:
    """Whether what the conditions name is advised and not asked for."""
    return bool(ADVICE.search(text))


def least_years(text: str, *, is_asked: bool) -> float | None:
    """The shortest experience that the conditions name, in years; None where none is.

    Args:
        is_asked: known from elsewhere that experience is asked for, so that years of something
            that is no course or membership mean it.
    """
    found = []
    for clause in re.split(r"[;|]", text):
        for match in LENGTH.finditer(clause):
            is_hours = "hour" in match["unit"].lower()
            of_what = match["unit"] + re.split(r"\bor\b", match["rest"])[0][:OF_HOURS]
            said = EXPERIENCE.search(of_what if is_hours else clause)
            if (
                not (said or (is_asked and not is_hours))
                or NOT_EXPERIENCE.search(match["unit"] + match["rest"][:NEAR])
                or WITHIN.search(clause[: match.start()])
            ):
                continue
            unit = match["unit"].split(" ")[-1][0].lower()
            found.append(float(match["least"].replace(",", "")) * IN_YEARS[unit])
    return min(found, default=None)
