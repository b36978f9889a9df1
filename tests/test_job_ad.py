"""What is told of a job ad that has been read: pure parts, and strangers' text made safe."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.matching import Mention, Refusal
from dashboard import job_ad
from dashboard import job_ad_words as words
from dashboard.charts.job_ad import against_industry
from dashboard.charts.style import DARK, LIGHT
from dashboard.job_ad_text import legend, marked
from dashboard.tables.job_ad import total, yearly
from tests.bases import base_of, with_sums


def mention(
    credential_id: str | None, start: int = 0, strength: str = "required", reason: str = "cue:must",
    kind: str = "catalogued", form: str = "BLS",
) -> Mention:  # fmt: skip
    return Mention(0, credential_id, form, start, start + len(form), strength, reason, kind)


def test_a_credential_is_listed_once_at_its_strongest_and_the_required_ones_come_first() -> None:
    rows = job_ad.named(
        [
            mention("acls", 10, "preferred", "cue:preferred"),
            mention("bls", 20, "mentioned", "none"),
            mention("bls", 30, "required", "cue:must"),
            mention("pals", 40, "mentioned", "offered"),
            mention("nihss", 50, "negated", "cue:not_required"),
            mention("emergency-nursing", 60, kind="family"),
            mention(None, 70, kind="generic"),
        ]
    ).set_index("credential_id")
    assert list(rows.index) == ["bls", "acls", "pals", "nihss"]
    assert rows.loc["bls", "times"] == 2
    assert rows["is_asked"].to_dict() == {"bls": True, "acls": True, "pals": False, "nihss": False}


def test_what_counts_for_no_credential_stands_apart_with_its_kind() -> None:
    rows = job_ad.beside(
        [
            mention("bls"),
            mention("aws", 10, "mentioned", "none", "family", "AWS"),
            mention("aws", 20, "preferred", "cue:a_plus", "family", "AWS"),
            mention(None, 30, "required", "cue:must", "uncatalogued", "SANE  certification"),
            mention(None, 60, "mentioned", "none", "generic", "certification"),
        ],
        {"aws": "AWS Certified"},
    )
    assert rows.to_dict("list") == {
        "surface_form": ["AWS", "SANE certification", "certification"],
        "kind": ["family", "uncatalogued", "generic"],
        "family": ["AWS Certified", "", ""],
        "strength": ["preferred", "required", "mentioned"],
        "reason": ["cue:a_plus", "cue:must", "none"],
    }


def test_refused_forms_are_counted_and_those_of_the_catalog_come_first() -> None:
    rows = job_ad.refused(
        [
            Refusal(0, None, "licence", 0, 7, "no_name"),
            Refusal(0, "rn", "RN", 10, 12, "colleague"),
            Refusal(0, "rn", "RN", 20, 22, "colleague"),
        ],
        {"rn": "Registered Nurse"},
    )
    assert list(rows["credential"]) == ["Registered Nurse", ""]
    assert list(rows["times"]) == [2, 1]
    assert job_ad.refused([], {}).empty


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.02, 0.03, "usual"),
        (0.01, 0.03, "usual"),
        (0.0, 0.0099, "unusual"),
        (0.005, 0.02, "unclear"),
        (0.0, 1.0, "unclear"),
    ],
)
def test_usual_and_unusual_are_told_only_beyond_the_interval(
    low: float, high: float, expected: str
) -> None:
    assert job_ad.standing(low, high) == expected


def market(**counts: int) -> pd.DataFrame:
    return with_sums(
        pd.DataFrame({"credential_id": list(counts), "postings": list(counts.values())})
    )


def known(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["credential_id", "kind", "country"])
    return frame.assign(is_asked=True, strength="required", name=frame["credential_id"])


def test_what_no_posting_asks_for_is_a_measured_zero_with_an_interval() -> None:
    rows = job_ad.with_market(
        known(("bls", "certificate", "US")), market(acls=5), base_of(1000), "all"
    )
    row = rows.iloc[0]
    assert (row["postings"], row["share"], row["low"]) == (0, 0.0, 0.0)
    assert 0 < row["high"] < 0.01
    assert row["standing"] == "unusual"
    none = job_ad.with_market(
        known(("bls", "certificate", "US")), market(), base_of(0), "all"
    ).iloc[0]
    assert (none["low"], none["high"]) == (0.0, 1.0)


def test_another_country_s_licence_and_degrees_are_not_compared() -> None:
    rows = known(("rn", "licence", "US"), ("cfa", "certification", "INT"), ("bsc", "degree", "US"))
    at_home = job_ad.with_market(rows, market(), base_of(100), "US")
    abroad = job_ad.with_market(rows, market(), base_of(100), "GB")
    assert list(at_home["is_counted"]) == [True, True, False]
    assert list(abroad["is_counted"]) == [False, True, False]
    assert list(abroad["is_elsewhere"]) == [True, False, False]


def test_left_out_are_usual_credentials_of_several_employers_that_the_ad_does_not_name() -> None:
    ranked = pd.DataFrame(
        {
            "credential_id": ["usual", "in_the_ad", "one_employer", "rare", "degree"],
            "kind": ["licence"] * 4 + ["degree"],
            "low": [0.05, 0.04, 0.03, 0.002, 0.05],
            "employers": [9, 9, 1, 9, 9],
        }
    )
    rows = job_ad.left_out(ranked, {"in_the_ad"})
    assert list(rows["credential_id"]) == ["usual"]
    assert list(rows["strength"]) == [job_ad.LEFT_OUT]


@pytest.mark.parametrize(
    ("status", "fee", "months", "expected"),
    [
        ("priced", 150.0, 36, 50.0),
        ("none", None, 24, 0.0),
        ("free", None, None, 0.0),
        (None, None, 0, 0.0),
        ("priced", None, 24, None),
        ("priced", 100.0, None, None),
        (None, float("nan"), float("nan"), None),
    ],
)
def test_keeping_a_year(
    status: str | None, fee: float | None, months: float | None, expected: float | None
) -> None:
    assert job_ad.yearly_usd(status, fee, months) == expected


@pytest.mark.parametrize(
    ("value", "months", "text"),
    [(50.0, 36, "$50 a year"), (0.0, 24, "no fee"), (0.0, 0, "does not expire"),
     (pd.NA, 24, "fee not found yet"), (pd.NA, float("nan"), "not found yet")],
)  # fmt: skip
def test_keeping_a_year_in_words(value: object, months: float, text: str) -> None:
    assert yearly({"yearly_usd": value, "renewal_period_months": months}) == text


def priced(*prices: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [f"C{n}" for n in range(len(prices))],
            "earn_usd": pd.array(prices, dtype="Float64"),
            "price_status": "priced",
            "is_approximate": False,
        }
    )


def test_a_total_never_takes_an_unknown_price_for_zero() -> None:
    whole = job_ad.bill(priced(100.0, 50.0), "earn_usd")
    part = job_ad.bill(priced(100.0, None), "earn_usd")
    nothing = job_ad.bill(priced(None), "earn_usd")
    assert [total(b) for b in (whole, part, nothing)] == ["$150", "$100+", "not found yet"]
    assert words.price_words(whole) == "To earn all that is required costs $150"
    assert "$100 or more: the price of C1 is not known" in words.price_words(part)
    assert "is not known" in words.price_words(nothing)
    assert total(job_ad.bill(priced(), "earn_usd")) == "none required"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("cue:must", "the word “must”"),
        ("cue:you_ll_need", "the words “you'll need”"),
        ("cue:obtain_and_maintain", "the words “obtain and maintain”"),
        ("cue:not_required_but_preferred", "“not required”, but preferred"),
        ("cue:deadline", "within a time after the start"),
        ("heading:preferred", "under a “preferred” heading"),
        ("some_new_code", "the words “some new code”"),
    ],
)
def test_reasons_are_words(code: str, text: str) -> None:
    assert words.reason(code) == text


def test_rules_and_languages_are_words() -> None:
    assert words.rule("employer_kind") == "a kind of employer"
    assert words.rule("some_new_rule") == "some new rule"
    assert "looks like German" in words.not_read("de")
    assert "the language xx" in words.not_read("xx")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


STRANGERS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1)) **b** `c` $x^2$ :red[y]",
    "</div></mark><style>*{display:none}</style>",
    "&lt;b&gt; & &amp; &#60;",
    "W" * 5000,
)


@pytest.mark.parametrize("text", STRANGERS)
def test_strangers_text_stays_text(text: str) -> None:
    found = mention("bls", len(text), form=text)
    html = marked(text * 2, [found], {"bls": text}, LIGHT)
    shown = parsed(html)
    assert {tag for tag, _ in shown.tags} == {"div", "mark", "span"}
    assert shown.text.replace("●\N{NO-BREAK SPACE}", "").replace(" (required)", "") == text * 2
    assert text in str(dict(shown.tags[1][1])["title"])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 199), st.integers(1, 20))))
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = [
        Mention(0, "c", text[a : a + n], a, a + n, "preferred", "none")
        for a, n in spans
        if a + n <= len(text)
    ]
    # What a browser reads as line ends is no concern here.
    shown = parsed(marked(text, mentions, {}, DARK)).text
    assert shown.replace("◆\N{NO-BREAK SPACE}", "").replace(" (preferred)", "") == text


def test_every_strength_has_a_sign_a_line_and_a_word() -> None:
    mentions = [
        mention("c", 10 * n, strength, "none")
        for n, strength in enumerate(("required", "preferred", "mentioned", "negated"))
    ]
    loose = mention(None, 40, "mentioned", "none", "generic")
    shown = parsed(marked("x" * 50, [*mentions, loose], {"c": "Some"}, LIGHT))
    classes = [attributes["class"] for tag, attributes in shown.tags if tag == "mark"]
    assert classes == ["required", "preferred", "mentioned", "negated", "mentioned loose"]
    for word in ("● Required 1", "◆ Preferred 1", "○ Mentioned 1", "× Not required 1"):
        assert word in parsed(legend([*mentions, loose], LIGHT)).text
    for word in ("(required)", "(preferred)", "(mentioned)", "(not required)"):
        assert word in shown.text


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_picture_tells_strengths_by_shape_and_says_them_in_its_alternative(
    palette: object,
) -> None:
    rows = pd.DataFrame(
        {
            "name": ["<b>A</b>", "B", "C"],
            "strength": ["required", "preferred", "left_out"],
            "share": [0.02, 0.001, 0.05],
            "low": [0.015, 0.0, 0.04],
            "high": [0.03, 0.003, 0.06],
            "postings": [20, 1, 50],
            "n": 1000,
        }
    )
    chart = against_industry(rows, palette)  # type: ignore[arg-type]
    drawn = {t.name: t.marker.symbol for t in chart.figure.data if t.name}
    assert drawn == {"Required": "circle", "Preferred": "diamond", "Not in this ad": "x-thin"}
    assert "<b>A</b>" not in str(chart.figure.layout.yaxis.ticktext)
    assert "C (not in this ad) 5.0 % (4.0 to 6.0 %)" in chart.alt
