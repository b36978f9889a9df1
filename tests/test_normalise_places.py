"""Places: shapes that occur, and contradictions that are refused."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise import place_names
from etl.normalise.places import NOWHERE, Place, locality, parse_place

REFERENCE = Path(__file__).parent.parent / "data" / "reference"


def json_place(country: str, postcode: str) -> str:
    return (
        '{"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "'
        f'{country}", "addressLocality": "Somewhere", "postalCode": "{postcode}"}}, "geo": {{"@ty'
    )


@pytest.mark.parametrize(
    ("text", "default", "country", "region"),
    [
        (json_place("GB", "NE1 4LP"), "GB", "GB", "England"),
        (json_place("GB", "CF10 1AA"), "GB", "GB", "Wales"),
        (json_place("GB", "G1 1AA"), "GB", "GB", "Scotland"),
        (json_place("GB", "BT1 1AA"), "GB", "GB", "Northern Ireland"),
        (json_place("GB", "SY1 1AA"), "GB", "GB", None),
        (json_place("GB", "JE2 3QS"), "GB", "JE", None),
        ("Franklin, TN", "US", "US", "TN"),
        ("New York, NY", "US", "US", "NY"),
        ("New York, NY, USA", "US", "US", "NY"),
        ("Franklin, Tennessee, United States", "US", "US", "TN"),
        ("200 Main Street, Sunnyvale, CA 94086", "US", "US", "CA"),
        ("Springdale, Arkansas", "US", "US", "AR"),
        ("Washington, DC", "US", "US", "DC"),
        ("Washington, D.C.", "US", "US", "DC"),
        ("Washington", "US", "US", "WA"),
        ("Washington State", "US", "US", "WA"),
        ("Georgia", "US", "US", "GA"),
        ("Michigan and Arizona", "US", "US", None),
        ("Michigan, Arizona", "US", "US", None),
        ("Valhalla, New York; Plano, Texas", "US", "US", None),
        ("USA VA McLean, US", "US", "US", "VA"),
        ("USA - NJ - Camden", "US", "US", "NJ"),
        ("USA, Ewing, NJ", "US", "US", "NJ"),
        ("US - AL, Huntsville", "US", "US", "AL"),
        ("Atlanta, Georgia US", "US", "US", "GA"),
        ("San Juan, PR", "US", "US", "PR"),
        ("DEU Grafenwoehr - Garrison, US", "US", "DE", None),
        ("IN - Trivandrum, US", "US", "IN", None),
        ("PH, Taguig", "US", "PH", None),
        ("Remote", "US", "US", None),
        ("", "US", "US", None),
        ("Remote", None, None, None),
        ("United States", "US", "US", None),
        ("5 Locations, US", "US", "US", None),
        ("Singapore", "SG", "SG", None),
        ("Singapore (+1 other)", "SG", "SG", None),
        ("Nasr City, Cairo", "EG", "EG", None),
        ("6th of October, Giza", "EG", "EG", None),
        ("Riyadh, Saudi Arabia", "EG", "SA", None),
        ("Dubai, United Arab Emirates", "EG", "AE", None),
        ("Bengaluru, Karnataka, India", None, "IN", None),
        ("Greater Kolkata Area", None, "IN", None),
        ("Reading, England, United Kingdom", None, "GB", "England"),
        ("London Area, United Kingdom", None, "GB", "England"),
        ("Wrexham, Wales, United Kingdom", None, "GB", "Wales"),
        ("Paris 35 candidats", None, "FR", None),
        ("Île-de-France, France 88 candidats", None, "FR", None),
        ("Dublin, County Dublin, Ireland", None, "IE", None),
        ("Greater Munich Metropolitan Area", None, "DE", None),
        ("Brussels Metropolitan Area", None, "BE", None),
        ("San Francisco Bay Area", None, "US", "CA"),
        ("Austin, Texas Metropolitan Area", None, "US", "TX"),
        ("London, Ontario, Canada", None, "CA", None),
        ("Budapest, Hungary", None, "HU", None),
        # the collector added the country to all of these
        ("Bengaluru, United States", "US", "IN", None),
        ("Mexico City, United States", "US", "MX", None),
        ("Remote - Ireland, United States", "US", "IE", None),
        ("Dublin, United States", "US", None, None),
        ("London, United States", "US", None, None),
        ("Hybrid, United States", "US", None, None),
        ("San Mateo, United States", "US", "US", None),
        ("Ohio, US", "US", "US", "OH"),
    ],
)
def test_reads(text: str, default: str | None, country: str | None, region: str | None) -> None:
    assert parse_place(text, default) == Place(country, region)


ABROAD = [
    ("Berlin, DE", "DE"),
    ("Köln, DE", "DE"),
    ("Koln, DE", "DE"),
    ("Muenchen, DE", "DE"),
    ("Castrop-Räuxel, DE", "DE"),
    ("10115 Berlin, DE", "DE"),
    ("Berlin, DE, 10115", "DE"),
    ("Berlin, BE, DE", "DE"),
    ("Hamburg, HH, DE", "DE"),
    ("Munich, Bavaria, DE", "DE"),
    ("Remote - Berlin, DE", "DE"),
    ("Berlin, DE - Remote", "DE"),
    ("DE, Berlin", "DE"),
    ("Toronto, CA", "CA"),
    ("Toronto, ON, CA", "CA"),
    ("Timmins, ON, CA", "CA"),
    ("Timmins, ON P4N 1A1, CA", "CA"),
    ("Toronto, Ontario, CA", "CA"),
    ("Greater Toronto Area, CA", "CA"),
    ("Montréal, QC, CA", "CA"),
    ("Montréal, CA", "CA"),
    ("St. John's, CA", "CA"),
    ("Richmond, BC, CA", "CA"),
    ("Alberta, CA", "CA"),
    ("Mumbai, IN", "IN"),
    ("Delhi, IN", "IN"),
    ("New Delhi, DL, IN", "IN"),
    ("Bengaluru, KA, IN", "IN"),
    ("Chennai, TN, IN", "IN"),
    ("Karnataka, IN", "IN"),
    ("Bogota, CO", "CO"),
    ("Bogotá, D.C., CO", "CO"),
    ("Bogotá, DC, CO", "CO"),
    ("Medellín, ANT, CO", "CO"),
    ("Tel Aviv, IL", "IL"),
    ("Tel Aviv-Yafo, TA, IL", "IL"),
    ("Be'er Sheva, IL", "IL"),
    ("Buenos Aires, AR", "AR"),
    ("Buenos Aires, C, AR", "AR"),
    ("Tirana, AL", "AL"),
    ("Baku, AZ", "AZ"),
    ("Libreville, GA", "GA"),
    ("Tbilisi, Georgia", "GE"),
    ("Jakarta, ID", "ID"),
    ("Grand Cayman, KY", "KY"),
    ("Vientiane, LA", "LA"),
    ("Casablanca, MA", "MA"),
    ("Chișinău, MD", "MD"),
    ("Podgorica, ME", "ME"),
    ("Ulaanbaatar, MN", "MN"),
    ("Macau, MO", "MO"),
    ("Valletta, MT", "MT"),
    ("Nouméa, NC", "NC"),
    ("Niamey, NE", "NE"),
    ("Panama City, PA", "PA"),
    ("Victoria, SC", "SC"),
    ("Khartoum, SD", "SD"),
    ("Tunis, TN", "TN"),
    ("Vatican City, VA", "VA"),
    ("Berlin, DE; Munich, DE", "DE"),
]  # fmt: skip
AMERICAN = [
    ("Dover, DE", "DE"),
    ("Middletown, DE", "DE"),
    ("San Jose, CA", "CA"),
    ("San José, CA", "CA"),
    ("La Cañada Flintridge, CA", "CA"),
    ("Cañon City, CO", "CO"),
    ("Coeur dâ€™Alene, ID", "ID"),
    ("Ontario, CA", "CA"),
    ("2500 Haven Avenue, Ontario, CA", "CA"),
    ("Richmond, CA", "CA"),
    ("Windsor, CA", "CA"),
    ("Victoria Gardens, Rancho Cucamonga, CA", "CA"),
    ("Los Angeles, LA, CA", "CA"),
    ("Remote, US, CA", "CA"),
    ("Vancouver, WA", "WA"),
    ("Toronto, OH", "OH"),
    ("Gary, IN", "IN"),
    ("Salem, IN", "IN"),
    ("Delhi, CA", "CA"),
    ("Delhi, LA", "LA"),
    ("Delhi, NY", "NY"),
    ("Chicago, IL", "IL"),
    ("Denver, CO", "CO"),
    ("London, KY", "KY"),
    ("Georgetown, KY", "KY"),
    ("Paris, TX", "TX"),
    ("Stuttgart, AR", "AR"),
    ("Hamburg, AR", "AR"),
    ("Berlin, NJ", "NJ"),
    ("Berlin, MD", "MD"),
    ("Berlin, CT", "CT"),
    ("Berlin, NH", "NH"),
    ("Hamilton, AL", "AL"),
    ("Cambridge, MA", "MA"),
    ("Halifax, MA", "MA"),
    ("Carthage, TN", "TN"),
    ("Lebanon, TN", "TN"),
    ("Panama City, FL", "FL"),
    ("Moscow, ID", "ID"),
    ("Florence, AL", "AL"),
    ("Atlanta, Georgia", "GA"),
    ("Fort Mill, SC, US", "SC"),
]  # fmt: skip


@pytest.mark.parametrize("default", [None, "US"])
@pytest.mark.parametrize(("text", "country"), ABROAD)
def test_reads_a_countrys_code_after_a_city_of_it(
    text: str, country: str, default: str | None
) -> None:
    assert parse_place(text, default) == Place(country, None)


@pytest.mark.parametrize("default", [None, "US"])
@pytest.mark.parametrize(("text", "region"), AMERICAN)
def test_reads_a_states_code_after_any_other_town(
    text: str, region: str, default: str | None
) -> None:
    assert parse_place(text, default) == Place("US", region)


@pytest.mark.parametrize(
    ("text", "default", "country"),
    [
        ("Kleinmachnow, DE", "DE", "DE"),
        ("Richmond, CA", "CA", "CA"),
        ("Salem, IN", "IN", "IN"),
        ("Toronto, CA", "EG", "CA"),
        ("Berlin, DE", "CA", "DE"),
    ],
)
def test_the_country_of_the_source_settles_a_code(text: str, default: str, country: str) -> None:
    assert parse_place(text, default) == Place(country, None)


def test_every_code_of_two_meanings_is_a_state_and_its_cities_are_folded() -> None:
    states = set(place_names.US_STATES.values())
    for code, names in place_names.CITIES_UNDER_STATE_CODES.items():
        assert code in states
        assert names
        assert {place_names.folded_name(name) for name in names} == names


@given(st.text(max_size=60), st.sampled_from([None, "US", "GB", "EG"]))
def test_never_fails_on_any_text(text: str, default: str | None) -> None:
    place = parse_place(text, default)
    assert place == NOWHERE or place.country is not None


def test_every_code_has_a_name() -> None:
    with (REFERENCE / "countries.csv").open(encoding="utf-8", newline="") as handle:
        countries = [row["country"] for row in csv.DictReader(handle)]
    with (REFERENCE / "regions.csv").open(encoding="utf-8", newline="") as handle:
        regions = [(row["country"], row["region"]) for row in csv.DictReader(handle)]
    assert len(set(countries)) == len(countries)
    assert len(set(regions)) == len(regions)
    used = {
        *place_names.COUNTRY_NAMES.values(),
        *place_names.CITIES.values(),
        *place_names.SUBDIVISIONS.values(),
        *place_names.COUNTRY_PREFIXES.values(),
        *place_names.CROWN_DEPENDENCY_POSTCODE_AREAS.values(),
        *place_names.CITIES_UNDER_STATE_CODES,
        "GE",
    }
    assert used <= set(countries)
    assert {("US", code) for code in place_names.US_STATES.values()} <= set(regions)
    assert {("GB", nation) for nation in place_names.UK_NATIONS.values()} <= set(regions)


def test_postcode_areas_belong_to_one_nation() -> None:
    groups = (
        place_names.WELSH_POSTCODE_AREAS,
        place_names.SCOTTISH_POSTCODE_AREAS,
        place_names.ENGLISH_POSTCODE_AREAS,
        place_names.BORDER_POSTCODE_AREAS,
        frozenset(place_names.CROWN_DEPENDENCY_POSTCODE_AREAS),
    )
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json_place("GB", "CF10 1AA"), "cf101aa"),
        ("Austin, TX 78701", "austin"),
        ("Austin, Texas, US", "austin"),
        ("200 Main Street, Sunnyvale, CA 94086", "sunnyvale"),
        ("Baltimore, United States", "baltimore"),
        ("Richmond, VA 12 applicants", "richmond"),
        ("Toronto, ON, CA", "toronto"),
        ("Bengaluru, KA, IN", "bengaluru"),
        ("Berlin, DE", "berlin"),
        ("Texas", "texas"),
        ("Remote", None),
        ("United States", None),
        ("", None),
    ],
)
def test_localities_tell_two_places_apart(text: str, expected: str | None) -> None:
    assert locality(text) == expected
