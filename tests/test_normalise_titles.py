"""Titles to occupation groups: known titles first, then the rules file, else unknown."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import DataError
from etl.normalise.titles import (
    SOC_GROUPS,
    TitleClassifier,
    TitleRule,
    read_title_rules,
    tidy_title,
)

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
RULES = REFERENCE / "title_rules.csv"
KNOWN = (
    ("Registered Nurses", "29-1141.00"),
    ("Data Scientists", "15-2051.00"),
    ("Beekeeper", "45-2093.00"),
    ("Controller", "11-3031.01"),
    ("Controller", "53-2021.00"),
    ("Technician", "49-9071.00"),
)


@pytest.fixture(scope="module")
def classifier() -> TitleClassifier:
    return TitleClassifier(KNOWN, read_title_rules(RULES))


@pytest.mark.parametrize(
    ("title", "group"),
    [
        # health
        ("Registered Nurse", "29"),
        ("Band 5 Staff Nurse - Ward 7", "29"),
        ("Sister/Charge Nurse", "29"),
        ("RN - ICU - Nights", "29"),
        ("Licensed Practical Nurse (LPN)", "29"),
        ("Nurse Practitioner", "29"),
        ("Ward Manager - Cardiology", "11"),
        ("Nurse Manager, Med Surg", "11"),
        ("Director of Nursing", "11"),
        ("Nursing Assistant", "31"),
        ("Certified Nursing Assistant (CNA)", "31"),
        ("Bank Healthcare Assistant", "31"),
        ("Mental Health Support Worker", "31"),
        ("Physiotherapy Assistant", "31"),
        ("Rotational Physiotherapist", "29"),
        ("Specialist Speech &amp; Language Therapist", "29"),
        ("Consultant in Emergency Medicine", "29"),
        ("Locum Consultant Psychiatrist", "29"),
        ("Specialty Doctor in Urology", "29"),
        ("Clinical Fellow in Anaesthetics", "29"),
        ("Pharmacy Technician", "29"),
        ("Clinical Psychologist", "19"),
        ("Psychological Wellbeing Practitioner", "21"),
        ("Social Worker", "21"),
        ("Medical Secretary", "43"),
        ("Medical Support Assistant (Advanced)", "43"),
        ("Ward Clerk", "43"),
        ("Dental Nurse", "31"),
        ("Nursery Nurse", "39"),
        # computing and engineering
        ("Senior Software Engineer II", "15"),
        ("Full Stack Developer (Remote)", "15"),
        ("Sr. DevOps Engineer - AWS", "15"),
        ("Cyber Security Analyst (m/f/d)", "15"),
        ("Solutions Architect", "15"),
        ("IT Help Desk Specialist", "15"),
        ("SQL Server Administrator", "15"),
        ("Data Scientist", "15"),
        ("UX Designer", "15"),
        ("Structural Engineer", "17"),
        ("Civil Engineer (Transportation)", "17"),
        ("FPGA Design Engineer I", "17"),
        ("Land Surveyor", "17"),
        ("Project Architect", "17"),
        # business
        ("Business Analyst", "13"),
        ("Project Manager", "13"),
        ("Senior Accountant", "13"),
        ("Human Resources Generalist", "13"),
        ("Investment Banking Analyst", "13"),
        ("Product Manager", "11"),
        ("Director of Product Management", "11"),
        ("Chief Financial Officer", "11"),
        ("Account Executive", "41"),
        ("Administrative Assistant", "43"),
        ("Election Clerk", "43"),
        # the rest
        ("Substitute Teacher", "25"),
        ("Adjunct Faculty - Chemistry", "25"),
        ("Swim Instructor", "39"),
        ("Head Soccer Coach", "27"),
        ("Youth Basketball Referee", "27"),
        ("Assistant Attorney General", "23"),
        ("Police Officer", "33"),
        ("Lifeguard", "33"),
        ("Sous Chef", "35"),
        ("Fine Dining Server", "35"),
        ("Housekeeper", "37"),
        ("Domestic Assistant", "37"),
        ("CDL Truck Driver", "53"),
        ("Forklift Operator", "53"),
        ("Production Assembler", "51"),
        ("Journeyman Electrician", "47"),
        ("HVAC Technician", "49"),
        ("Beekeeper", "45"),
    ],
)
def test_classifies(classifier: TitleClassifier, title: str, group: str) -> None:
    assert classifier.soc_group(title) == group


@pytest.mark.parametrize(
    "title",
    [
        "", "???", "Manager", "Consultant", "Engineer", "Program Manager", "Account Manager",
        "Team Leader", "Security Specialist", "Systems Engineer", "Test Engineer", "Technician",
        "Controller", "Opportunities", "Automotive Finance Manager", "Building Engineer",
    ],
)  # fmt: skip
def test_refuses_what_is_not_certain(classifier: TitleClassifier, title: str) -> None:
    assert classifier.soc_group(title) is None


def test_a_known_title_of_two_groups_is_not_used() -> None:
    assert TitleClassifier(KNOWN, ()).soc_group("Controller") is None


def test_a_known_title_counts_before_the_rules() -> None:
    rules = (TitleRule("nurse", "31", ""), TitleRule("=data scientist", "19", ""))
    classifier = TitleClassifier(KNOWN, rules)
    assert classifier.soc_group("Registered Nurse") == "29"
    assert classifier.soc_group("School Nurse") == "31"
    assert classifier.soc_group("Data Scientist") == "19"


@pytest.mark.parametrize(
    ("title", "tidied"),
    [
        ("  Sr.  .NET Developer ", "sr .net developer"),
        ("Infirmière", "infirmiere"),
        ("R&amp;D Engineer/Chemist", "r&d engineer chemist"),
        ("Physician's Assistant", "physicians assistant"),
    ],
)
def test_tidies(title: str, tidied: str) -> None:
    assert tidy_title(title) == tidied


@given(title=st.text(max_size=80))
def test_never_fails_and_gives_only_groups(classifier: TitleClassifier, title: str) -> None:
    group = classifier.soc_group(title)
    assert group is None or group in SOC_GROUPS


def test_rules_are_distinct_and_in_the_group_table() -> None:
    rules = read_title_rules(RULES)
    patterns = [rule.pattern for rule in rules]
    assert len(set(patterns)) == len(patterns)
    with (REFERENCE / "soc_groups.csv").open(encoding="utf-8", newline="") as handle:
        groups = [row["soc_group"] for row in csv.DictReader(handle)]
    assert sorted(groups) == sorted(SOC_GROUPS)


@pytest.mark.parametrize(
    ("line", "complaint"), [("(,29,", "line 2"), ("nurse,99,", "99 is not a SOC major group")]
)
def test_bad_rules_are_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "title_rules.csv"
    path.write_text(f"pattern,soc_group,note\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        read_title_rules(path)
