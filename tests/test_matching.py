"""Mentions: whole words, case, sense rules, overlaps, spans."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.matching import (
    Mention,
    Vocabulary,
    build_vocabulary,
    collapse,
    find_mentions,
)
from analysis.resolving import Alias

ALIASES = (
    Alias("pmp", "PMP", True, (), ("pain management", "recruitment")),
    Alias("pmp", "Project Management Professional"),
    Alias("a-plus", "A+", True, ("CompTIA", "certif*", "Security+"), ("rated", "grade*")),
    Alias("a-plus", "CompTIA A+"),
    Alias("security-plus", "Security+", True),
    Alias("cpa", "CPA", True, ("account*", "licens*", "tax", "CMA"), ("Care Programme",)),
    Alias("cpa", "Certified Public Accountant"),
    Alias("frm", "Financial Risk Manager"),
    Alias("frm", "FRM", True, ("GARP",)),
    Alias("cma", "CMA", True, ("account*", "CPA")),
    Alias("cma-medical", "CMA", True, ("medical assistant", "AAMA")),
    Alias("scrum", "Scrum Master certification"),
    Alias("safe-scrum", "SAFe Scrum Master", True),
    Alias("safe-scrum", "SAFe Scrum Master certification", True),
    Alias("phr", "PHR", True),
    Alias("acp", "PMI-ACP", True),
    Alias("coder", "CPC", True),
    Alias("driver", "commercial driver's license"),
    Alias("engineer", "P.E.", True),
    Alias("trainer-one", "certified personal trainer"),
    Alias("trainer-two", "certified personal trainer"),
    Alias("ace", "ACE", True),
    Alias("cpr", "CPR/AED"),
    Alias("cook", "Certificat d'aptitude pâtissier"),
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return build_vocabulary(ALIASES)


FOUND = [
    ("We ask for a PMP.", [("pmp", "PMP")]),
    ("PMP", [("pmp", "PMP")]),
    ("(PMP)/PHR,PMP", [("pmp", "PMP"), ("phr", "PHR"), ("pmp", "PMP")]),
    ("The pmp file", []),
    ("PMPs and XPMP and PMP2 and ÉPMP and PMPж", []),
    ("project management professional", [("pmp", "project management professional")]),
    ("PROJECT\nMANAGEMENT  PROFESSIONAL", [("pmp", "PROJECT\nMANAGEMENT  PROFESSIONAL")]),
    ("Project\u00a0Management Professional", [("pmp", "Project\u00a0Management Professional")]),
    (
        "Project Management Professional (PMP) or PHR",
        [("pmp", "Project Management Professional (PMP)"), ("phr", "PHR")],
    ),
    ("PMP - Project Management Professional", [("pmp", "PMP - Project Management Professional")]),
    ("PMP \u00ae holders", [("pmp", "PMP")]),
    ("Project Management. Professional staff", []),
    ("Project Management\n- Professional staff", []),
    ("PMI-ACP", [("acp", "PMI-ACP")]),
    ("PMI ACP", [("acp", "PMI ACP")]),
    ("PMI\u2011ACP", [("acp", "PMI\u2011ACP")]),
    ("PMI \u2013 ACP", [("acp", "PMI \u2013 ACP")]),
    ("Security+", [("security-plus", "Security+")]),
    ("Security + and PHR", [("security-plus", "Security +"), ("phr", "PHR")]),
    ("security+", []),
    ("Security plus benefits", []),
    ("CompTIA A+/Security+", [("a-plus", "CompTIA A+"), ("security-plus", "Security+")]),
    ("A+ certification", [("a-plus", "A+")]),
    ("an A+ team", []),
    ("A+ rated, certified staff", []),
    ("CPA licence", []),
    ("CPA license", [("cpa", "CPA")]),
    ("an accountant holding the CPA", [("cpa", "CPA")]),
    ("CPA (Care Programme Approach) by the account manager", []),
    ("CPA " + "x " * 60 + "accountant", []),
    ("CMA or CPA", [("cma", "CMA"), ("cpa", "CPA")]),
    ("CMA, a medical assistant", [("cma-medical", "CMA")]),
    ("CMA for a medical assistant in account keeping", []),
    ("SAFe Scrum Master certification", [("safe-scrum", "SAFe Scrum Master certification")]),
    ("Safe Scrum Master certification", [("scrum", "Scrum Master certification")]),
    ("a commercial driver\u2019s licence", [("driver", "commercial driver\u2019s licence")]),
    ("Commercial Drivers License", [("driver", "Commercial Drivers License")]),
    ("registered P.E. in Ohio", [("engineer", "P.E.")]),
    ("P E lessons", []),
    ("P.M.P. and P.H.R", [("pmp", "P.M.P."), ("phr", "P.H.R")]),
    ("P M P", []),
    ("Financial Risk Manager (FRM)", [("frm", "Financial Risk Manager (FRM)")]),
    ("the FRM", []),
    ("the FRM of GARP", [("frm", "FRM")]),
    ("certified personal trainer", []),
    ("CPC-A holders and the code 25-CPC-117", []),
    ("CPC certified", [("coder", "CPC")]),
    ("CPR, AED", [("cpr", "CPR, AED")]),
    ("WE ARE THE ACE TEAM", []),
    ("an ACE certification", [("ace", "ACE")]),
    ("CERTIFICAT D'APTITUDE PÂTISSIER", [("cook", "CERTIFICAT D'APTITUDE PÂTISSIER")]),
    ("İİİ PMP İ", [("pmp", "PMP")]),
    ("🙂🙂 PHR 🙂", [("phr", "PHR")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:40] for text, _ in FOUND])
def test_finds_exactly(vocabulary: Vocabulary, text: str, expected: list[tuple[str, str]]) -> None:
    mentions = find_mentions([text], vocabulary)
    assert [(m.credential_id, m.surface_form) for m in mentions] == expected
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface_form


NOT_ASKED = [
    "You will join a CPA firm serving account holders.",
    "CPA exam review for accountants",
    "Supervises two PMP staff",
    "Reports to the PMP lead",
    "Teaches PHR preparation",
    "Knowledge of PMP processes",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_leaves_out_what_is_no_mention(vocabulary: Vocabulary, text: str) -> None:
    assert find_mentions([text], vocabulary) == []


def test_keeps_the_number_of_the_text(vocabulary: Vocabulary) -> None:
    mentions = find_mentions(["", "PMP", "none", "PHR or PMP"], vocabulary)
    assert [(m.posting_index, m.credential_id) for m in mentions] == [
        (1, "pmp"),
        (3, "phr"),
        (3, "pmp"),
    ]


def test_forms_do_not_run_across_texts(vocabulary: Vocabulary) -> None:
    assert find_mentions(["Project Management", "Professional"], vocabulary) == []


def test_collapse_keeps_the_strongest() -> None:
    mentions = [
        Mention(0, "pmp", "PMP", 90, 93, "mentioned", "none"),
        Mention(0, "pmp", "PMP", 10, 13, "preferred", "cue:preferred"),
        Mention(0, "pmp", "PMP", 50, 53, "required", "cue:must"),
        Mention(0, "phr", "PHR", 20, 23, "negated", "cue:not_required"),
        Mention(1, "pmp", "PMP", 0, 3, "negated", "cue:not_required"),
        Mention(1, "pmp", "PMP", 5, 8, "mentioned", "none"),
    ]
    assert [(m.posting_index, m.credential_id, m.strength) for m in collapse(mentions)] == [
        (0, "phr", "negated"),
        (0, "pmp", "required"),
        (1, "pmp", "mentioned"),
    ]


def test_vocabulary_survives_pickling(vocabulary: Vocabulary) -> None:
    again = pickle.loads(pickle.dumps(vocabulary))
    assert again.aliases == vocabulary.aliases
    assert find_mentions(["PMP or PHR"], again) == find_mentions(["PMP or PHR"], vocabulary)


def test_a_form_needs_letters() -> None:
    with pytest.raises(ValueError, match="letter or digit"):
        build_vocabulary([Alias("none", "+/-")])
    with pytest.raises(ValueError, match="Latin-1"):
        build_vocabulary([Alias("none", "Сертификат")])


def test_an_empty_vocabulary_finds_nothing() -> None:
    assert find_mentions(["PMP required"], build_vocabulary([])) == []


PIECES = st.sampled_from(
    ["PMP", "CPA", "account", "A+", "Security +", " ", "\n", "  ", "(", ")", ". ", "İ", "ß", "\x00",
     "must have ", "Required Qualifications:\n", "not required", "\u2022 ", "🙂", "\u2013", "pro",
     "Project Management Professional", "\ud800", "é", "Σ"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))
VOCABULARY = build_vocabulary(ALIASES)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_spans_point_at_whole_words(texts: list[str]) -> None:
    for mention in find_mentions(texts, VOCABULARY):
        text = texts[mention.posting_index]
        assert text[mention.start : mention.end] == mention.surface_form
        assert not text[mention.start - 1 : mention.start].isalnum()
        assert not text[mention.end : mention.end + 1].isalnum()


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.integers(0, 6))
def test_batches_do_not_matter(texts: list[str], cut: int) -> None:
    whole = find_mentions(texts, VOCABULARY)
    apart = [
        (offset + m.posting_index, m.credential_id, m.start, m.end, m.strength, m.reason)
        for offset, part in ((0, texts[:cut]), (len(texts[:cut]), texts[cut:]))
        for m in find_mentions(part, VOCABULARY)
    ]
    assert apart == [
        (m.posting_index, m.credential_id, m.start, m.end, m.strength, m.reason) for m in whole
    ]
    backwards = find_mentions(texts[::-1], VOCABULARY)
    last = len(texts) - 1
    assert sorted((last - m.posting_index, m.start, m.end, m.strength) for m in backwards) == [
        (m.posting_index, m.start, m.end, m.strength) for m in whole
    ]
