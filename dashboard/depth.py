"""Depth and fit of credentials in words and frames. Pure; frames in, frames out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import depth
from analysis.clustering import Clusters, clustered_interval
from analysis.depth import Component, level_fit
from analysis.routes import NEEDING
from analysis.specificity import Focus, GroupCount, focus
from analysis.statistics import MEASURED, NOT_COLLECTED, figure_state
from dashboard.flexibility import in_words
from dashboard.metrics import (
    NOT_COUNTED,
    NOT_FOUND,
    count,
    interval,
    percent,
    plural,
    range_of_100,
)

BREADTH, FIT = "Breadth against specificity", "Level against the roles that ask"


def components(
    row: Mapping[Any, Any], exam: Mapping[Any, Any], edges: pd.DataFrame
) -> list[Component]:
    """The components of one credential's depth, in the order in which they are shown.

    Args:
        row: of ``queries.catalog.named``.
        exam: of ``queries.depth.exams``; empty where none is known.
        edges: rows of ``marts.edges``.
    """
    before = edges[(edges["to_id"] == row["credential_id"]) & edges["relation"].isin(NEEDING)]
    by_strength = before.groupby("strength")["from_id"].nunique()
    kinds, forms = list(row["assessment"]), list(exam.get("form", ()))
    conditions = _text(row["prerequisites"])
    eqf_level = row["eqf_level"]
    return [
        depth.hours(
            None if pd.isna(row["hours"]) else float(row["hours"]), _text(row["hours_basis"])
        ),
        depth.level(_text(row["level"])),
        depth.eqf(None if pd.isna(eqf_level) else int(eqf_level)),
        depth.assessment(kinds, forms),
        depth.supervision(_text(exam.get("supervision")), kinds),
        depth.prerequisites(
            conditions,
            int(by_strength.get("required", 0)),
            int(by_strength.get("one_of_required", 0)),
            int(by_strength.get("recommended", 0)),
        ),
        depth.experience(conditions, kinds),
    ]


def components_table(rows: pd.DataFrame, exams: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """A row per credential and component: credential_id, name, component, value, ordinal.

    Args:
        rows: of ``queries.catalog.named``.
        exams: of ``queries.depth.exams``.
    """
    by_id = exam_by_id(exams)
    return pd.DataFrame(
        [
            (row["credential_id"], row["name"], part.name, part.value, part.ordinal)
            for row in rows.to_dict("records")
            for part in components(row, by_id.get(row["credential_id"], {}), edges)
        ],
        columns=["credential_id", "name", "component", "value", "ordinal"],
    ).astype({"ordinal": "Int64"})


def exam_by_id(exams: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    """credential_id -> its row of ``queries.depth.exams``."""
    return {row["credential_id"]: row for row in exams.to_dict("records")}


def sentence(parts: pd.DataFrame) -> str:
    """Of one credential: which components are known and which are not.

    Args:
        parts: its rows of ``components_table``.
    """
    known = [_small(name) for name in parts.dropna(subset=["value"])["component"]]
    missing = [_small(name) for name in parts[parts["value"].isna()]["component"]]
    text = f"{len(known)} of {len(parts)} components of its depth are known"
    if missing:
        text += f"; not known: {', '.join(missing)}"
    return text + ". Each stands on a scale of its own; they are not averaged."


def focuses(rows: pd.DataFrame) -> dict[str, Focus]:
    """credential_id -> how concentrated in one occupation group those are that ask for it.

    Args:
        rows: ``queries.depth.by_occupation``.
    """
    return {
        str(credential_id): focus(
            {r.label: GroupCount(int(r.postings), r.k_squared, r.k_times_n)
             for r in own.itertuples()},
            _clusters(own.iloc[0]),
            int(own["n_employers"].iloc[0]),
            int(own["least"].iloc[0]),
        )
        for credential_id, own in rows.groupby("credential_id")
    }  # fmt: skip


def breadth(skills: int, kind: str, found: Focus | None) -> str:
    """How many skills it teaches, and in how many occupation groups it is asked for."""
    taught = f"Teaches {plural(skills, 'skill')}" if skills else "Its skills are not found yet"
    if kind == "degree":
        return f"{taught}; by occupation {NOT_COUNTED}"
    if found is None:
        return f"{taught}; no posting under these choices names it"
    if found.state != MEASURED:
        n = plural(found.n, "posting")
        return f"{taught}; too few postings to say for which occupations ({n})"
    return (
        f"{taught}; {percent(found.share)} of the {count(found.n)} postings that name it "
        f"({interval(found.low, found.high)}) are in {found.top}, as concentrated as "
        f"{found.effective:.1f} equal occupation group{'' if found.effective < 1.05 else 's'}"
    )


def fit(level: str | None, kind: str, rows: pd.DataFrame) -> str:
    """A credential's level against the seniority of the postings that ask for it.

    Args:
        rows: its rows of ``queries.depth.by_seniority``.
    """
    if not level:
        return "Its level is not found yet."
    if kind == "degree":
        return f"Its level is {level}; degrees are {NOT_COUNTED}."
    n = 0 if rows.empty else int(rows["n"].iloc[0])
    state = (
        NOT_COLLECTED
        if rows.empty
        else figure_state(n, int(rows["n_employers"].iloc[0]), int(rows["least"].iloc[0]))
    )
    if state != MEASURED:
        told = "no posting" if not n else f"only {plural(n, 'posting')}"
        return f"Its level is {level}; {told} under these choices to hold it against."
    by_band = rows.set_index("band")
    found = level_fit(level, {NAMES[band]: int(k) for band, k in by_band["postings"].items()})
    parts = [
        f"{_share(by_band, band, words)}"
        for band, words, told in (
            (2, "senior roles, above it", level != "advanced"),
            (0, "junior roles, below it", level != "entry"),
        )
        if told
    ]
    return (
        f"Its level is {level}. Of {count(found.n)} postings that ask for it, "
        f"{' and '.join(parts)}; the titles of the others say neither or match it."
    )


NAMES = {0: "junior", 1: "standard", 2: "senior"}
"""Of the bands of ``analysis.depth.SENIORITY_BANDS``, a seniority of each."""


def _share(by_band: pd.DataFrame, band: int, words: str) -> str:
    whole = by_band.iloc[0]
    sums = by_band[["postings", "k_squared", "k_times_n"]].reindex([band], fill_value=0).iloc[0]
    k = float(sums["postings"])
    bounds = clustered_interval(
        k, float(sums["k_squared"]), float(sums["k_times_n"]), _clusters(whole)
    )
    share = k / float(whole["n"])
    return (
        f"{percent(share).removesuffix(' %')} of 100 "
        f"({range_of_100(float(bounds.low), float(bounds.high))}) are for {words}"
    )


def sources(row: Mapping[Any, Any], exam: Mapping[Any, Any]) -> str:
    """Where the values come from; the credential's own source first.

    Args:
        row: of ``queries.catalog.named``.
        exam: of ``queries.depth.exams``; empty where none is known.
    """
    told = [f"{row['source']} ({row['as_of']})"]
    if exam:
        told.append(f"exam: {exam['source']} ({exam['as_of']})")
    if eqf_source := _text(row["eqf_source"]):
        told.append(f"EQF level: {eqf_source}")
    return f"Sources: {'; '.join(told)}."


def rows_in_words(
    rows: pd.DataFrame,
    exams: pd.DataFrame,
    edges: pd.DataFrame,
    occupations: pd.DataFrame,
    seniorities: pd.DataFrame,
) -> dict[str, dict[str, str]]:
    """credential_id -> its rows of a comparison: depth, fit and flexibility; unknown is said.

    Args:
        rows: of ``queries.catalog.named``.
        exams: of ``queries.depth.exams``.
        edges: ``marts.edges``.
        occupations: ``queries.depth.by_occupation``.
        seniorities: ``queries.depth.by_seniority``.
    """
    by_id, found = exam_by_id(exams), focuses(occupations)
    words = {}
    for row in rows.to_dict("records"):
        one = str(row["credential_id"])
        exam = by_id.get(one, {})
        own = seniorities[seniorities["credential_id"] == one]
        words[one] = (
            {part.name: _told(part) for part in components(row, exam, edges)}
            | {BREADTH: breadth(int(row["skill_count"]), row["kind"], found.get(one))}
            | {FIT: fit(_text(row["level"]), row["kind"], own)}
            | in_words(row, exam)
        )
    return words


def _told(part: Component) -> str:
    if part.value is None:
        return NOT_FOUND
    place = "" if part.ordinal is None else f" ({part.ordinal} of {depth.MOST})"
    return part.value + place


def _small(name: str) -> str:
    return str(name)[0].lower() + str(name)[1:]


def _clusters(row: pd.Series) -> Clusters:
    return Clusters(float(row["n"]), float(row["n_squared"]), int(row["clusters"]))


def _text(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value) or None
