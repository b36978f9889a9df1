"""The columns of credentials, as catalogs and badge platforms spell them, and their cells."""

import re

from etl.importing import Field
from etl.importing.values import amount, listed
from etl.offers import currency, hours, months, web_address

MOST_HOURS = 20_000
MOST_MONTHS = 600
_LENGTH = re.compile(
    r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>hours?|hrs?|h|months?|mos?|years?|yrs?|y)?\.?", re.I
)
_FOR_EVER = frozenset(
    {"never", "none", "no expiry", "does not expire", "lifetime", "unlimited", "no expiration"}
)
_DELIVERY_OF = {
    "online": "online", "e learning": "online", "elearning": "online", "virtual": "online",
    "remote": "online", "self paced": "online", "web": "online", "distance": "online",
    "on site": "on_site", "onsite": "on_site", "in person": "on_site", "classroom": "on_site",
    "face to face": "on_site", "campus": "on_site",
    "blended": "blended", "hybrid": "blended", "mixed": "blended",
}  # fmt: skip


def _spelled(headers: str) -> tuple[str, ...]:
    return tuple(headers.split("|"))


def hours_of(text: str) -> float:
    """Hours: a number, "40 hours", or an ISO duration made of hours.

    Raises:
        ValueError: another length of time.
    """
    if (told := hours(text)) is not None:
        return told
    found = _LENGTH.fullmatch(text.strip())
    if found is None or (found["unit"] or "h")[0] not in "hH":
        raise ValueError("not a number of hours")
    value = float(found["amount"].replace(",", "."))
    if not 0 < value <= MOST_HOURS:
        raise ValueError("not a number of hours")
    return value


def valid_months(text: str) -> int:
    """Months of validity: "36", "3 years", "P3Y"; 0 for what does not expire.

    Raises:
        ValueError: another length of time.
    """
    if text.casefold() in _FOR_EVER:
        return 0
    if (told := months(text)) is not None:
        return told
    found = _LENGTH.fullmatch(text.strip())
    unit = (found["unit"] or "m")[0].lower() if found else "h"
    if found is None or unit == "h":
        raise ValueError("not a number of months")
    value = float(found["amount"].replace(",", ".")) * (12 if unit == "y" else 1)
    if value != int(value) or value > MOST_MONTHS:
        raise ValueError("not a number of months")
    return int(value)


def delivery(text: str) -> str:
    """How it is taught, in our words (`online`, `on_site`, `blended`), joined by `|`.

    Raises:
        ValueError: none of the usual words.
    """
    found = []
    for part in listed(text.replace("/", ";")):
        words = " ".join(re.findall(r"[a-z]+", part.casefold()))
        if words not in _DELIVERY_OF:
            raise ValueError("no way of delivery that is known")
        found.append(_DELIVERY_OF[words])
    return "|".join(dict.fromkeys(found))


def address(text: str) -> str:
    """A web address.

    Raises:
        ValueError: it is none.
    """
    found = web_address(text if "://" in text or "." not in text else f"https://{text}")
    if found is None:
        raise ValueError("not a web address")
    return found


def currency_code(text: str) -> str:
    """An ISO 4217 code, by code or English name.

    Raises:
        ValueError: it is none.
    """
    found = currency({"$": "USD", "£": "GBP", "€": "EUR"}.get(text.strip(), text))
    if found is None:
        raise ValueError("not a currency")
    return found


FIELDS = (
    Field(
        "name",
        "name of the credential",
        _spelled(
            "name|credential name|badge name|badge template name|template name|title|"
            "certification name|certification|certificate name|certificate|badge title|"
            "credential|badge|badge class|badgeclass name|badge class name|achievement name|"
            "achievement|group name|course name|course title|program name|programme name|"
            "qualification|qualification title|training name"
        ),
        is_needed=True,
    ),
    Field(
        "issuer",
        "who awards it",
        _spelled(
            "issuer|issuer name|issuing organization|issuing organisation|issued by|"
            "organization|organisation|organization name|provider|provider name|vendor|"
            "awarding body|owner|owned by|institution|certifying body|company"
        ),
    ),
    Field(
        "external_id",
        "its id in the system that lists it",
        _spelled(
            "external id|credential id|badge template id|template id|badge id|badge class id|"
            "badgeclass id|ctid|entity id|entityid|slug|achievement id|group id|course id|"
            "certification id|code|id"
        ),
    ),
    Field(
        "url",
        "its page",
        _spelled(
            "url|credential url|badge url|badge template url|web address|website|link|page|"
            "subject webpage|global activity url|criteria url|course link|earn this badge url"
        ),
        address,
    ),
    Field(
        "type",
        "what kind of credential it is",
        _spelled("type|credential type|badge type|type category|kind|category|template type"),
    ),
    Field(
        "price",
        "price of earning it",
        _spelled(
            "price|cost|fee|exam fee|price amount|total cost|tuition|amount|cost usd|price usd|"
            "fees|exam cost|list price|preis"
        ),
        amount,
    ),
    Field(
        "currency",
        "currency of the price (ISO 4217)",
        _spelled("currency|price currency|cost currency|currency code"),
        currency_code,
    ),
    Field(
        "hours",
        "hours of work",
        _spelled(
            "hours|duration hours|time to earn|learning hours|contact hours|estimated hours|"
            "duration|duration in hours|study hours|length|time"
        ),
        hours_of,
    ),
    Field("level", "level", _spelled("level|badge level|difficulty|credential level|niveau")),
    Field("language", "language", _spelled("language|languages|in language|inlanguage|locale")),
    Field(
        "delivery",
        "how it is taught or examined",
        _spelled("delivery|delivery mode|delivery type|mode|format|delivery method|modality"),
        delivery,
    ),
    Field(
        "valid_months",
        "months until it expires",
        _spelled(
            "valid months|validity months|validity|expires after|expires in|renewal period|"
            "validity period|valid for|expiration months|renewal months|default expiration"
        ),
        valid_months,
    ),
    Field(
        "skills",
        "skills that it shows, as a list",
        _spelled("skills|skill tags|tags|competencies|skills covered|badge skills|skill"),
        listed,
    ),
)
