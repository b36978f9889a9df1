"""A credential's own page: every part, for credentials of every kind, and wrong addresses."""

from datetime import date

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.wages import HIGHER, NONE, SELECTION, TOO_FEW
from dashboard import credential
from dashboard.credential_views import VIEWS
from dashboard.filters import Filters
from dashboard.metrics import NOT_FOUND
from dashboard.queries import credential as queries
from dashboard.tables.credential import ITEMS, costs_table
from etl.paths import PROJECT, Paths
from tests.bases import base_of

PMP, CCNA = "project-management-professional", "cisco-certified-network-associate"
LICENCE, UNNAMED = "registered-nurse", "ai-for-business-specialization"


@pytest.fixture
def page(built: Paths, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    test = AppTest.from_file(str(PROJECT / "pages" / "credential.py"), default_timeout=60)
    test.session_state["filters"] = Filters()
    return test


def names(marts) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return dict(
        marts.execute("SELECT kind, min(name) FROM marts.credentials GROUP BY 1").fetchall()
    )


def words(page: AppTest) -> str:
    shown = [*page.markdown, *page.caption, *page.info, *page.warning]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


@pytest.mark.parametrize("chosen", [PMP, CCNA, LICENCE, UNNAMED])
@pytest.mark.parametrize("part", VIEWS)
def test_every_part_is_drawn(
    page: AppTest, marts: duckdb.DuckDBPyConnection, part: str, chosen: str
) -> None:
    page.session_state["about"] = part
    page.query_params["credential"] = chosen
    page.run()
    assert not page.exception, page.exception[0].stack_trace
    found = marts.execute("SELECT name FROM marts.credentials WHERE credential_id = ?", [chosen])
    assert page.title[0].value == f"What is {found.fetchall()[0][0]} worth?"
    assert len(page.metric) == 4


def test_a_microcredential_that_no_posting_names_has_its_upper_bound(page: AppTest) -> None:
    page.query_params["credential"] = UNNAMED
    page.run()
    answer = page.markdown[0].value.replace("\\", "")
    assert "is asked for in none of" in answer
    assert "(at most 0." in answer
    assert [m.value for m in page.metric][:2] == ["none", "0"]


def test_the_table_by_industry_has_raw_and_drawn_share_beside_n(page: AppTest) -> None:
    page.query_params["credential"] = PMP
    page.run()
    shown = page.dataframe[0].value
    assert "Credential" not in shown
    told = shown[shown["Shares are"] == "measured"]
    assert told[["Asked for in", "Drawn to the whole", "Postings"]].notna().all(axis=None)
    assert (told["Asked for in"] != told["Drawn to the whole"]).any()
    assert shown.loc[shown["Shares are"] != "measured", "Drawn to the whole"].isna().all()


def test_the_picture_of_pay_has_its_table(page: AppTest) -> None:
    page.query_params["credential"] = PMP
    page.session_state["about"] = "Pay"
    page.run()
    shown = page.dataframe[0].value
    assert list(shown["Credential"]) == ["Project Management Professional"]
    assert shown[["Premium", "95 % interval", "Raw gap"]].notna().all(axis=None)


def test_what_its_issuer_claims_stands_apart_from_what_others_published(page: AppTest) -> None:
    page.query_params["credential"] = PMP
    page.session_state["about"] = "What others say"
    page.run()
    claimed, published = (frame.value.set_index("Who says so") for frame in page.dataframe)
    assert claimed["Figure"].to_dict() == {
        "PMI Salary Survey 10th ed.": "23 percent (115000 vs 92000)"
    }
    assert claimed["How"].str.contains("raw").all()
    assert published.loc["Software Advice 2014", "Figure"] == "79 percent"
    assert "PMI Salary Survey 10th ed." not in published.index
    assert [head.value for head in page.subheader] == [
        "What its issuer claims",
        "What others published",
    ]
    assert "kept apart from what is measured here" in words(page)


def test_no_claim_and_no_figure_are_said(page: AppTest) -> None:
    page.query_params["credential"] = UNNAMED
    page.session_state["about"] = "What others say"
    page.run()
    assert not page.dataframe
    assert "No claim of its issuer is on record here." in words(page)
    assert "No figure of anybody else is on record here." in words(page)


def test_surveys_that_name_it_stand_beside_published_figures(built: Paths, page: AppTest) -> None:
    page.run()
    rows = queries.published("cissp-certified-information-systems-security-professional")
    assert "Requires CISSP on the security team" in set(rows["metric"])
    assert not rows["is_issuers"].any()
    assert queries.published("nothing-of-that-id").empty


@pytest.mark.parametrize(
    ("credential_id", "about"),
    [
        ("aws-certified-developer-associate", "AWS Developer Associate"),
        ("aws-certified-solutions-architect-associate", "AWS Solutions Architect Associate"),
        ("professional-cloud-architect", "Google Professional Cloud Architect"),
        ("itil-4-foundation", "ITIL Foundation"),
        ("registered-nurse", "RN"),
        ("senior-professional-in-human-resources", "PHR/SPHR"),
    ],
)
def test_figures_under_another_form_of_its_name_are_found(
    page: AppTest, credential_id: str, about: str
) -> None:
    page.run()
    assert about in set(queries.published(credential_id)["about"])


@pytest.mark.parametrize("kind", ["microcredential", "certification", "certificate", "degree"])
def test_every_kind_has_a_page(page: AppTest, marts: duckdb.DuckDBPyConnection, kind: str) -> None:
    name = names(marts)[kind]
    page.query_params["credential"] = name
    page.run()
    assert not page.exception
    assert page.title[0].value == f"What is {name} worth?"


def test_an_id_in_the_address_opens_its_page(page: AppTest) -> None:
    page.query_params["credential"] = "project-management-professional"
    page.run()
    assert "Project Management Professional" in page.title[0].value


def test_an_unknown_credential_is_said_and_another_one_shown(page: AppTest) -> None:
    page.query_params["credential"] = "no-such-thing <b>"
    page.run()
    assert not page.exception
    assert any("not known here" in warning.value for warning in page.warning)
    assert page.title


def row(**others: object) -> pd.Series:
    known: dict[str, object] = {
        "credential_id": "x",
        "name": "X",
        "country": "INT",
        "issuer_country": "FI",
        "issuer_name": "Issuer",
        "hours": None,
        "hours_basis": None,
        "assessment": [],
        "delivery": ["online", "self_paced"],
        "accreditation": None,
        "prerequisites": None,
        "eqf_level": None,
        "eqf_source": None,
    }
    return pd.Series(known | others)


def exams(supervision: str | None) -> pd.DataFrame:
    return pd.DataFrame({"supervision": [supervision]}, dtype=object)


def test_elements_are_present_missing_or_with_the_holder() -> None:
    skills = pd.DataFrame({"skill_name": ["Python", "SQL"]})
    edges = pd.DataFrame(
        {
            "from_id": ["x", "x", "w"],
            "to_name": ["Y", "Renewed", "Z"],
            "relation": ["credit_toward", "renews", "part_of"],
        }
    )
    found = credential.elements(row(), skills, edges, exams(None)).set_index("Element")
    assert found.loc["Holder", "Here"] == credential.WITH_THE_HOLDER
    assert found.loc["Workload", "Here"] == credential.MISSING
    assert found.loc["Level and cycle (EQF)", "Here"] == credential.MISSING
    assert found.loc["Country of the issuer", "Value"] == "FI"
    assert found.loc["Form of participation", "Value"] == "online, self paced"
    assert found.loc["Learning outcomes", "Value"] == "as skills: Python, SQL"
    assert found.loc["Stackability", "Value"] == "toward Y"
    sentence = credential.elements_sentence(found.reset_index())
    assert sentence == (
        "Of the 11 required elements 5 are known and 2 can be told by a holder's own badge only; "
        "not known: workload, level and cycle (EQF), assessment, quality assurance."
    )


def test_the_issuer_s_country_is_its_own_and_not_where_the_credential_is_used(
    page: AppTest,
) -> None:
    page.query_params["credential"] = "comptia-security-plus"
    page.session_state["about"] = "What it is"
    page.run()
    stated = page.table[0].value
    assert stated.loc["Country of the issuer", "Value"] == "US"
    assert "CompTIA A\\+" not in stated.loc["Stackability", "Value"]
    assert "CySA" in stated.loc["Stackability", "Value"]
    assert credential.FEW_LEVELS in words(page)


def element(name: str, **others: object) -> str | None:
    nothing = pd.DataFrame(columns=["skill_name", "from_id", "to_name", "relation"], dtype=object)
    rows = credential.elements(row(**others), nothing, nothing, exams("test_centre")).set_index(
        "Element"
    )
    return str(rows.loc[name, "Value"]) if rows.loc[name, "Here"] == credential.PRESENT else None


def test_where_an_exam_is_sat_is_assessment_and_no_form_of_learning() -> None:
    sat = {"assessment": ["exam"], "delivery": ["exam_at_home", "exam_in_centre"]}
    assert element("Assessment", **sat) == "exam (exam at home or in a centre)"
    assert element("Form of participation", **sat) is None
    assert element("Stackability", **sat) is None


def test_level_and_supervision_are_told_where_a_register_or_the_exam_tells_them() -> None:
    told = {"eqf_level": 5, "eqf_source": "a register"}
    assert element("Level and cycle (EQF)", **told) == "EQF 5 of 8 (a register)"
    assert element("Supervision and identity check") == "in a centre"
    assert element("Level and cycle (EQF)") is None


def test_workload_says_what_is_counted_and_ects_where_known() -> None:
    assert element("Workload", hours=105.0, hours_basis="recommended study") == (
        "105 hours (recommended study), ECTS not known"
    )
    given = {"hours": 60.0, "accreditation": "1-2 ECTS, University of Helsinki"}
    assert element("Workload", **given) == "60 hours, 1-2 ECTS"


PRICED = {"price_status": "priced", "price_usd": 555.0, "price_year": 2026.0}


def answer(counted: pd.DataFrame, premium: pd.Series, **price: object) -> str:
    known = {"price_low_usd": None, "price_high_usd": None, "kind": "certification"}
    return credential.answer(row(**known, **(price or PRICED)), counted, base_of(1000), premium)


COUNTED = pd.DataFrame({"share": [0.012], "low": [0.008], "high": [0.018], "employers": [9]})


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (HIGHER, "; +8 % advertised pay against like postings (3 to 13 %)."),
        (SELECTION, " (3 to 13 %), likelier selection than its worth."),
        (NONE, "; no pay premium beyond chance among like postings (3 to 13 %)."),
        (TOO_FEW, "it costs $555 (2026) to earn."),
    ],
)
def test_the_sentence_tells_pay_only_where_it_can_be_told(verdict: str, said: str) -> None:
    premium = pd.Series({"verdict": verdict, "estimate": 0.08, "low": 0.03, "high": 0.13})
    told = answer(COUNTED, premium)
    assert told.startswith("X is asked for in 1.2 of 100 postings (0.8 to 1.8), by 9 employers; ")
    assert told.endswith(said)


def test_what_chance_explains_is_no_number_in_the_headline() -> None:
    premium = pd.Series({"verdict": NONE, "estimate": 0.05, "low": -0.08, "high": 0.2})
    known = {"price_low_usd": None, "price_high_usd": None, "kind": "certification", **PRICED}
    figures = credential.headline(row(**known), COUNTED, base_of(1000), premium)
    assert [value for _, value, _ in figures] == ["1.2 %", "9", "$555", "none"]
    assert figures[2][0] == "Price to earn, 2026"


@pytest.mark.parametrize(
    ("status", "amount", "said"),
    [
        ("varies", None, "its price varies."),
        ("varies", 200.0, "it costs about $200 (2026) to earn."),
        ("free", None, "it is free to earn."),
        ("not_published", None, "its price is not published."),
        (None, None, "its price is not found yet."),
    ],
)
def test_a_price_that_is_no_number_is_said(status: str, amount: float | None, said: str) -> None:
    price = {"price_status": status, "price_usd": amount, "price_year": 2026.0}
    assert answer(COUNTED, pd.Series(dtype=object), **price).endswith(said)


def test_one_employer_and_one_source_are_warned_of() -> None:
    found = COUNTED.assign(
        top_employer="E", top_employer_share=0.9, top_source="S", top_source_share=0.6, postings=12
    )
    first, second = credential.warnings(found, base_of(1000, sources=3))
    assert first.startswith("E alone makes 90 % of the 12 postings that name it")
    assert second.startswith("One source, S, makes 60 %")
    assert not credential.warnings(found, base_of(10, sources=3))
    broad = found.assign(top_employer_share=0.1, top_source_share=0.1)
    assert not credential.warnings(broad, base_of(1000, sources=3))


def test_costs_say_what_is_stale_foreign_or_not_found() -> None:
    known = {
        "audience": "non_member",
        "status": "priced",
        "amount": 100.0,
        "currency": "GBP",
        "amount_usd": 125.0,
        "amount_low_usd": None,
        "amount_high_usd": None,
        "requirement": None,
        "basis": "exam",
        "price_year": 2021,
        "fresh_until": pd.Timestamp(2024, 6, 1),
        "source": "S",
        "as_of": "2021",
        "source_quality": "official",
    }
    rows = pd.DataFrame([{**known, "item": "earn", "period_months": None}])
    shown = costs_table(rows, date(2026, 1, 1)).set_index("What")
    assert shown.loc["To earn", "Price"] == "$125 (2021), published as 100 GBP · stale"
    assert shown.loc["To earn", "For whom"] == "non-member"
    assert list(shown.index) == list(ITEMS.values())
    assert shown.loc["Renewal", "Price"] == NOT_FOUND
    kept = rows.assign(item="renewal", status="none", amount=None, amount_usd=None, period_months=0)
    free = costs_table(kept, date(2026, 1, 1)).set_index("What").loc["Renewal"]
    assert (free["Price"], free["Every"]) == ("nothing to pay", "does not expire")
