"""The badges in the cells of a CSV export: JSON, a signed token, or the address of a badge."""

import csv
import io
import re
from collections.abc import Iterator

from badges.reading import limits
from badges.reading.errors import UnreadableError
from badges.reading.strict_json import decode

# Columns whose address is that of a badge itself, whatever else links there are.
_BADGE_COLUMN = re.compile(
    r"(badge|assertion|credential|award)[ _-]*(url|link|id|json|address|assertion)?s?$", re.I
)
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


def badge_cells(data: bytes) -> list[tuple[int, str]]:
    """Row number (the header is 1) and text of each cell that holds a badge."""
    if len(data) > limits.TABLE:
        raise UnreadableError("too_big")
    text = decode(data)
    csv.field_size_limit(limits.JSON)
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    # The sniffer does not see quotes that are doubled inside of JSON.
    dialect.doublequote = True
    try:
        return list(_cells(csv.reader(_lines(text), dialect)))
    except csv.Error:
        raise UnreadableError("no_badge", "no readable table") from None


def _cells(rows: Iterator[list[str]]) -> Iterator[tuple[int, str]]:
    named = [bool(_BADGE_COLUMN.search(name.strip())) for name in next(rows, [])]
    count = 0
    for number, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            value = cell.strip()
            is_address = value.startswith(("https://", "http://"))
            addressed = is_address and column < len(named) and named[column]
            if value.startswith("{") or _TOKEN.fullmatch(value) or addressed:
                count += 1
                yield number, value
            if count > limits.BADGES:
                raise UnreadableError("too_big")


def _lines(text: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > limits.TABLE_LINE:
            raise UnreadableError("too_big")
        yield line
