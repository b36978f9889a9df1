"""A credential's own page in words and frames. Pure; no Streamlit."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.statistics import MEASURED, NOT_COLLECTED
from analysis.wages import TOO_FEW as NO_PREMIUM
from dashboard import pay
from dashboard.metrics import (
    KIND_LABELS,
    NOT_COUNTED,
    NOT_FOUND,
    count,
    of_100,
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


def answer(row: pd.Series, counted: pd.DataFrame, base: pd.Series, premium: pd.Series) -> str:
    """What it is worth, in a sentence: recognition, price, pay.

    Args:
        row: of ``queries.catalog.named``.
        counted: its row of ``ranking.with_shares``, none where no posting asks for it.
        base: from ``queries.recognition.denominators``.
        premium: its row of ``pay_fit.Fit.rows``, empty where there is none.
    """
    parts = [f"{row['name']} {_asked(row, counted, base)}", f"it costs {_price(row)} to earn"]
    if not premium.empty and premium["verdict"] != NO_PREMIUM:
        parts.append(f"pay: {_pay(premium)}")
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
        return f"is asked for in none of {count(n)} postings"
    found = counted.iloc[0]
    return (
        f"is asked for in {of_100(found['share'])} postings "
        f"({range_of_100(found['low'], found['high'])}), by "
        f"{plural(found['employers'], 'employer')}"
    )


def _price(row: pd.Series) -> str:
    told = price(
        row["price_status"],
        row["price_usd"],
        row["price_year"],
        row["price_low_usd"],
        row["price_high_usd"],
    )
    return "a price " + told if told == NOT_FOUND else told


def _pay(premium: pd.Series) -> str:
    told = pay.sentence(premium)
    return told[0].lower() + told[1:].rstrip(".")


def headline(
    row: pd.Series, counted: pd.DataFrame, base: pd.Series, premium: pd.Series
) -> list[tuple[str, str, str]]:
    """Four figures: title, value, explanation."""
    is_told = state_of(base) == MEASURED and row["kind"] != "degree"
    found = counted.iloc[0] if len(counted) else None
    share = "none" if found is None else of_100(found["share"])
    employers = "0" if found is None else count(found["employers"])
    told = not premium.empty and premium["verdict"] != NO_PREMIUM
    return [
        ("Asked for in", share if is_told else "not told", "Postings of 100 under your choices."),
        ("Employers", employers if is_told else "not told", "Distinct employers that name it."),
        ("Price to earn", _price(row).removeprefix("a price "), "As published, with its year."),
        (
            "Pay premium",
            pay.signed(premium["estimate"]) if told else "not told",
            "Against like postings that do not name it; the part Pay has its interval.",
        ),
    ]


def elements(row: pd.Series, skills: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """The elements that the European approach asks of a micro-credential: element, state, value.

    Args:
        row: of ``queries.catalog.named``.
        skills: its rows of ``queries.catalog.skills_of``.
        edges: its rows of ``marts.edges``.
    """
    hours = None if pd.isna(row["hours"]) else f"{row['hours']:,.0f} hours"
    onward = edges[edges["from_id"] == row["credential_id"]]
    known: list[tuple[str, str, Any]] = [
        ("Holder", "required", WITH_THE_HOLDER),
        ("Title", "required", row["name"]),
        ("Country of the issuer", "required", _country(row["country"])),
        ("Awarding body", "required", row["issuer_name"]),
        ("Date of issue", "required", WITH_THE_HOLDER),
        ("Learning outcomes", "required", ", ".join(skills["skill_name"].head(12)) or None),
        ("Workload", "required", hours),
        # The catalog's own level (entry, intermediate, advanced) is no level of a framework.
        ("Level (EQF)", "required", None),
        ("Assessment", "required", _words(row["assessment"])),
        ("Form of participation", "required", _words(row["delivery"])),
        ("Quality assurance", "required", row["accreditation"]),
        ("Prerequisites", "optional", row["prerequisites"]),
        ("Stackability", "optional", ", ".join(onward["to_name"].drop_duplicates().head(6))),
        ("Supervision and identity check", "optional", None),
        ("Grade", "optional", WITH_THE_HOLDER),
    ]
    return pd.DataFrame(
        [(name, asked, _state(value), _value(value)) for name, asked, value in known],
        columns=["Element", "Asked as", "Here", "Value"],
    )


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
    """How many of the required elements the catalog knows."""
    required = rows[(rows["Asked as"] == "required") & (rows["Here"] != WITH_THE_HOLDER)]
    missing = required[required["Here"] == MISSING]["Element"].str.lower()
    present = len(required) - len(missing)
    sentence = f"{present} of {len(required)} required elements are known"
    return sentence + (f"; not known: {', '.join(missing)}." if len(missing) else ".")


def facts(row: Mapping[str, Any], industries: Mapping[str, str]) -> list[tuple[str, str]]:
    """What it is, as pairs of a heading and a value; unknown ones say so."""
    sectors = [industries.get(code, code) for code in row["naics_sectors"]]
    return [
        ("Issuer", f"{row['issuer_name']} ({_plain(row['issuer_type'])})"),
        ("Kind", KIND_LABELS[row["kind"]]),
        ("Level (editorial)", _plain(row["level"])),
        ("Industries (editorial)", ", ".join(sectors) or NOT_FOUND),
        ("Prerequisites", _plain(row["prerequisites"])),
        ("Languages", _words(row["languages"]) or NOT_FOUND),
        ("Source", f"{row['source']} ({row['as_of']}, {row['source_quality']})"),
    ]


def _plain(value: Any) -> str:
    return NOT_FOUND if value is None or pd.isna(value) else str(value).replace("_", " ")
