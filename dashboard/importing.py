"""The section that adds a file of one's own: read, shown, corrected, and only then kept."""

import re
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import badge_imports, badge_rechecks, jobs, people
from dashboard.metrics import count, plural
from dashboard.queries import hires
from dashboard.rights import why_not_import
from dashboard.show import escaped
from dashboard.tables.columns import UNKNOWN

GUESS = "as the file's columns suggest"
UNUSED = "not used"
AS_SEEN = "as the column shows"
ORDERS = ("day first", "month first")
MARKS = {"comma": ",", "point": "."}
"""As a mapping file says them (`etl import --map`)."""
TYPES = ["csv", "tsv", "txt", "xlsx", "json", "jsonl", "ndjson", "parquet", *badge_imports.TYPES]
PEOPLE = ("candidates", "awards", "hires", "groups")
EXPLAINED = (
    "A spreadsheet or an export of your applicant tracking system or badge platform: postings, "
    "credentials, candidates, awards, hires or self-reported groups; or badge files themselves "
    "(PNG, SVG, JSON, signed tokens, a zip of them). It is read here and shown first; nothing is "
    "kept before you say so. People stay on this machine, apart from the market data."
)


def section() -> None:
    """Upload, preview, correct, keep; a sentence in its place for those who may not."""
    if reason := why_not_import():
        st.info(reason, icon=":material/lock:")
        return
    st.caption(EXPLAINED)
    kinds = jobs.import_kinds()
    left, right = st.columns([2, 1], gap="large")
    with left:
        file = st.file_uploader("File", type=TYPES, key="import_file", max_upload_size=200)
    with right:
        chosen = st.selectbox("What its rows are", [GUESS, *kinds], key="import_kind")
    if file is None:
        st.session_state.pop(badge_imports.SEEN, None)
        badge_rechecks.check_again()
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _safe(file.name)
        path.write_bytes(file.getbuffer())
        _previewed(path, None if chosen == GUESS else chosen, kinds, file.file_id)


def _previewed(
    path: Path, kind: str | None, kinds: dict[str, dict[str, str]], file_id: str
) -> None:
    """What would come of the file; its mapping can be corrected."""
    mapping = path.parent / "mapping.toml"
    try:
        with st.skeleton(height=220):
            found = badge_imports.looked_at(file_id, path, kind)
        if "badges" in found:
            badge_imports.previewed(file_id, path, kind, found)
            return
        fields = kinds[found["kind"]]
        columns = _edited(found, fields, path.name)
        written = _written()
        mapping.write_text(_toml({"kind": found["kind"], **written}, columns), encoding="utf-8")
        if written or columns != _all_columns(found):
            found = jobs.import_file(path, found["kind"], mapping, dry_run=True)
        _counts(found)
        if found["kept"] and st.button(
            f"Keep {plural(found['kept'], 'row')} of {found['kind']}",
            type="primary",
            key="import_keep",
            icon=":material/download_done:",
        ):
            _keep(path, found["kind"], mapping)
    except jobs.Refused as error:
        st.error(escaped(str(error)), icon=":material/error:")


def _edited(found: dict[str, Any], fields: dict[str, str], name: str) -> dict[str, str]:
    """Column -> field ("" for unused), as the reader leaves it."""
    st.subheader(f"Read as {found['kind']}", anchor=False)
    st.caption(escaped(" ".join(found["notes"])))
    meanings = {field: f"{field}: {says}" for field, says in fields.items()}
    guessed = _all_columns(found)
    table = pd.DataFrame(
        {"Column": list(guessed), "Meaning": [meanings.get(f, UNUSED) for f in guessed.values()]}
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["Column"],
        key=f"import_mapping_{name}_{found['kind']}",
        column_config={
            "Meaning": st.column_config.SelectboxColumn(
                options=[UNUSED, *meanings.values()], required=True, width="large"
            )
        },
    )
    named = {meaning: field for field, meaning in meanings.items()}
    return {
        str(column): named.get(meaning, "")
        for column, meaning in zip(edited["Column"], edited["Meaning"], strict=True)
    }


def _written() -> dict[str, str]:
    """How dates and numbers of the file are written, where the reader says so."""
    left, right, _ = st.columns([1, 1, 1])
    with left:
        order = st.selectbox("Dates such as 03/04/2026", [AS_SEEN, *ORDERS], key="import_dates")
    with right:
        mark = st.selectbox("Decimal mark", [AS_SEEN, *MARKS], key="import_decimals")
    said = {"date_order": order, "decimal_mark": MARKS.get(mark, AS_SEEN)}
    return {name: value for name, value in said.items() if value != AS_SEEN}


def _all_columns(found: dict[str, Any]) -> dict[str, str]:
    return {**found["mapping"], **dict.fromkeys(found["unused"], "")}


def _counts(found: dict[str, Any]) -> None:
    st.markdown(
        f"**{count(found['rows_in'])} rows came: {count(found['kept'])} can be kept, "
        f"{count(found['quarantined'])} cannot be used, {count(found['ignored'])} are passed "
        "over** (blank lines, footers, repeats)."
    )
    refused = [{**r, "what": "cannot be used"} for r in found["rejects"]]
    passed = [{**r, "column": None, "what": "passed over"} for r in found["ignored_lines"]]
    if refused or passed:
        st.dataframe(
            pd.DataFrame(
                [*refused, *passed], columns=["line", "what", "column", "reason"]
            ).sort_values("line"),
            hide_index=True,
            key="import_rejects",
            placeholder=UNKNOWN,
            column_config={
                "line": "Line", "what": "What happens", "column": "Column", "reason": "Why"
            },
            alt="Table of rows that are not kept, with line, column and reason.",
        )  # fmt: skip


def _keep(path: Path, kind: str, mapping: Path) -> None:
    with st.status("Keeping the rows", expanded=True) as progress:
        kept = jobs.import_file(path, kind, mapping, dry_run=False)
        st.write(f"{plural(kept['kept'], 'row')} of {kind} kept.")
        if kept["quarantined"]:
            st.write(f"{plural(kept['quarantined'], 'row')} put aside in {kept['quarantine_file']}")
        if kind in PEOPLE:
            people.forget()
            hires.forget()
        else:
            st.write(jobs.rebuild())
        progress.update(label="Kept", state="complete")
    st.success(
        "The pages offer the newer data in a moment."
        if kind not in PEOPLE
        else "The pages about people show them now.",
        icon=":material/check:",
    )


def _safe(name: str) -> str:
    """A stranger's file name without anything but letters, digits, points and dashes."""
    return re.sub(r"[^\w.-]+", "_", Path(name).name).lstrip(".") or "file"


def _toml(settings: dict[str, str], columns: dict[str, str]) -> str:
    """A mapping file (`etl import --map`)."""
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    lines += ["", "[columns]"]
    return "\n".join(lines + [f"{_quoted(c)} = {_quoted(f)}" for c, f in columns.items()]) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escapes = {"\\": "\\\\", '"': '\\"'}
    return (
        '"'
        + "".join(
            escapes.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 else c)
            for c in text
        )
        + '"'
    )
