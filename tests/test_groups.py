"""Self-reported groups: read, kept apart, joined to people by the pool's own rule."""

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.fairness import BELOW, REFERENCE, adverse_impact
from etl.importing.command import import_file
from etl.importing.groups import age_group, group
from etl.paths import Paths
from etl.people.groups import DIMENSIONS, NOT_STATED, members
from etl.people.sample_groups import sample_members
from tests.test_importing_people import imports, is_accounted_for, pool, root

__all__ = ["root"]

CANDIDATES = """\
Candidate ID,Name,Email,Current Title,Consent,Consent Date
101,Ann Ample,ann@mail.example,Nurse,for two years,2025-02-03
102,Bo Ample,bo@mail.example,Cook,,
,Cy Ample,cy@mail.example,Cook,,
"""
GROUPS = """\
Candidate ID,Email Address,Gender,Race/Ethnicity,Age
101,,Female,Black or African American,39
,bo@mail.example, female ,,40
,cy@mail.example,Male,Prefer not to say,17
103,,I don't wish to answer,White,
,,Male,White,30
104,,,,
105,,Male,,7
101,,Non-binary,,
"""


def stated(paths: Paths) -> dict[tuple[str, str], str]:
    rows = members(paths).itertuples(index=False, name=None)
    return {(str(person), str(dimension)): str(name) for person, dimension, name in rows}


def test_groups_are_kept_apart_and_belong_to_people_of_the_pool(root: Paths) -> None:
    imports(root, "candidates", CANDIDATES)
    found = imports(root, "groups", GROUPS)
    assert is_accounted_for(found)
    assert (found.kept, found.quarantined) == (5, 3)
    cy = str(pool(root, "FROM people.candidates").set_index("display_name")
             .loc["Cy Ample", "candidate_id"])  # fmt: skip
    assert stated(root) == {
        ("101", "gender"): "Non-binary",
        ("101", "race_ethnicity"): "Black or African American",
        ("101", "age_group"): "under 40",
        ("102", "gender"): "female",
        ("102", "age_group"): "40 or older",
        (cy, "gender"): "Male",
        (cy, "age_group"): "under 40",
        ("103", "race_ethnicity"): "White",
    }


def test_spellings_of_one_group_are_one_under_the_usual_one(root: Paths) -> None:
    rows = "".join(f"{n},{name}\n" for n, name in enumerate(("Female", "FEMALE", "Female", "Male")))
    imports(root, "groups", f"Candidate ID,Gender\n{rows}")
    assert list(members(root)["group_name"].value_counts().items()) == [("Female", 3), ("Male", 1)]


def test_a_later_import_of_candidates_tells_whose_answer_it_is(root: Paths) -> None:
    imports(root, "groups", "Email,Gender\nann@mail.example,Female\n")
    (before,) = members(root)["candidate_id"]
    assert before.startswith("person-")
    imports(root, "candidates", CANDIDATES)
    assert list(members(root)["candidate_id"]) == ["101"]


def test_neither_the_pool_nor_the_address_knows_the_groups(root: Paths) -> None:
    imports(root, "candidates", CANDIDATES)
    imports(root, "groups", GROUPS)
    columns = pool(root, "SELECT column_name FROM information_schema.columns")["column_name"]
    assert not set(columns) & {*DIMENSIONS, "group_name"}
    (kept,) = (root.people / "imports" / "groups").glob("*.parquet")
    assert b"@mail.example" not in kept.read_bytes()
    assert set(pq.read_schema(kept).names) == {
        "line", "imported_at", "file_sha256", "source_file", "candidate_id", "email_key",
        *DIMENSIONS,
    }  # fmt: skip
    assert kept.stat().st_mode & 0o077 == 0
    refused = list((root.people / "quarantine").glob("groups-*.csv"))
    assert len(refused) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Female", "Female"), (" two\n or more ", "two or more"), ("Decline to Self-Identify", None),
     ("I don't wish to answer", None), ("Unknown", None), ("ikke-binær", "ikke-binær")],
)  # fmt: skip
def test_a_refusal_is_no_group(text: str, kept: str | None) -> None:
    assert group(text) == (kept or NOT_STATED)


def test_an_age_is_kept_as_a_band() -> None:
    assert [age_group(t) for t in ("39", "40", "25-34", "unknown")] == [
        "under 40", "40 or older", "25-34", NOT_STATED,
    ]  # fmt: skip
    for text in ("7", "130", "--"):
        with pytest.raises(ValueError, match="not a"):
            age_group(text)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Candidate ID,Gender,Race/Ethnicity,Veteran Status", "groups"),
        ("Email,Gender,Ethnicity,Disability Status", "groups"),
        ("Candidate ID,Name,Email,Job Title,City,Gender", "candidates"),
    ],
)
def test_an_equal_opportunity_survey_is_told_from_candidates(
    root: Paths, header: str, kind: str
) -> None:
    file = root.root / "survey.csv"
    cells = ",".join("a@mail.example" if "Email" in c else "1" for c in header.split(","))
    file.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    assert import_file(file, root, dry_run=True).kind == kind


def test_source_and_consent_are_recorded_of_each_candidate(root: Paths) -> None:
    imports(root, "candidates", CANDIDATES, "ats export.csv")
    imports(
        root, "awards", "Email,Badge Name,Issuer\nnew@mail.example,Barista,Cafe\n", "badges.csv"
    )
    people = pool(root, "FROM people.candidates").set_index("display_name")
    ann = people.loc["Ann Ample"]
    assert (ann["consent"], ann["consent_on"]) == ("for two years", pd.Timestamp("2025-02-03"))
    assert pd.isna(people.loc["Bo Ample", "consent_on"])
    assert ann["source_file"] == "ats export.csv"
    assert people["imported_on"].notna().all()
    (new,) = people.index[people.index.str.startswith("Name not given")]
    assert people.loc[new, "source_file"] == "badges.csv"


def test_files_kept_before_sources_were_recorded_still_make_a_pool(root: Paths) -> None:
    imports(root, "candidates", CANDIDATES)
    (kept,) = (root.people / "imports" / "candidates").glob("*.parquet")
    old = pq.read_table(kept).drop_columns(["source_file", "consent_on"])
    pq.write_table(old, kept)
    imports(root, "awards", "Email,Badge Name,Issuer\nann@mail.example,Barista,Cafe\n")
    people = pool(root, "FROM people.candidates")
    assert people["source_file"].isna().all()
    assert people["imported_on"].notna().all()


def test_invented_people_have_invented_groups_that_only_age_tells_apart() -> None:
    years = np.arange(8_000) % 40
    people = pd.DataFrame(
        {"candidate_id": [f"sample-{n:05d}" for n in range(8_000)], "experience_years": years}
    )
    members = sample_members(people)
    pd.testing.assert_frame_equal(members, sample_members(people.sample(frac=1, random_state=1)))
    assert not members.duplicated(["candidate_id", "dimension"]).any()
    assert len(members) < 3 * len(people)  # not everybody answers
    kept = members.merge(people, on="candidate_id").query("experience_years >= 20")
    verdicts = {}
    for dimension, part in members.groupby("dimension"):
        size = part["group_name"].value_counts()
        left = kept[kept["dimension"] == dimension]["group_name"].value_counts()
        found = adverse_impact(size, left.reindex(size.index, fill_value=0))
        verdicts[dimension] = set(found.verdict) - {REFERENCE}
    assert verdicts["age_group"] == {BELOW}
    assert BELOW not in verdicts["gender"] | verdicts["race_ethnicity"]
