"""Which credential a badge is, and on whose word: names prove nothing."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from etl.importing.issuer_proof import Proof, fits, same_site
from etl.importing.people_links import ALIAS, ALIGNMENT, NAME, NOT_LINKED, link_aligned, read_names
from etl.paths import Paths
from etl.people.imported import refresh_imported_pool
from etl.people.publish import read_catalog
from tests import badge_makers as make
from tests.badge_people import KEY, answers, badge, data_folder, gives, pool, text, trusts
from tests.conftest import BUNDLED

SECURITY = "comptia-security-plus"
COLUMNS = (
    "SELECT credential_id, linked_by, issuer_fits, issuer_trust, a.issuer_id, "
    "verified_on IS NOT NULL AS is_verified, name, issuer_name "
    "FROM people.awards a JOIN people.credentials USING (credential_id)"
)


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    return data_folder(tmp_path)


@pytest.mark.parametrize(
    ("domain", "website", "is_same"),
    [
        ("comptia.org", "comptia.org", True),
        ("comptia.org", "https://www.comptia.org/home", True),
        ("badges.comptia.org", "comptia.org", True),
        ("COMPTIA.ORG.", "www.comptia.org", True),
        ("evil-comptia.org", "comptia.org", False),
        ("comptia.org.evil.example", "comptia.org", False),
        ("org", "comptia.org", False),
        ("google.com", "cloud.google.com", False),
        ("", "comptia.org", False),
        ("comptia.org", "", False),
        ("org", "org", False),
    ],
)
def test_whose_site_a_domain_is(domain: str, website: str, is_same: bool) -> None:
    assert same_site(domain, website) == is_same


@given(label=some.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True))
def test_only_what_lies_below_a_site_is_the_site(label: str) -> None:
    assert same_site(f"{label}.comptia.org", "comptia.org")
    assert not same_site(f"{label}comptia.org", "comptia.org")
    assert not same_site(f"comptia.org.{label}", "comptia.org")
    assert not same_site(f"comptia.{label}", "comptia.org") or label == "org"


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (Proof(catalog_issuer="comptia"), True),
        (Proof(catalog_issuer="cisco", name="CompTIA", domain="comptia.org"), False),
        (Proof(name="CompTIA, Inc."), True),
        (Proof(name="CompTIA Fans"), False),
        (Proof(name="CompTIA Fans", domain="comptia.org"), True),
        (Proof(domain="api.comptia.org"), True),
        (Proof(domain="comptia.example"), False),
        (Proof(domain="api.credly.com"), None),
        (Proof(), None),
    ],
)
def test_what_a_proof_shows(proof: Proof, expected: bool | None) -> None:
    assert fits(proof, "comptia", "CompTIA", "comptia.org") is expected


@pytest.mark.parametrize(
    ("name", "issuer", "is_same"),
    [
        ("Washington University", "University of Washington", False),
        ("American Institute of Financial Services",
         "The American College of Financial Services", False),
        ("Project Management Institute, Inc.", "Project Management Institute", True),
        ("American College of Financial Services",
         "The American College of Financial Services", True),
    ],
)  # fmt: skip
def test_a_name_that_is_like_anothers_proves_nothing(name: str, issuer: str, is_same: bool) -> None:
    assert fits(Proof(name=name), "some-id", issuer, "") is is_same


def test_a_domain_says_nothing_of_an_issuer_without_a_website() -> None:
    assert fits(Proof(domain="prosci.example"), "prosci", "Prosci", "") is None


def imported(root: Paths, **more: Any) -> pd.Series:
    gives(root, text(badge(**more)))
    (row,) = pool(root, COLUMNS).to_dict("records")
    return pd.Series(row)


def test_a_name_alone_links_and_is_not_verified(root: Paths) -> None:
    row = imported(root, name="CompTIA Security+", issuer="CompTIA")
    assert (row["credential_id"], row["linked_by"], row["is_verified"]) == (SECURITY, NAME, False)
    assert (row["issuer_trust"], row["issuer_id"]) == ("self_asserted", "comptia")
    assert pd.isna(row["issuer_fits"])


@pytest.mark.parametrize(
    "trusted", [f"{KEY.did},CompTIA,,", f"{KEY.did},Whoever,,comptia", f"{KEY.did},,,comptia"]
)
def test_what_the_employer_vouches_for_is_verified(root: Paths, trusted: str) -> None:
    trusts(root, trusted)
    row = imported(root, name="CompTIA Security+ ce Certification", issuer="CompTIA")
    assert (row["credential_id"], row["linked_by"]) == (SECURITY, ALIAS)
    assert (row["issuer_fits"], row["is_verified"]) == (True, True)


def test_who_is_taken_off_the_list_vouches_for_nothing(root: Paths) -> None:
    trusts(root, f"{KEY.did},CompTIA,,")
    assert imported(root, name="CompTIA Security+", issuer="CompTIA")["is_verified"]
    trusts(root, f"{make.signer(seed='another').did},CompTIA,,")
    refresh_imported_pool(root)
    (row,) = pool(root, COLUMNS).to_dict("records")
    assert (row["credential_id"], row["issuer_trust"]) == (SECURITY, "unknown")
    assert not row["is_verified"]


@pytest.mark.parametrize("trusted", [f"{KEY.did},Harbour College,,", f"{KEY.did},,,cisco"])
def test_another_issuer_that_is_proved_makes_no_credential_of_its_own(
    root: Paths, trusted: str
) -> None:
    trusts(root, trusted)
    row = imported(root, name="CompTIA Security+", issuer="CompTIA")
    assert row["credential_id"].startswith("badge:")
    assert (row["linked_by"], row["issuer_fits"], row["is_verified"]) == (NOT_LINKED, False, False)
    # Nor is it a badge of CompTIA.
    assert row["issuer_id"] != "comptia"


def hosted(root: Paths, folder: Path, host: str, issuer: str = "CompTIA") -> dict[str, Any]:
    """A hosted badge called CompTIA Security+ under a host, as it was imported online."""
    site = f"https://{host}"
    claim = make.assertion(id=f"{site}/assertions/1", badge=f"{site}/badges/1")
    known = {
        f"{site}/assertions/1": claim,
        f"{site}/badges/1": make.badge_class(
            id=f"{site}/badges/1", issuer=f"{site}/issuer", name="CompTIA Security+"
        ),
        f"{site}/issuer": make.profile(id=f"{site}/issuer", url=site, name=issuer),
    }
    gives(root, text(claim), replay=answers(folder, known))
    (row,) = pool(root, COLUMNS).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("host", "credential", "is_fitting", "is_verified"),
    [
        ("badges.comptia.org", SECURITY, True, True),
        ("evil-comptia.org", None, False, False),
        ("comptia.org.evil.example", None, False, False),
        # A platform of many issuers proves itself alone: as good as a name.
        ("api.badgr.io", SECURITY, False, False),
    ],
)
def test_what_a_proved_domain_makes_of_a_name(
    root: Paths, tmp_path: Path, host: str, credential: str | None, *, is_fitting: bool,
    is_verified: bool,
) -> None:  # fmt: skip
    row = hosted(root, tmp_path / "remote", host)
    assert (row["issuer_trust"], row["is_verified"]) == ("domain_proven", is_verified)
    assert row["issuer_fits"] == is_fitting
    if credential is None:
        assert row["credential_id"].startswith("badge:")
        assert (row["name"], row["issuer_name"]) == (
            f"CompTIA Security+ (CompTIA at {host})", f"CompTIA at {host}",
        )  # fmt: skip
        assert row["issuer_id"] not in ("comptia", None)
    else:
        assert row["credential_id"] == credential


ALIGNED = {"alignment": [{"type": ["Alignment"], "targetName": "CompTIA Security+",
                          "targetUrl": "https://www.comptia.org/x"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "linked_by"), [("CompTIA", ALIGNMENT), ("Harbour College", NOT_LINKED)]
)
def test_an_alignment_counts_as_the_issuers_own_word_only(
    root: Paths, issuer: str, linked_by: str
) -> None:
    row = imported(root, name="Exam passed", issuer=issuer, achievement=ALIGNED)
    assert row["linked_by"] == linked_by
    assert (row["credential_id"] == SECURITY) == (linked_by == ALIGNMENT)


@pytest.mark.parametrize(
    ("alignments", "issuer", "expected"),
    [
        ([SECURITY], "CompTIA", SECURITY),
        (["https://x.example/comptia-security-plus", "CompTIA Security+"], "CompTIA", SECURITY),
        (["CompTIA Security+", "CompTIA A+"], "CompTIA", None),
        (["CompTIA Security+", "Cisco Certified Network Associate (CCNA)"], "CompTIA", SECURITY),
        (["CompTIA Security+"], None, None),
        (["", "nothing known"], "CompTIA", None),
    ],
)
def test_which_credential_is_aligned(
    alignments: list[str], issuer: str | None, expected: str | None
) -> None:
    frames = [read_catalog(BUNDLED, n) for n in ("credentials", "aliases", "issuers")]
    found = link_aligned(read_names(*frames), alignments, issuer)
    assert (found.credential_id if found else None) == expected
