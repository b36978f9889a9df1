"""What is on screen, to take into a meeting: CSV, Excel and a page to print.

Every file carries the build, the choices and the date. Cells that a spreadsheet would run as a
formula are neutralised.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.queries.build import build_details

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
"""Widest column of a workbook, in characters."""
PRINT_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#1D2B33;background:#fff;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1,h2{font-family:Georgia,serif;line-height:1.25} h1{font-size:1.7rem} h2{font-size:1.15rem}
.answer{font-size:1.1rem} table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid #DAD6CA} .number{text-align:right;white-space:nowrap}
footer{margin-top:2rem;font-size:.85rem;color:#55616A} footer th{white-space:nowrap}
@media print{body{margin:0;max-width:none;font-size:10.5pt} @page{margin:16mm}
section,tr{break-inside:avoid} h2{break-after:avoid}}
"""


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
        "Table": neutralised(_plain_times(_joined(rows))),
        "About this table": pd.DataFrame(facts, columns=["", "Value"]),
    }
    with pd.ExcelWriter(
        buffer,
        engine="xlsxwriter",
        date_format="YYYY-MM-DD",
        engine_kwargs={"options": options},
    ) as book:
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


def offer(
    rows: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    choices: str,
    page: Callable[[list[tuple[str, str]]], bytes] | None = None,
    of: str = "",
) -> None:
    """Download buttons for a table; a file is made only when its button is pressed.

    Args:
        rows: the table, or what makes it where it is long.
        page: makes a page to print from the provenance; None: there is none.
        of: what the table is of, for the buttons, where a page has several.
    """

    def made(write: Callable[[pd.DataFrame, list[tuple[str, str]]], bytes]) -> Callable[[], bytes]:
        return lambda: write(rows() if callable(rows) else rows, provenance(choices))

    stamp = build_details()["build_id"]
    with st.container(horizontal=True, width="content"):
        st.download_button(
            f"CSV{of}",
            made(as_csv),
            f"credence-{name}-{stamp}.csv",
            "text/csv",
            key=f"{name}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            f"Excel{of}",
            made(as_excel),
            f"credence-{name}-{stamp}.xlsx",
            XLSX,
            key=f"{name}_xlsx",
            icon=":material/table:",
            on_click="ignore",
        )
        if page is not None:
            st.download_button(
                "A page to print",
                lambda: page(provenance(choices)),
                f"credence-{name}-{stamp}.html",
                "text/html",
                key=f"{name}_page",
                icon=":material/print:",
                on_click="ignore",
            )


@dataclass(frozen=True)
class Part:
    """A part of a page to print: a heading, then sentences, then a table."""

    heading: str
    sentences: Sequence[str] = ()
    table: pd.DataFrame | None = None


def as_page(
    title: str, answer: str, parts: Sequence[Part], facts: Sequence[tuple[str, str]]
) -> bytes:
    """A page to print or to send, in one HTML file that needs nothing else.

    Args:
        facts: where it comes from, as pairs of a name and a value.
    """
    body = [f"<h1>{escape(title)}</h1>", f"<p class='answer'>{escape(answer)}</p>"]
    for part in parts:
        body.append(f"<section><h2>{escape(part.heading)}</h2>")
        body += [f"<p>{escape(sentence)}</p>" for sentence in part.sentences]
        if part.table is not None:
            body.append(_html_table(part.table))
        body.append("</section>")
    rows = [f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts]
    body.append(f"<footer><table>{''.join(rows)}</table></footer>")
    return (
        "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>{escape(title)}</title><style>{PRINT_STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    ).encode()


def _html_table(rows: pd.DataFrame) -> str:
    def cell(value: object) -> str:
        if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
            return "<td></td>"
        if isinstance(value, float):
            return f"<td class='number'>{value:,.0f}</td>"
        if isinstance(value, int):
            return f"<td class='number'>{value:,}</td>"
        return f"<td>{escape(str(value))}</td>"

    joined = _joined(rows)
    head = "".join(f"<th>{escape(str(column))}</th>" for column in joined.columns)
    lines = [
        f"<tr>{''.join(cell(value) for value in row)}</tr>"
        for row in joined.astype(object).itertuples(index=False, name=None)
    ]
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _plain_times(rows: pd.DataFrame) -> pd.DataFrame:
    """Moments without their time zone, since Excel knows none; days without an hour."""
    result = rows.copy()
    for column in result.select_dtypes(include="datetimetz"):
        result[column] = result[column].dt.tz_localize(None)
    for column in result.select_dtypes(include="datetime"):
        moments = result[column]
        if (moments.isna() | (moments == moments.dt.normalize())).all():
            result[column] = moments.dt.date
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
