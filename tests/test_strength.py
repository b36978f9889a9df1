"""Strength of a mention: own cue, lead-in, heading, and what is no mention."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.headings import find_headings
from analysis.strength import STRENGTHS, Judgement, judge, sentence_around


def judged(text: str, form: str = "CPA") -> Judgement:
    start = text.index(form)
    return judge(text, start, start + len(form), find_headings(text))


STRENGTH = [
    # the item's own cue
    ("Applicants must hold a CPA.", "required"),
    ("CPA required.", "required"),
    ("CPA (Required)", "required"),
    ("A current CPA is essential for this post.", "required"),
    ("This role requires a CPA or a law degree.", "required"),
    ("CPA or CMA required", "required"),
    ("You need to hold a CPA.", "required"),
    ("Obtain the CPA within 90 days.", "required"),
    ("CPA within six months of hire", "required"),
    ("Obtain and maintain a CPA.", "required"),
    ("Applications will not be considered without a CPA.", "required"),
    ("The successful candidate will hold a CPA.", "required"),
    ("Required certifications: CPA, CMA", "required"),
    ("CPA preferred.", "preferred"),
    ("CPA (Preferred)", "preferred"),
    ("CPA, CMA or CFA a plus", "preferred"),
    ("CPA desirable", "preferred"),
    ("Ideally you hold a CPA.", "preferred"),
    ("Preferably with a CPA", "preferred"),
    ("A CPA would be an asset.", "preferred"),
    ("A CPA is nice to have.", "preferred"),
    ("Bonus: CPA", "preferred"),
    ("The CPA is viewed favourably.", "preferred"),
    ("You are a fully qualified CPA.", "required"),
    ("You are CPA qualified.", "required"),
    ("The successful applicant will be CPA qualified.", "required"),
    ("Maintains a valid CPA", "required"),
    ("Applicants should hold a CPA.", "required"),
    ("The post holder will be CPA registered.", "required"),
    ("The ideal candidate will have a CPA.", "preferred"),
    ("Ideally, the applicant will be registered as a CPA.", "preferred"),
    ("We prefer a CPA.", "preferred"),
    ("CPA to be obtained within a year of joining", "required"),
    ("A CPA is a \u2018plus\u2019", "preferred"),
    ("Certified in tax, with preferred certification as CPA", "preferred"),
    ("Keeps the booksPreferably a CPA", "preferred"),
    ("Must be CPA registered and would ideally hold a diploma.", "required"),
    ("Audit experience or CPA, with preferred certification as CMA", "mentioned"),
    ("Job requirements include a CPA.", "required"),
    ("CPA or equivalent combination of study and work required", "required"),
    # soft and hard negation
    ("CPA preferred but not required", "preferred"),
    ("CPA not required but preferred", "preferred"),
    ("A CPA is a plus, not mandatory.", "preferred"),
    ("CPA: not required", "negated"),
    ("A CPA is not mandatory.", "negated"),
    ("No CPA is required.", "negated"),
    ("You do not need a CPA.", "negated"),
    ("A CPA isn\u2019t necessary for this role.", "negated"),
    ("Certifications: none. CPA", "mentioned"),
    ("The following are desired but not required:\n- CPA", "preferred"),
    ("A CPA is not required at the time of application.", "mentioned"),
    # options, forms, bare names
    ("Do you hold a CPA?", "mentioned"),
    ("A. I have a current CPA.", "mentioned"),
    ("Some roles may require a CPA.", "mentioned"),
    ("Two years of audit may substitute for the CPA.", "mentioned"),
    ("A degree in lieu of the CPA", "mentioned"),
    ("Ability to obtain a CPA", "mentioned"),
    ("CPA", "mentioned"),
    ("12. CPA", "mentioned"),
    ("We pay for your CPA.", "mentioned"),
    ("Applicants must list their CPA on the form.", "mentioned"),
    ("You will be required to provide a copy of your CPA.", "mentioned"),
    ("Must hold a CPA (candidates must upload it).", "required"),
    ("A degree or an equivalent combination of study, CPA and work", "mentioned"),
    ("Work counts only after obtaining the CPA.", "mentioned"),
    ("Free training towards a CPA; funding for CPA study", "mentioned"),
    # cues of another item do not count
    ("CPA, two years of work Travel Required: yes", "mentioned"),
    ("Citizenship Required:NoPay:LowCertificates:CPA", "mentioned"),
    ("A degree is required. CPA", "mentioned"),
    ("A degree is needed and must be recent. CPA", "mentioned"),
    ("Degree required\nCPA\nPreferred: cycling", "mentioned"),
    ("CPA; a degree is required", "mentioned"),
    ("CPA. Excel is a must.", "mentioned"),
    ("As required, works with the tax team and CPA holders", "mentioned"),
    ("Essential functions of the CPA", "mentioned"),
    # headings and lead-ins
    ("Required Qualifications\n- CPA\n- Degree", "required"),
    ("Minimum qualifications:\n\u2022 CPA", "required"),
    ("ESSENTIAL\nCPA\nDESIRABLE\nCMA", "required"),
    ("Essential\nDegree\nDesirable\nCPA", "preferred"),
    ("Nice to have:\n* CPA", "preferred"),
    ("Preferred Qualifications Degree in law CPA", "preferred"),
    ("Minimum qualifications:\n\u2022 CPA preferred", "preferred"),
    ("Preferred qualifications:\n\u2022 CPA required", "required"),
    ("Requirements:\n- CPA", "required"),
    ("Required skills:\n- Excel\nResponsibilities:\n- Talk to each CPA", "mentioned"),
    ("Benefits:\n- CPA training", "mentioned"),
    ("You must have one of the following:\n- CMA\n- CPA", "required"),
    ("One of these is preferred:\n- CMA\n- CPA", "preferred"),
    ("Requirements for Bookkeepers\n- CPA", "required"),
    ("Qualifications We Prefer\n- CPA", "preferred"),
    ("What we prefer:\n- CPA", "preferred"),
    ("Desirable Skill(s)\n- CPA", "preferred"),
    ("To apply for this post, you will:\n- CPA qualified", "required"),
    ("Nice-to-haves\n- CPA", "preferred"),
    ("Must haves\n- CPA", "required"),
    ("Required:\nEducation: a degree\nCertifications: CPA", "required"),
    ("Desirable: fast and exact CPA", "preferred"),
    ("Required:\n- Excel\nWhat you\u2019ll bring:\n- CPA", "mentioned"),
    ("Required Qualifications\n" + "Text. " * 600 + "\nCPA", "mentioned"),
    ("we look at required qualifications and\nCPA", "mentioned"),
]


@pytest.mark.parametrize(("text", "expected"), STRENGTH, ids=[text[:50] for text, _ in STRENGTH])
def test_strength(text: str, expected: str) -> None:
    assert judged(text).strength == expected


REASONS = [
    ("CPA must be current", "cue:must"),
    ("Obtain the CPA within 90 days", "cue:deadline"),
    ("CPA preferred", "cue:preferred"),
    ("CPA not required but preferred", "cue:not_required_but_preferred"),
    ("No CPA is required.", "cue:no_required"),
    ("Requirements:\n- CPA", "heading:requirements"),
    ("Desirable:\n- CPA", "heading:preferred"),
    ("One of these is required:\n- CPA", "lead_in"),
    ("Do you hold a CPA?", "questionnaire"),
    ("A degree instead of a CPA", "option"),
    ("We pay for your CPA.", "offered"),
    ("What we offer:\n- CPA", "offered"),
    ("CPA", "none"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_reason(text: str, reason: str) -> None:
    assert judged(text).reason == reason


REFUSED = [
    ("A busy CPA firm in Ohio", "employer_kind"),
    ("CPA exam review courses", "exam_preparation"),
    ("CPA certification preparation", "exam_preparation"),
    ("CPA instructor wanted", "instructor"),
    ("Good CPA skills", "framework"),
    ("Knowledge of CPA", "knowledge"),
    ("You supervise three CPA", "colleague"),
    ("Notifies the charge CPA", "colleague"),
    ("Experience as a CPA", "past_job"),
    ("You will teach the CPA", "taught"),
    ("Selective certification: the CPA", "selective_certification"),
    ("CPA of sponsorship", "sponsorship"),
    ("Master's degree in accounting, CPA, tax or a related field", "degree_subject"),
    ("Administers CPA", "duty"),
    ("The CPA will close the books each month.", "role"),
    ("Apply for this CPA position today.", "role"),
    ("Read more at www.example.org/apply/CPA", "address"),
    ("Write to CPA@example.org", "address"),
    ("See CPA.org", "address"),
    ("Works with oversight from a licensed CPA", "colleague"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused(text: str, reason: str) -> None:
    assert judged(text) == Judgement(None, reason)


KEPT = [
    "A certificate in CPA techniques",
    "You will work as a CPA in Leeds",
    "Knowledge of tax and a CPA certification",
    "Experience with audits; CPA",
    "The CPA will be considered an advantage",
    "The CPA certification will be required",
    "Other CPA certifications",
]


@pytest.mark.parametrize("text", KEPT)
def test_not_refused(text: str) -> None:
    assert judged(text).strength is not None


HEADINGS = [
    ("Required Qualifications\n- x", ["required"]),
    ("REQUIREMENTS:\nx", ["requirements"]),
    ("Preferred: x", ["preferred"]),
    ("the requirements are", []),
    ("Experience with Excel", []),
    ("About us\nBenefits\n", ["neutral", "offered"]),
    ("What you\u2019ll need:\n", ["requirements"]),
    ("Requirements for Clerks (part time)\n", ["requirements"]),
    ("There are requirements for clerks\n", []),
    ("Good books. Desirable: tact", ["preferred"]),
]


@pytest.mark.parametrize(("text", "kinds"), HEADINGS)
def test_headings(text: str, kinds: list[str]) -> None:
    assert [heading.kind for heading in find_headings(text)] == kinds


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_surroundings_are_judged(before: str, after: str) -> None:
    text = f"{before} CPA {after}"
    start = len(before) + 1
    found = judge(text, start, start + 3, find_headings(text))
    assert found.strength is None or found.strength in STRENGTHS
    assert found.reason


LONG = "word " * 60


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("We pay well. A CPA is required. Apply now.", "A CPA is required."),
        ("Needed:\n- CPA or\n  the CMA\n- SQL", "CPA or the CMA"),
        ("\u2022 CPA preferred \u2022 SQL", "CPA preferred"),
        ("CPA", "CPA"),
    ],
)
def test_the_sentence_of_a_mention(text: str, sentence: str) -> None:
    start = text.index("CPA")
    assert sentence_around(text, start, start + 3) == sentence


def test_a_long_sentence_is_cut_at_words_and_says_so() -> None:
    text = f"{LONG}CPA {LONG}"
    sentence = sentence_around(text, text.index("CPA"), text.index("CPA") + 3)
    assert sentence.startswith("…word word") and sentence.endswith("word word…")
    assert " CPA " in sentence and len(sentence) <= 2 * 220 + 5


@given(st.text(), st.text())
def test_a_sentence_holds_its_mention_in_any_text(before: str, after: str) -> None:
    text = f"{before} CPA {after}"
    start = len(before) + 1
    assert "CPA" in sentence_around(text, start, start + 3)
