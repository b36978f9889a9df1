"""The tables of what is said and done: the rows of the picture, and the other answers."""

import pandas as pd
import streamlit as st

from dashboard.metrics import percent
from dashboard.say_do import DO
from dashboard.survey_answers import people
from dashboard.tables.columns import TEXT, UNKNOWN, intervals


def say_do_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the picture to read or take away.

    Args:
        rows: from ``survey_answers.said`` and ``say_do.done``, one below the other.

    Returns:
        A row per dot: shares in % to three significant digits, how many were asked or counted, and
        for surveys the statement as asked, its source and what that says of itself.
    """
    sides = {"say": "Say", "do": "Do", "hires": "Did"}
    return pd.DataFrame(
        {
            "Side": rows["section"].map(sides),
            "Question": [group.partition(": ")[2] for group in rows["group"]],
            "Who or what": rows["label"],
            "Share, %": [float(f"{share * 100:.3g}") for share in rows["share"]],
            "95 % interval": intervals(rows),
            "Of": rows["n_words"],
            "Year": rows["year"].where(rows["section"] != DO, "see sources"),
            "Statement as published": rows["statement"],
            "Source": rows["source"],
            "Seen": rows["verified"],
            "Note": rows["note"],
        }
    )


def others_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Survey answers that are not in the picture, as published.

    Args:
        rows: from ``survey_answers.other_answers``.
    """
    return pd.DataFrame(
        {
            "Statement": rows["statement"],
            "Asked": rows["population"],
            "Share": [percent(share) for share in rows["share"]],
            "Of": [people(n, note)[1] for n, note in zip(rows["n"], rows["note"], strict=True)],
            "Region": rows["region"],
            "Year": rows["year"],
            "Source": rows["source"],
            "Seen": rows["verified"],
            "Note": rows["note"],
        }
    )


def draw_say_do(table: pd.DataFrame) -> None:
    """The table behind the picture."""
    st.dataframe(
        # Each with as many digits as a share of its size supports.
        table.assign(**{"Share, %": [percent(value / 100) for value in table["Share, %"]]}).rename(
            columns={"Share, %": "Share"}
        ),
        hide_index=True,
        key="say_do_table",
        height=460,
        placeholder=UNKNOWN,
        alt=f"Table of {len(table)} survey answers and shares of postings.",
        column_config={
            "Question": TEXT(width=210),
            "Who or what": TEXT(width=250),
            "Share": TEXT(help="Of those asked, or of those counted."),
            "95 % interval": TEXT(
                help="Surveys: chance of who was asked only. Postings: allows for postings of one "
                "employer being alike."
            ),
            "Of": TEXT(help="How many were asked or counted."),
            "Seen": TEXT(help="Where the figure was seen: at its publisher or in a report on it."),
        },
    )


def draw_others(table: pd.DataFrame) -> None:
    """The answers to other questions, folded."""
    with st.expander(f"{len(table)} more survey answers", icon=":material/forum:"):
        st.dataframe(
            table,
            hide_index=True,
            key="surveys_table",
            height=380,
            placeholder=UNKNOWN,
            alt=f"Table of {len(table)} survey answers that are not compared.",
            column_config={"Statement": TEXT(width=330), "Asked": TEXT(width=200)},
        )
