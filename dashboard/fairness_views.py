"""Adverse impact of the current filter: picture, figures, which condition makes it, export."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analysis.fairness import REFERENCE, TOO_FEW
from dashboard import exports, fairness, show
from dashboard.charts.impact import impact
from dashboard.fairness import DIMENSION_LABELS, Source
from dashboard.metrics import percent
from dashboard.queries import groups
from dashboard.queries.groups import Step

INVENTED = (
    "These groups are invented like the people of the sample pool. Gender and ethnicity were drawn "
    "by chance alone; age follows from the years of experience."
)
NO_TEST = "–"
"""In place of a p value for the group that the others are compared with."""
NOT_IMPORTED = "Not collected: no self-reported groups have been imported."
NONE_STATED = "Nobody in this pool states a group."


def adverse_impact(
    steps: Sequence[Step], everybody: int, filter_words: str, pool_build: str, *, is_sample: bool
) -> str:
    """Draw the whole view and return its answer, for the head of the page.

    Where no groups are imported it says how to bring them.

    Args:
        steps: ``queries.groups.everybody()``, then who is left after each condition in order
            (``IN_ORDER``), then who is left without each (``WITHOUT``).
        everybody: people in the pool.
        filter_words: the filter in one line, for what is exported.
        pool_build: id of the pool's build.
        is_sample: whether the pool is the invented one.
    """
    if not groups.are_imported():
        st.info(show.escaped(fairness.HOW_TO_IMPORT), icon=":material/balance:")
        st.code(fairness.COMMAND, language="bash")
        return NOT_IMPORTED
    counts = groups.counts(steps)
    if counts.empty:
        return NONE_STATED
    if is_sample:
        st.caption(INVENTED)
    asked = [d for d in DIMENSION_LABELS if (counts["dimension"] == d).any()]
    dimension = st.segmented_control(
        "By",
        asked,
        default=asked[0],
        required=True,
        key="impact_by",
        bind="query-params",
        format_func=DIMENSION_LABELS.__getitem__,
    )
    rows = fairness.impact_rows(counts[counts["dimension"] == dimension])
    final = fairness.whole_filter(rows, dimension)
    said = fairness.answer(final, dimension)
    show.caption(fairness.stated(counts, dimension, everybody))
    if final.empty:
        return said
    show.picture(impact(final, show.palette()), "impact")
    st.dataframe(
        _table(final),
        hide_index=True,
        key="impact_table",
        placeholder=TOO_FEW,
        column_config={
            name: st.column_config.NumberColumn(format="localized") for name in ("People", "Kept")
        },
        alt=f"Selection rate, ratio, p value and verdict of {len(final)} groups.",
    )
    equal = fairness.p_words(final["equal_p"].iloc[0])
    if equal:
        show.caption(
            f"That all groups which are large enough are kept alike: p {equal} (chi-square)."
        )
    worst = final[~final["verdict"].isin([REFERENCE, TOO_FEW])]
    if len(worst):
        _conditions(counts, rows, worst, dimension)
    source = Source(pool_build, filter_words, f"{datetime.now(UTC):%Y-%m-%d}")
    exports.offer(
        lambda: fairness.exported(fairness.impact_rows(counts), source),
        "adverse-impact",
        filter_words,
    )
    show.caption(fairness.NO_ADVICE)
    show.how_counted(notes=fairness.NOTES)
    return said


def _conditions(
    counts: pd.DataFrame, rows: pd.DataFrame, compared: pd.DataFrame, dimension: str
) -> None:
    """Which condition makes it, for the group that fares worst or another one."""
    names = list(compared["group_name"])
    name = names[0]
    if len(names) > 1:
        name = st.selectbox("Conditions for", names, key=f"impact_group_{dimension}", width=280)
    group = compared[compared["group_name"] == name].iloc[0]
    conditions = fairness.by_condition(counts, rows, group)
    st.markdown(show.escaped(fairness.cause(conditions, group)))
    st.dataframe(
        pd.DataFrame(
            {
                "Condition": conditions["condition"],
                "Ratio after it": conditions["ratio_after"],
                "It multiplies the ratio by": conditions["step_ratio"],
                "Ratio without it": conditions["ratio_without"],
                "from": conditions["low_without"],
                "to": conditions["high_without"],
            }
        ),
        hide_index=True,
        key="impact_conditions",
        placeholder=TOO_FEW,
        alt=f"What each of {len(conditions)} conditions does to the ratio of {name}.",
        column_config={
            column: st.column_config.NumberColumn(format="%.2f")
            for column in (
                "Ratio after it",
                "It multiplies the ratio by",
                "Ratio without it",
                "from",
                "to",
            )
        },
    )


def _table(final: pd.DataFrame) -> pd.DataFrame:
    """The groups under the columns that a reader looks for."""
    told = final["rate"].notna()
    return pd.DataFrame(
        {
            "Group": final["group_name"],
            "People": final["people"],
            "Kept": final["selected"].astype("Int64"),
            "Rate": [percent(r) if ok else None for r, ok in zip(final["rate"], told, strict=True)],
            "Ratio": [_ratio(row) for row in final.to_dict("records")],
            "p": [
                NO_TEST if verdict == REFERENCE else fairness.p_words(p) or None
                for p, verdict in zip(final["p_value"], final["verdict"], strict=True)
            ],
            "Verdict": final["verdict"].replace(REFERENCE, "the highest rate"),
        }
    )


def _ratio(row: dict[str, Any]) -> str | None:
    if pd.isna(row["ratio"]):
        return None
    if row["verdict"] == REFERENCE:
        return "1"
    return f"{fairness.ratio_words(row['ratio'])} ({fairness.bounds(row['low'], row['high'])})"
