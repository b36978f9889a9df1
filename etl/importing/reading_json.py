"""JSON lines and JSON arrays of objects: one row an object, nested names joined by points."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from etl.errors import DataError
from etl.importing.reading_table import BATCH_BYTES, BATCH_ROWS, RawBatch, RawTable
from etl.importing.reading_text import Encoding

LARGEST_RECORD = 64 * 1024 * 1024
"""Characters; a longer record is a file that was cut short or is no list of records."""
_PIECE = 1024 * 1024
_SPACE = " \t\r\n"
_NAME_KEYS = ("name", "label", "title", "value")

Record = tuple[int, dict[str, str] | None, str, str]
"""Line (of an array: number of the record), cells by name (None for what is no record), reason,
and what stands there."""


def read_json(path: Path, encoding: Encoding, beginning: str) -> RawTable:
    """The raw table of JSON lines, of an array, or of an object that holds one array of objects.

    The whole file is read once for its names: a later record may have more of them.

    Raises:
        DataError: an array that is cut short or damaged, with its line.
    """
    is_lines = _is_lines(beginning)

    def records() -> Iterator[Record]:
        with path.open(encoding=encoding.codec, errors=encoding.errors, newline="") as handle:
            yield from _lines(handle) if is_lines else _array(handle, path)

    names: dict[str, None] = {}
    for _, cells, _, _ in records():
        names.update(dict.fromkeys(cells or ()))
    header = tuple(names)

    def rows() -> Iterator[RawBatch]:
        batch, size = RawBatch(), 0
        for line, cells, reason, text in records():
            if cells is None:
                batch.faults.append((line, reason, text))
                continue
            row = [cells.get(name, "") for name in header] if cells else [""] * len(header)
            batch.lines.append(line)
            batch.rows.append(row)
            size += sum(map(len, row))
            if len(batch.rows) == BATCH_ROWS or size > BATCH_BYTES:
                yield batch
                batch, size = RawBatch(), 0
        if batch.rows or batch.faults:
            yield batch

    place = "line" if is_lines else "record"
    name = "JSON lines" if is_lines else "JSON array"
    notes = (encoding.note,) if encoding.note else ()
    return RawTable(f"{name}, {encoding.name}", place, notes, rows, header)


def canonical(value: Any) -> str:
    """A typed value as the text of a cell; objects in a list by their name, else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Half of a surrogate pair, which JSON can spell, is no character.
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return plain_float(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "; ".join(part for part in map(_item, value) if part)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def plain_float(value: float) -> str:
    """A number without exponent and without ".0"; nothing for not-a-number."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value):
        return str(int(value))
    return repr(value) if "e" not in repr(value) else f"{value:.12f}".rstrip("0")


def flat(record: dict[str, Any], before: str = "") -> dict[str, str]:
    """Cells by name; an object inside gives its parts, each with the name of the object before."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        name = f"{before}{key}".strip()
        if isinstance(value, dict):
            cells.update(flat(value, f"{name}."))
        else:
            cells[name] = canonical(value)
    return cells


def _item(value: Any) -> str:
    if isinstance(value, dict):
        for key in _NAME_KEYS:
            if isinstance(value.get(key), str):
                return str(value[key])
    return canonical(value)


def _is_lines(beginning: str) -> bool:
    stripped = beginning.lstrip("\ufeff" + _SPACE)
    if stripped.startswith("["):
        return False
    first, found, _ = stripped.partition("\n")
    try:
        json.loads(first)
    except ValueError:
        # A pretty-printed object opens on a line of its own; a broken line ends like a record.
        return bool(found) and first.rstrip().endswith("}")
    return bool(found) or not _holds_list(first)


def _holds_list(text: str) -> bool:
    found = json.loads(text)
    lists = [v for v in found.values() if isinstance(v, list)] if isinstance(found, dict) else []
    return len(lists) == 1 and bool(lists[0]) and all(isinstance(v, dict) for v in lists[0])


def _lines(handle: TextIO) -> Iterator[Record]:
    for line, text in enumerate(handle, 1):
        stripped = text.strip("\ufeff" + _SPACE)
        if not stripped:
            yield line, {}, "", ""
            continue
        try:
            record = json.loads(stripped)
        except (ValueError, RecursionError):
            yield line, None, "not a JSON record", stripped[:1000]
            continue
        yield _record(line, record, stripped)


def _record(line: int, record: Any, text: str) -> Record:
    if isinstance(record, dict):
        return line, flat(record), "", ""
    return line, None, "not a JSON object", text[:1000]


def _array(handle: TextIO, path: Path) -> Iterator[Record]:
    """Records of an array, one at a time, whatever its size."""
    decoder = json.JSONDecoder()
    text, at, line, is_open, number = "", 0, 1, False, 0
    is_whole = False
    while True:
        while at < len(text) and text[at] in _SPACE + ",\ufeff":
            line += text[at] == "\n"
            at += 1
        if at == len(text) or (not is_open and "[" not in text[at:]):
            piece = handle.read(_PIECE)
            if not piece:
                raise DataError(f"{path}: line {line}: the JSON is cut short: no end of its list.")
            text, at = text[at:] + piece, 0
            if len(text) > LARGEST_RECORD:
                raise DataError(f"{path}: line {line}: no list of records in the JSON.")
            continue
        if not is_open:
            opened = text.index("[", at)
            line += text.count("\n", at, opened)
            at, is_open = opened + 1, True
            continue
        if text[at] == "]":
            return
        try:
            record, end = decoder.raw_decode(text, at)
            is_whole = end < len(text)
        except (ValueError, RecursionError) as error:
            is_whole, end, record = False, at, error
        if not is_whole:
            # The record may go on in the next piece; pieces double, so that long ones stay cheap.
            piece = handle.read(max(_PIECE, len(text) - at))
            if not piece or len(text) - at > LARGEST_RECORD:
                said = getattr(record, "msg", "cut short")
                raise DataError(f"{path}: line {line}: not JSON: {said}.")
            text, at = text[at:] + piece, 0
            continue
        number += 1
        yield _record(number, record, text[at:end])
        line += text.count("\n", at, end)
        at = end
