"""What an analyst says of a file's columns, in TOML, and what is remembered of it.

::

    kind = "postings"
    date_order = "day first"      # or "month first"; for dates that do not tell by themselves
    decimal_mark = ","            # or "."

    [columns]
    "Stellenbezeichnung" = "title"
    "Notes" = ""                  # not used
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from etl.errors import DataError
from etl.importing import Kind
from etl.importing.reading_table import fold
from etl.importing.values import DATE_ORDERS, DECIMAL_MARKS
from etl.paths import Paths

_KEYS = {"kind", "date_order", "decimal_mark", "columns"}


@dataclass(frozen=True)
class FileMapping:
    """A mapping file: columns to field names ("" for unused), and how its cells are to be read."""

    kind: str | None = None
    date_order: str | None = None
    decimal_mark: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None


def read_mapping(path: Path) -> FileMapping:
    """A mapping file.

    Raises:
        DataError: it is not TOML, or says something that is not known; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = tomlkit.parse(text).unwrap()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: the mapping is not UTF-8.") from error
    except TOMLKitError as error:
        line = getattr(error, "line", None)
        raise DataError(f"{path}: {f'line {line}: ' if line else ''}not TOML ({error}).") from error
    for key in document:
        if key not in _KEYS:
            raise DataError(
                f"{path}: line {line_of(text, key)}: {key!r} is none of {', '.join(sorted(_KEYS))}."
            )
    for key, allowed in (("date_order", DATE_ORDERS), ("decimal_mark", DECIMAL_MARKS)):
        if key in document and document[key] not in allowed:
            raise DataError(
                f"{path}: line {line_of(text, key)}: {key} {document[key]!r} is none of "
                f"{', '.join(map(repr, allowed))}."
            )
    columns = document.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise DataError(
            f'{path}: line {line_of(text, "columns")}: [columns] has lines "Header" = "field".'
        )
    return FileMapping(
        document.get("kind"),
        document.get("date_order"),
        document.get("decimal_mark"),
        columns,
        path,
    )


def fit(mapping: FileMapping, header: Sequence[str], kind: Kind) -> dict[str, str]:
    """The mapping's columns as the file spells them, checked against file and kind.

    Raises:
        DataError: a column that the file has not, a field that the kind has not, or a field with
            two columns; names the mapping file and the line.
    """
    folded: dict[str, str] = {}
    for name in header:
        folded.setdefault(fold(name), name)
    fields = [f.name for f in kind.fields]
    fitted: dict[str, str] = {}
    for column, meant in mapping.columns.items():
        found = column if column in header else folded.get(fold(column))
        if found is None:
            raise _fault(mapping, column, f"the file has no column {column!r}; {_some(header)}")
        if meant and meant not in fields:
            raise _fault(
                mapping, column, f"{meant!r} is no field of {kind.name}: {', '.join(fields)}"
            )
        if meant and meant in fitted.values():
            raise _fault(mapping, column, f"{meant!r} has a column already")
        fitted[found] = meant
    return fitted


def remembered_file(paths: Paths, header: Sequence[str], kind: str) -> Path:
    """Where the mapping of such a header is remembered; the order of columns does not matter."""
    together = "\n".join([kind, *sorted(fold(name) for name in header)])
    digest = hashlib.sha256(together.encode()).hexdigest()[:16]
    return paths.root / "mappings" / f"{digest}.toml"


def remember(path: Path, mapping: FileMapping, header: Sequence[str], kind: Kind) -> None:
    """Write a mapping where the next file with this header finds it; it may be edited there."""
    document = tomlkit.document()
    document.add(tomlkit.comment("What the columns of such a file mean; edit it as needed."))
    document.add(tomlkit.comment(f"Fields: {', '.join(f.name for f in kind.fields)}."))
    document.add("kind", tomlkit.item(kind.name))
    if mapping.date_order:
        document.add("date_order", tomlkit.item(mapping.date_order))
    if mapping.decimal_mark:
        document.add("decimal_mark", tomlkit.item(mapping.decimal_mark))
    columns = tomlkit.table()
    for name in header:
        columns.add(name, mapping.columns.get(name, ""))
    document.add("columns", columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(tomlkit.dumps(document), encoding="utf-8")
    partial.replace(path)


def line_of(text: str, key: str) -> int:
    """The line on which a key stands, 1 where it is written in a way not seen."""
    pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=]")
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _fault(mapping: FileMapping, key: str, said: str) -> DataError:
    assert mapping.file is not None, "only a mapping read from a file has faults"
    line = line_of(mapping.file.read_text(encoding="utf-8-sig"), key)
    return DataError(f"{mapping.file}: line {line}: {said}.")


def _some(header: Sequence[str]) -> str:
    more = f" and {len(header) - 12} more" if len(header) > 12 else ""
    return "it has " + ", ".join(map(repr, header[:12])) + more
