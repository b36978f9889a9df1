"""The four kinds of mention with the bundled catalog: families, open patterns, generic ones."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import language_of
from analysis.matching import Refusal, Vocabulary, collapse, find_mentions
from etl.vocabulary import read_names, read_vocabulary
from tests.conftest import BUNDLED


@cache
def all_kinds() -> Vocabulary:
    return read_vocabulary(BUNDLED.catalog, all_kinds=True)


FOUND = [
    # families: a maker or a method beside a word of certifying, a register, a licence
    ("AWS certification preferred.", [("family", "aws")]),
    ("AWS or Azure certifications are a plus.", [("family", "aws"), ("family", "azure")]),
    ("Certifications: Tableau, SAP", [("family", "tableau"), ("family", "sap")]),
    ("Lean Six Sigma certification", [("family", "six-sigma")]),
    ("Must be HCPC registered.", [("family", "hcpc")]),
    ("You need a state teaching license.", [("family", "teaching-licence")]),
    ("A CDL is required.", [("family", "cdl")]),
    (
        "Certification in Networks (CCNA)",
        [("catalogued", "cisco-certified-network-associate")],
    ),
    ("Deploy services on AWS and Azure.", []),
    ("AWS D1.1 welding code", []),
    ("Villages in the green belt", []),
    # a level, track or state that is not told: the family has it
    ("ITIL v3 certification", [("family", "itil")]),
    ("PRINCE2 certified", [("family", "prince2")]),
    ("A CCNP is required.", [("family", "cisco")]),
    ("AWS Certified Solutions Architect", [("family", "aws")]),
    ("Paramedic license", [("family", "paramedic")]),
    ("Hold a CCT or be on the specialist register", [("family", "cct")]),
    ("Member in good standing of the bar", [("family", "bar-admission")]),
    ("Board certified as an Adult Nurse Practitioner",
     [("family", "board-certified"), ("family", "nurse-practitioner-board")]),
    ("Passed the NCLEX", [("family", "nclex")]),
    # what the catalog lacks
    ("Kite Pilot Certification required", [("uncatalogued", "Kite Pilot Certification")]),
    ("Must hold a gaming license.", [("uncatalogued", "gaming license")]),
    ("Registered with the Farriers Council", [("uncatalogued", "Registered with the")]),
    ("Chartered Structural Engineer", [("uncatalogued", "Chartered Structural Engineer")]),
    ("A certificate in dog grooming is desirable.", [("uncatalogued", "certificate in dog")]),
    ("Licensed to practice acupuncture", [("uncatalogued", "Licensed to practice")]),
    ("Certified Falconer", [("uncatalogued", "Certified Falconer")]),
    ("You have XYZA accreditation.", [("uncatalogued", "XYZA accreditation")]),
    ("You must be XYZA accredited.", [("uncatalogued", "XYZA accredited")]),
    ("A first-class FAA medical certificate", [("uncatalogued", "medical certificate")]),
    ("- Bridge operator certified (all rivers)", [("uncatalogued", "Bridge operator certified")]),
    ("You must be a registered herbalist.", [("uncatalogued", "registered herbalist")]),
    ("Ideal for licensed music therapists", [("uncatalogued", "licensed music therapists")]),
    ("(b) Certification in Beekeeping", [("uncatalogued", "Certification in Beekeeping")]),
    # named, but none in particular
    ("Relevant certification preferred.", [("generic", "Relevant certification")]),
    ("Any industry certificate is a plus.", [("generic", "industry certificate")]),
    ("No certification is required.", [("generic", "certification")]),
    ("Professional certifications are desirable.", [("generic", "Professional certifications")]),
    ("Must be registered with the relevant professional body.",
     [("generic", "registered with the relevant professional body")]),
    ("Certification in a related field", [("generic", "Certification in a related field")]),
    ("Certification from a recognised organisation", [("generic", "Certification from a rec")]),
    ("Provide a copy of your license.", [("generic", "license")]),
    ("Your certification must be submitted.", [("generic", "certification")]),
    ("Certifications: None", [("generic", "Certifications")]),
    ("Meet state licensure requirements", [("generic", "licensure")]),
    ("Benefits: tuition aid, certification reimbursement", [("generic", "certification")]),
    # other things
    ("Bridge operator course, certified organic food", []),
    ("Do not submit a copy of your license.", []),
    ("I do not meet the licensure requirements.", []),
    ("3. Fishery Licensure. Do you like boats?", []),
    ("One of the following certifications:\nnone listed", []),
    ("A graduate of an XYZA accredited program", []),
    ("The laboratory is UKAS accredited.", []),
    ("In that year XYZA accredited all of them.", []),
    ("Cares for patients registered with Hill Surgery", []),
    ("Must be able to drive and hold a full UK licence.", []),
    ("Needs a criminal record certificate.", []),
    ("ICU Registered Nurse", []),
    ("The Certified Falconer will train the birds.", []),
    ("Required: a government export license", []),
    ("A valid driver's license is required.", []),
    ("You need a full driving licence.", []),
    ("Provide your marriage certificate.", []),
    ("Must complete the Self-Certification Checklist.", []),
    ("Manage the certification process.", []),
    ("Certifications:\nNone", []),
    ("Pays with a credit card.", []),
    ("Software license management is required.", []),
    ("An ISO certified plant", []),
    ("Sends certified mail", []),
    ("A certificate of sponsorship is needed.", []),
    ("SSL certificates must be renewed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:40] for text, _ in FOUND])
def test_kinds_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    mentions = find_mentions([text], all_kinds())
    assert [m.kind for m in mentions] == [kind for kind, _ in expected]
    for mention, (kind, value) in zip(mentions, expected, strict=True):
        if kind in ("family", "catalogued"):
            assert mention.credential_id == value
        else:
            assert mention.credential_id is None
            assert mention.surface_form.startswith(value)


TEXT = """Requirements:
- PMP or another relevant certification
- AWS certification preferred, Falconry license a plus
- Works with a CPA firm; a driver's license is needed"""


def test_only_the_catalogued_count_for_a_credential() -> None:
    mentions = find_mentions([TEXT], all_kinds())
    assert {m.kind for m in mentions} == {"catalogued", "family", "uncatalogued", "generic"}
    assert [m.kind for m in collapse(mentions)] == ["catalogued"]


def test_other_kinds_do_not_change_the_catalogued() -> None:
    plain = find_mentions([TEXT], read_vocabulary(BUNDLED.catalog))
    assert plain == [m for m in find_mentions([TEXT], all_kinds()) if m.kind == "catalogued"]


def test_refusals_name_their_rule() -> None:
    refusals: list[Refusal] = []
    find_mentions([TEXT], all_kinds(), refusals)
    rules = {refusal.surface_form: refusal.rule for refusal in refusals}
    assert rules["CPA"] == "refuses_near"
    assert rules["license"] == "other_thing"


def test_every_family_has_one_name_and_no_credential_has_its_id() -> None:
    credentials = {alias.credential_id for alias in read_vocabulary(BUNDLED.catalog).aliases}
    families = {a.credential_id for a in all_kinds().aliases if a.kind == "family"}
    assert not families & credentials
    assert families <= read_names(BUNDLED.catalog).keys()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for an engineer who works with the team in our office.", "en"),
        ("Wir suchen für unser Team eine Person, die mit uns arbeitet und das Büro leitet.", "de"),
        (
            "Vous avez une expérience dans la vente et vous parlez avec les clients du lieu.",
            "fr",
        ),
        ("PMP", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


PIECES = st.sampled_from(
    ["PMP", "certified ", "certification", "licence ", "registered with ", "the ", "NMC ", "AWS ",
     " ", "\n", "(", ")", ", ", "/", "-", ": ", ". ", "İ", "ß", "\x00", "\ud800", "🙂", "relevant ",
     "Crane ", "driver's ", "must have ", "preferred", "Required:\n", "•", "in ", "as a ", "s", "é"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=16).map("".join))


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=5), st.integers(0, 5))
def test_any_text_is_read_and_batches_do_not_matter(texts: list[str], cut: int) -> None:
    refusals: list[Refusal] = []
    whole = find_mentions(texts, all_kinds(), refusals)
    for found in (*whole, *refusals):
        assert texts[found.posting_index][found.start : found.end] == found.surface_form != ""
    apart = [
        (at + m.posting_index, m.start, m.end, m.kind, m.credential_id, m.strength, m.reason)
        for at, part in ((0, texts[:cut]), (len(texts[:cut]), texts[cut:]))
        for m in find_mentions(part, all_kinds())
    ]
    told = [
        (m.posting_index, m.start, m.end, m.kind, m.credential_id, m.strength, m.reason)
        for m in whole
    ]
    assert apart == told
    last = len(texts) - 1
    backwards = find_mentions(texts[::-1], all_kinds())
    assert sorted((last - m.posting_index, m.start, m.end, m.kind) for m in backwards) == [
        row[:4] for row in told
    ]
    spans = [(m.posting_index, m.start, m.end) for m in whole]
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(spans))
