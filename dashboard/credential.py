"""A credential's own page in words and frames. Pure; no Streamlit."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.breadth import is_one_employer
from analysis.clustering import Clusters, clustered_interval
from analysis.depth import eqf, supervision
from analysis.stacks import STEPS
from analysis.statistics import MEASURED, NOT_COLLECTED, Interval
from analysis.wages import NONE, SELECTION
from analysis.wages import TOO_FEW as NO_PREMIUM
from dashboard import pay
from dashboard.answers import MOST
from dashboard.metrics import (
    KIND_LABELS,
    NOT_COUNTED,
    NOT_FOUND,
    count,
    listed,
    of_100,
    percent,
    plural,
    price,
    range_of_100,
)
from dashboard.ranking import state_of

PRESENT, MISSING, WITH_THE_HOLDER = "present", "missing", "with the holder's badge"
EU_SOURCE = (
    "Council Recommendation of 16 June 2022 on a European approach to micro-credentials "
    "(2022/C 243/02), Annex I"
)
FEW_LEVELS = (
    "The catalog knows a level of the European Qualifications Framework only where a register or "
    "the title states one, which is of few credentials. The level above is editorial."
)
WHERE_EXAMS_ARE = {"exam_at_home": "at home", "exam_in_centre": "in a centre"}
"""What the catalog files under delivery of the exam, not of the learning."""
ECTS = re.compile(r"\d[\d.\-–]* ECTS")


def answer(row: pd.Series, counted: pd.DataFrame, base: pd.Series, premium: pd.Series) -> str:
    """What it is worth, in a sentence: recognition, price, pay.

    Args:
        row: of ``queries.catalog.named``.
        counted: its row of ``ranking.with_shares``, none where no posting asks for it.
        base: from ``queries.recognition.denominators``.
        premium: its row of ``pay_fit.Fit.rows``, empty where there is none.
    """
    parts = [f"{row['name']} {_asked(row, counted, base)}", _costs(row)]
    if not premium.empty and premium["verdict"] != NO_PREMIUM:
        parts.append(_pay(premium))
    return "; ".join(parts) + "."


def _asked(row: pd.Series, counted: pd.DataFrame, base: pd.Series) -> str:
    state, n = state_of(base), int(base["postings"])
    if row["kind"] == "degree":
        return f"is {NOT_COUNTED}: a posting asks for a degree as a level, not for a programme"
    if state == NOT_COLLECTED:
        return "cannot be judged here: no postings were collected under your choices"
    if state != MEASURED:
        return f"cannot be judged here: only {plural(n, 'posting')} under your choices"
    if counted.empty:
        most = of_100(float(_none_named(base).high))
        return f"is asked for in none of {count(n)} postings (at most {most})"
    found = counted.iloc[0]
    return (
        f"is asked for in {of_100(found['share'])} postings "
        f"({range_of_100(found['low'], found['high'])}), by "
        f"{plural(found['employers'], 'employer')}"
    )


def _none_named(base: pd.Series) -> Interval:
    clusters = Clusters(float(base["postings"]), float(base["n_squared"]), int(base["clusters"]))
    return clustered_interval(0, 0, 0, clusters)


def _costs(row: pd.Series) -> str:
    told = _price(row)
    if "$" in told:
        # "About" says already that it varies.
        return f"it costs {told.removesuffix(', varies')} to earn"
    words = {"free": "it is free to earn", "varies": "its price varies"}
    return words.get(told, f"its price is {told.removeprefix('price ')}")


def _price(row: pd.Series) -> str:
    return price(
        row["price_status"],
        row["price_usd"],
        row["price_year"],
        row["price_low_usd"],
        row["price_high_usd"],
    )


def _pay(premium: pd.Series) -> str:
    verdict, low, high = premium["verdict"], premium["low"], premium["high"]
    ends = pay.signed_range(low, high)
    if verdict == NONE:
        return f"no pay premium beyond chance among like postings ({ends})"
    said = f"{pay.signed(premium['estimate'])} advertised pay against like postings ({ends})"
    return said + (", likelier selection than its worth" if verdict == SELECTION else "")


def _premium(premium: pd.Series) -> str:
    """The premium as a figure; what chance explains is no number, lest it be read as one."""
    if premium.empty:
        return "not told"
    verdict = premium["verdict"]
    if verdict in (NO_PREMIUM, NONE, SELECTION):
        return pay.VERDICTS[verdict]
    return pay.signed(premium["estimate"])


def warnings(counted: pd.DataFrame, base: pd.Series) -> list[str]:
    """Where one employer makes the figure, or one source of several.

    Args:
        counted: its row of ``ranking.with_shares``, none where no posting asks for it.
        base: from ``queries.recognition.denominators``.
    """
    if counted.empty or state_of(base) != MEASURED:
        return []
    row, found = counted.iloc[0], []
    if is_one_employer(row["top_employer_share"]):
        found.append(
            f"{row['top_employer']} alone makes {percent(row['top_employer_share'])} of the "
            f"{plural(row['postings'], 'posting')} that name it: the figure is that employer's "
            "habit more than recognition."
        )
    if base["sources"] > 1 and row["top_source_share"] > MOST:
        found.append(
            f"One source, {row['top_source']}, makes {percent(row['top_source_share'])} of the "
            f"{plural(row['postings'], 'posting')} that name it. What holds there may not hold "
            "elsewhere."
        )
    return found


def headline(
    row: pd.Series, counted: pd.DataFrame, base: pd.Series, premium: pd.Series
) -> list[tuple[str, str, str]]:
    """Four figures: title, value, explanation."""
    is_told = state_of(base) == MEASURED and row["kind"] != "degree"
    found = counted.iloc[0] if len(counted) else None
    share = "none" if found is None else percent(found["share"])
    # The year stands in the title, so that a narrow screen does not cut the price.
    amount, dated, _ = _price(row).partition(" (")
    year = "undated" if pd.isna(row["price_year"]) else str(int(row["price_year"]))
    employers = "0" if found is None else count(found["employers"])
    return [
        (
            "Asked for in",
            share if is_told else "not told",
            "Share of the postings under your choices that names it.",
        ),
        ("Employers", employers if is_told else "not told", "Distinct employers that name it."),
        (f"Price to earn, {year}" if dated else "Price to earn", amount, f"{_price(row)}."),
        (
            "Pay premium",
            _premium(premium),
            "Against like postings that do not name it; none where chance explains it. The part "
            "Pay has the estimate with its interval.",
        ),
    ]


def elements(
    row: pd.Series, skills: pd.DataFrame, edges: pd.DataFrame, exams: pd.DataFrame
) -> pd.DataFrame:
    """The elements that the European approach asks of a micro-credential: element, state, value.

    In the order of Annex I. What only a holder's own badge can say is neither present nor missing.

    Args:
        row: of ``queries.catalog.named``.
        skills: its rows of ``queries.catalog.skills_of``.
        edges: its rows of ``marts.edges``.
        exams: its row of ``queries.depth.exams``, none where no exam is known.
    """
    steps = edges[(edges["from_id"] == row["credential_id"]) & edges["relation"].isin(STEPS)]
    onward = steps["to_name"].drop_duplicates()
    skills_named = ", ".join(skills["skill_name"].head(12))
    learning = [way for way in row["delivery"] if way not in WHERE_EXAMS_ARE]
    known: list[tuple[str, str, Any]] = [
        ("Holder", "required", WITH_THE_HOLDER),
        ("Title", "required", row["name"]),
        ("Country of the issuer", "required", _country(row["issuer_country"])),
        ("Awarding body", "required", row["issuer_name"]),
        ("Date of issue", "required", WITH_THE_HOLDER),
        ("Learning outcomes", "required", f"as skills: {skills_named}" if skills_named else None),
        ("Workload", "required", _workload(row)),
        # The catalog's own level (entry, intermediate, advanced) is no level of a framework.
        ("Level and cycle (EQF)", "where it applies", _eqf(row)),
        ("Assessment", "required", _assessment(row)),
        ("Form of participation", "required", _words(learning)),
        ("Quality assurance", "required", row["accreditation"]),
        ("Prerequisites", "optional", row["prerequisites"]),
        ("Supervision and identity check", "optional", _supervised(exams)),
        ("Grade", "optional", WITH_THE_HOLDER),
        ("Stackability", "optional", f"toward {listed(onward, 6)}" if len(onward) else None),
    ]
    return pd.DataFrame(
        [(name, asked, _state(value), _value(value)) for name, asked, value in known],
        columns=["Element", "Asked as", "Here", "Value"],
    )


def _workload(row: pd.Series) -> str | None:
    """Hours with what they are counted of, and ECTS where the accreditation names them."""
    basis = "" if pd.isna(row["hours_basis"]) else f" ({row['hours_basis']})"
    hours = None if pd.isna(row["hours"]) else f"{row['hours']:,.0f} hours{basis}"
    found = None if pd.isna(row["accreditation"]) else ECTS.search(row["accreditation"])
    credits = found[0] if found else None
    return f"{hours}, {credits or 'ECTS not known'}" if hours else credits


def _assessment(row: pd.Series) -> str | None:
    kinds = _words(row["assessment"])
    places = [WHERE_EXAMS_ARE[way] for way in row["delivery"] if way in WHERE_EXAMS_ARE]
    return f"{kinds} (exam {' or '.join(places)})" if kinds and places else kinds


def _eqf(row: pd.Series) -> str | None:
    level = row["eqf_level"]
    return None if pd.isna(level) else f"{eqf(int(level)).value} ({row['eqf_source']})"


def _supervised(exams: pd.DataFrame) -> str | None:
    """Who watches the exam. Whether identity is checked the catalog does not know."""
    known = exams["supervision"].dropna()
    return supervision(str(known.iloc[0])).value if len(known) else None


def _country(code: str | None) -> str | None:
    return "international" if code == "INT" else code


def _state(value: Any) -> str:
    if value == WITH_THE_HOLDER:
        return WITH_THE_HOLDER
    return MISSING if _value(value) is None else PRESENT


def _value(value: Any) -> str | None:
    if value is None or value == WITH_THE_HOLDER or pd.isna(value):
        return None
    return str(value) or None


def _words(values: Any) -> str | None:
    return ", ".join(str(v).replace("_", " ") for v in values) if len(values) else None


def elements_sentence(rows: pd.DataFrame) -> str:
    """How many of the required elements the catalog knows, and where the others are told."""
    required = rows[rows["Asked as"] != "optional"]
    told = required[required["Here"] != WITH_THE_HOLDER]
    missing = told[told["Here"] == MISSING]["Element"]
    sentence = (
        f"Of the {len(required)} required elements {len(told) - len(missing)} are known and "
        f"{len(required) - len(told)} can be told by a holder's own badge only"
    )
    names = [name[0].lower() + name[1:] for name in missing]
    return sentence + (f"; not known: {', '.join(names)}." if names else ".")


def facts(row: Mapping[str, Any], industries: Mapping[str, str]) -> list[tuple[str, str]]:
    """What it is, as pairs of a heading and a value; unknown ones say so."""
    sectors = [industries.get(code, code) for code in row["naics_sectors"]]
    return [
        ("Issuer", f"{row['issuer_name']} ({_plain(row['issuer_type'])})"),
        ("Kind", KIND_LABELS[row["kind"]]),
        ("Level (editorial)", _plain(row["level"])),
        ("Industries (editorial)", ", ".join(sectors) or NOT_FOUND),
        ("Prerequisites other than credentials", _plain(row["prerequisites"])),
        ("Languages", _words(row["languages"]) or NOT_FOUND),
        ("Source", f"{row['source']} ({row['as_of']}, {row['source_quality']})"),
    ]


def _plain(value: Any) -> str:
    return NOT_FOUND if value is None or pd.isna(value) else str(value).replace("_", " ")
