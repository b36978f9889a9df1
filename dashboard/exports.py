"""What is on screen, to take into a meeting: CSV, Excel and a page to print.

Every file carries the build, the choices and the date. Cells that a spreadsheet would run as a
formula are neutralised.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.queries.build import build_details

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
"""Widest column of a workbook, in characters."""


def neutralised(rows: pd.DataFrame) -> pd.DataFrame:
    """A copy whose text cells and headers cannot be run as formulas (an apostrophe goes first)."""

    def safe(value: object) -> object:
        if isinstance(value, str) and value.startswith(FORMULA_STARTS):
            return "'" + value
        return value

    return rows.map(safe).rename(columns=safe)


def provenance(choices: str) -> list[tuple[str, str]]:
    """Where an exported table comes from, as pairs of a name and a value."""
    build = build_details()
    return [
        ("Made with", "Credence"),
        ("Build", str(build["build_id"])),
        ("Content", str(build["content_hash"])),
        ("Choices", choices),
        ("Exported", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
    ]


def as_csv(rows: pd.DataFrame, facts: list[tuple[str, str]]) -> bytes:
    """The table as UTF-8 CSV, its provenance in lines that begin with ``#``."""
    head = "".join(f"# {name}: {value}\n" for name, value in facts)
    body = neutralised(_joined(rows)).to_csv(index=False, lineterminator="\n")
    return (head + body).encode("utf-8-sig")


def as_excel(rows: pd.DataFrame, facts: list[tuple[str, str]]) -> bytes:
    """The table as an Excel workbook with a second sheet on its provenance.

    Headers are bold and stay in sight; columns are as wide as what they hold, up to ``WIDEST``.
    """
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    sheets = {
        "Table": neutralised(_naive(_joined(rows))),
        "About this table": pd.DataFrame(facts, columns=["", "Value"]),
    }
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        bold = book.book.add_format({"bold": True})
        for name, table in sheets.items():
            table.to_excel(book, sheet_name=name, index=False)
            sheet = book.sheets[name]
            sheet.freeze_panes(1, 0)
            for i, column in enumerate(table.columns):
                sheet.write_string(0, i, str(column), bold)
                texts = [str(column), *table.iloc[:, i].dropna().astype(str)]
                sheet.set_column(i, i, min(WIDEST, max(map(len, texts)) + 2))
    return buffer.getvalue()


def offer(rows: pd.DataFrame | Callable[[], pd.DataFrame], name: str, choices: str) -> None:
    """Download buttons for a table; a file is made only when its button is pressed.

    Args:
        rows: the table, or what makes it where it is long.
    """

    def made(write: Callable[[pd.DataFrame, list[tuple[str, str]]], bytes]) -> Callable[[], bytes]:
        return lambda: write(rows() if callable(rows) else rows, provenance(choices))

    stamp = build_details()["build_id"]
    with st.container(horizontal=True):
        st.download_button(
            "CSV",
            made(as_csv),
            f"credence-{name}-{stamp}.csv",
            "text/csv",
            key=f"{name}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Excel",
            made(as_excel),
            f"credence-{name}-{stamp}.xlsx",
            XLSX,
            key=f"{name}_xlsx",
            icon=":material/table:",
            on_click="ignore",
        )


def _naive(rows: pd.DataFrame) -> pd.DataFrame:
    """Moments without their time zone: Excel knows none."""
    result = rows.copy()
    for column in result.select_dtypes(include="datetimetz"):
        result[column] = result[column].dt.tz_localize(None)
    return result


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells that hold a list, which DuckDB gives as an array, as text."""
    result = rows.copy()
    for column in result.select_dtypes(include="object", exclude="str"):
        result[column] = [
            ", ".join(map(str, v)) if isinstance(v, list | tuple | np.ndarray) else v
            for v in result[column]
        ]
    return result
