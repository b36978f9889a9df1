"""A table file of who holds what as text that can be pasted: CSV and its kin, or a workbook."""

import io
import zipfile
from datetime import datetime
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from dashboard.holdings_text import MOST_LINES

LARGEST_UNPACKED = 40 * 1024**2
"""Bytes; a workbook is a packed file that may be many times as large as it looks."""
MOST_COLUMNS = 40
_DAMAGE = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    EOFError, OSError, AttributeError, IndexError,
)  # fmt: skip
"""What openpyxl raises on a damaged workbook."""


class UnreadableError(ValueError):
    """A file that is no table; the message says why and what to do."""


def as_text(content: bytes, name: str) -> str:
    """The rows of a file, a line each.

    Raises:
        UnreadableError: it is neither UTF-8 text nor a workbook.
    """
    if name.lower().endswith(".xlsx") or content.startswith(b"PK"):
        return _workbook(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(
            "This file is no UTF-8 text. Save it as UTF-8 or as .xlsx, or paste its lines."
        ) from None


def _workbook(content: bytes) -> str:
    """The first sheet with rows; one row more than are read, so that it is said."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise UnreadableError("This workbook is too large. Paste its lines instead.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MOST_LINES + 100, max_col=MOST_COLUMNS, values_only=True)
            lines = ["\t".join(_cell(value) for value in row).rstrip("\t") for row in rows]
            if any(lines):
                return "\n".join(lines).rstrip("\n")
    except UnreadableError:
        raise
    except _DAMAGE:
        raise UnreadableError(
            "This workbook cannot be read. Save it anew as .xlsx, or paste its lines."
        ) from None
    raise UnreadableError("This workbook has no rows.")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    # A tab would part the cell in two, a quotation mark would open one.
    return " ".join(str(value).replace('"', "'").split())
