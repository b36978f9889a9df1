"""Where a job is: a raw place string to a country and a region, or to neither."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.normalise.place_names import (
    CITIES,
    CITIES_OF_GEORGIA,
    CITIES_UNDER_STATE_CODES,
    COUNTRY_NAMES,
    COUNTRY_PREFIXES,
    CROWN_DEPENDENCY_POSTCODE_AREAS,
    NO_PLACE,
    SUBDIVISION_CODES,
    SUBDIVISIONS,
    TWO_NAMED_TOWNS,
    UK_NATIONS,
    US_METRO_STATES,
    US_STATES,
    folded_name,
    is_abroad,
    nation_of_postcode_area,
)

_STATE_CODES = frozenset(US_STATES.values())
_JSON_COUNTRY = re.compile(r"\"addressCountry\":\s*\"(?P<code>[A-Za-z]{2})\"")
_JSON_POSTCODE = re.compile(r"\"postalCode\":\s*\"\s*(?P<area>[A-Za-z]{1,2})\d")
_JSON_WHOLE_POSTCODE = re.compile(r"\"postalCode\":\s*\"(?P<code>[^\"]*)\"")
_JSON_REGION = re.compile(r"\"addressRegion\":\s*\"(?P<region>[^\"]*)\"")
_TAIL = re.compile(
    r"\s*(?:\(\+\s?\d+ others?\)|\d+ (?:candidats|candidates|applicants|\(na\) aplikante)|"
    r"\(main facility\))\s*$",
    re.IGNORECASE,
)
_LOCATION_WORD = re.compile(r"^location\s+(?=[A-Z])")
_PREFIX = re.compile(
    r"^(?P<code>" + "|".join(sorted(COUNTRY_PREFIXES, key=len, reverse=True)) + r")"
    r"(?:\s*[-–,]\s*|\s+(?=[A-Z][A-Za-z]))(?P<rest>.+)$"
)
_USA_STATE = re.compile(r"^(?P<state>[A-Z]{2})\b")
_WORKING_MODE = re.compile(
    r"^(?:(?:hybrid|remote|in-office|on-?site|remote-friendly(?: \(travel[- ]required\))?)"
    r"(?: remote| work)?\s*[-–|:(]*\s*(?:in\s+)?)+",
    re.IGNORECASE,
)
_AREA_WORDS = re.compile(
    r"^greater\s+|\s+(?:metropolitan (?:area|region)|metro area|area|region)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*;\s*|\s+or\s+|\s+/\s+")
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?$")
_CANADIAN_POSTCODE = re.compile(r"\s+[A-Z]\d[A-Z]\s?\d[A-Z]\d$")
_SHORT_CODE = re.compile(r"[A-Z.]{1,4}")
_STATE_AND_COUNTRY = re.compile(r"^(?P<state>.+?)\s+(?:US|USA|United States)$")


@dataclass(frozen=True)
class Place:
    """ISO 3166 alpha-2 country, and a US state code or UK nation; None where not known."""

    country: str | None
    region: str | None


NOWHERE = Place(None, None)


@lru_cache(maxsize=65_536)
def parse_place(text: str, default_country: str | None) -> Place:
    """The place that `text` names.

    `default_country` is the country of the source; it is used when the string names no country of
    its own ("Remote", "Franklin, TN"). A string that contradicts itself ("Dublin, United States":
    the collector added the country) gives no country at all.
    """
    stripped = _without_tail(text)
    if stripped.startswith("{"):
        return _json_place(stripped)
    stripped = _LOCATION_WORD.sub("", stripped)
    if stripped.casefold() in NO_PLACE:
        return Place(default_country, None)
    alternatives = {
        _one_place(part, default_country) for part in _SEPARATOR.split(stripped) if part
    }
    if len(alternatives) == 1:
        return alternatives.pop()
    countries = {place.country for place in alternatives}
    return Place(countries.pop(), None) if len(countries) == 1 else NOWHERE


@lru_cache(maxsize=65_536)
def locality(text: str) -> str | None:
    """The town that `text` names, folded, or the postcode of a schema.org Place; None without one.

    It only tells two places apart: "Austin, TX 78701" and "Austin, Texas, US" are both "austin".
    """
    stripped = _without_tail(text)
    if stripped.startswith("{"):
        postcode = _JSON_WHOLE_POSTCODE.search(stripped)
        return re.sub(r"\s", "", postcode["code"]).casefold() or None if postcode else None
    parts = [_ZIP.sub("", part.strip()) for part in stripped.split(",") if part.strip()]
    while parts and (parts[-1].casefold() in COUNTRY_NAMES or parts[-1].isdigit()):
        parts.pop()
    if len(parts) > 1 and _state(parts[-1]):
        is_country = _country_of_code(parts) is not None
        parts.pop()
        if is_country and len(parts) > 1:
            parts = parts[:-1]
    words = re.findall(r"[^\W_]+", parts[-1].casefold()) if parts else []
    return None if not words or " ".join(words) in NO_PLACE else " ".join(words)


def _without_tail(text: str) -> str:
    """`text` without counts of applicants and of other places after it."""
    previous, stripped = None, text.strip()
    while previous != stripped:
        previous, stripped = stripped, _TAIL.sub("", stripped).strip()
    return stripped


def _json_place(text: str) -> Place:
    """A schema.org Place, perhaps cut off before its end."""
    country = _JSON_COUNTRY.search(text)
    if country is None:
        return NOWHERE
    code = country["code"].upper().replace("UK", "GB")
    region = _JSON_REGION.search(text)
    if code == "US":
        return Place(code, _state(region["region"]) if region else None)
    if code != "GB":
        return Place(code, None)
    postcode = _JSON_POSTCODE.search(text)
    area = postcode["area"].upper() if postcode else ""
    if area in CROWN_DEPENDENCY_POSTCODE_AREAS:
        return Place(CROWN_DEPENDENCY_POSTCODE_AREAS[area], None)
    return Place("GB", nation_of_postcode_area(area))


def _one_place(text: str, default_country: str | None) -> Place:
    prefix = _PREFIX.match(text)
    if prefix:
        code, rest = COUNTRY_PREFIXES[prefix["code"]], prefix["rest"]
        state = _USA_STATE.match(rest)
        if code == "US":
            if state and state["state"] in _STATE_CODES:
                return Place("US", state["state"])
            return Place("US", _single_region(re.split(r"\s*[,–]\s*|\s-\s", rest)))
        # "IN" and "US" are also words of other systems; a state code after a comma is a state.
        return Place(code, None)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return Place(default_country, None)
    while len(parts) > 1 and re.fullmatch(r"\d{5}(?:-\d{4})?|\d\d-\d{3}", parts[-1]):
        parts.pop()
    joined = _STATE_AND_COUNTRY.match(parts[-1])
    if joined and len(parts) > 1 and _state(joined["state"]):
        parts[-1:] = [joined["state"], "United States"]
    last = parts[-1].split(" - ")[0].strip()
    if last in _STATE_CODES:
        parts[-1] = last
    abroad = _country_of_code(parts)
    if abroad:
        return Place(abroad, None)
    country = COUNTRY_NAMES.get(_ZIP.sub("", last).casefold())
    if country == "US" and len(parts) > 1:
        return _stated_us(parts[:-1])
    if country and not (len(parts) > 1 and last in _STATE_CODES):
        return Place(country, _nation_of(parts) if country == "GB" else None)
    return _without_country(parts, default_country)


def _country_of_code(parts: list[str]) -> str | None:
    """The country whose code ends `parts` after a city of it, where the code is a state's too."""
    if len(parts) == 2 and parts[0] in CITIES_UNDER_STATE_CODES:
        parts = parts[::-1] if is_abroad(parts[1], parts[0]) else parts
    *towns, code = [_AREA_WORDS.sub("", _WORKING_MODE.sub("", part)) for part in parts]
    if not towns:
        return None
    if code == "Georgia" and folded_name(towns[-1]) in CITIES_OF_GEORGIA:
        return "GE"
    if code not in CITIES_UNDER_STATE_CODES:
        return None
    middle = _CANADIAN_POSTCODE.sub("", towns[-1])
    if is_abroad(middle, code) or middle in SUBDIVISION_CODES.get(code, ()):
        return code
    # A middle part that is a state's code is a province only where a country has such provinces.
    is_short = _SHORT_CODE.fullmatch(middle) and (
        middle not in _STATE_CODES or code in ("IN", "CO")
    )
    is_province = is_short or SUBDIVISIONS.get(middle.casefold()) == code
    return code if len(towns) > 1 and is_province and is_abroad(towns[-2], code) else None


def _stated_us(parts: list[str]) -> Place:
    """Parts before a stated "United States", which some collectors add to every place."""
    while parts and COUNTRY_NAMES.get(parts[-1].casefold()) == "US":
        parts = parts[:-1]
    if "ENG" in parts:
        return NOWHERE
    region = _state(parts[1]) if len(parts) == 2 else None
    region = region or _single_region(parts)
    if region or not parts:
        return Place("US", region)
    bare = _WORKING_MODE.sub("", parts[0]).strip(" )")
    folded = bare.casefold()
    if folded in NO_PLACE:
        # A working mode stands where a town should: the added country is no evidence.
        return NOWHERE
    if len(parts) == 1:
        prefix = _PREFIX.match(bare)
        if prefix and COUNTRY_PREFIXES[prefix["code"]] != "US":
            return Place(COUNTRY_PREFIXES[prefix["code"]], None)
        stated = COUNTRY_NAMES.get(re.split(r":| - ", folded)[0])
        if folded != parts[0].casefold() and stated:
            return Place(stated, None)
        if folded in TWO_NAMED_TOWNS:
            return NOWHERE
        abroad = CITIES.get(folded) or CITIES.get(folded.split(" - ")[0])
        if abroad or folded in ("india", "thailand", "singapore", "luxembourg", "canada"):
            return Place(abroad or COUNTRY_NAMES[folded], None)
        if re.match(r"(?:canada|americas|amsterdam or|ca-remote)\b", folded):
            return NOWHERE
    return Place("US", None)


def _without_country(parts: list[str], default_country: str | None) -> Place:
    """A place whose last part is no country: a state, a city, or something unknown."""
    last = parts[-1]
    folded = last.casefold()
    if default_country in (None, "US"):
        region = _single_region(parts)
        if region:
            return Place("US", region)
        named = [state for state in map(_state, parts) if state]
        if len(parts) > 1 and len(named) == len(parts):
            return Place("US", None)
    if len(parts) > 1 and _mid_country(parts[1:]):
        return Place(_mid_country(parts[1:]), None)
    if folded in SUBDIVISIONS and (len(parts) > 1 or default_country == SUBDIVISIONS[folded]):
        return Place(SUBDIVISIONS[folded], None)
    bare = folded
    while (shorter := _AREA_WORDS.sub("", bare).strip()) != bare:
        bare = shorter
    if bare != folded and bare in US_METRO_STATES:
        return Place("US", US_METRO_STATES[bare])
    if folded in SUBDIVISIONS and default_country is None:
        return Place(SUBDIVISIONS[folded], None)
    if bare in CITIES and default_country in (None, CITIES[bare]):
        country = CITIES[bare]
        return Place(country, "England" if bare in ("london", "manchester") else None)
    if len(parts) == 2 and folded == "washington" and parts[0].casefold() in ("d.c.", "dc"):
        return Place("US", "DC")
    return Place(default_country, None)


def _mid_country(parts: list[str]) -> str | None:
    """Another country's two-letter code between commas ("Warsaw, PL")."""
    return next((part for part in parts if part in ("PL", "PH", "SG", "GB")), None)


def _single_region(parts: list[str]) -> str | None:
    """The state of a list of parts when it names exactly one.

    "New York, NY" and "Washington, DC" name a city and its state; "Michigan, Arizona" names two
    states and gives none.
    """
    states = [_state(part) for part in parts]
    found = [state for state in states if state]
    if not found:
        return None
    if len(set(found)) == 1:
        return found[0]
    last = parts[-1].strip()
    is_city_and_state = len(found) == 2 and states[-1] and len(parts) >= 2
    if is_city_and_state and (_ZIP.sub("", last) in _STATE_CODES or states[-1] == "DC"):
        return states[-1]
    return None


def _state(text: str) -> str | None:
    """A state's code from its code, its name or either with a ZIP code."""
    stripped = _ZIP.sub("", text.strip())
    stripped = re.sub(r"^state of\s+|\s+(?:state|metropolitan area)$", "", stripped, flags=re.I)
    if stripped in _STATE_CODES:
        return stripped
    if stripped.casefold() in ("d.c.", "washington d.c.", "washington dc", "dc"):
        return "DC"
    return US_STATES.get(stripped.casefold())


def _nation_of(parts: list[str]) -> str | None:
    for part in parts:
        if part.casefold() in UK_NATIONS:
            return UK_NATIONS[part.casefold()]
    return "England" if re.match(r"(?:greater )?london\b", parts[0], re.IGNORECASE) else None
