"""``python -m etl normalise pay|titles FILE.csv``: what the normalisation understands of a file.

FILE is a CSV (UTF-8, commas) with a column ``text`` and, if wanted, ``country_hint`` (ISO alpha-2
or the name of a place). Every row gives one answer in the same order; lines without a sign
are no rows. Pay is in its own currency for a year of full-time work; a text that is not certain is
refused: its answer is null.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.derive import occupation_titles
from etl.errors import DataError
from etl.normalise.pay import parse_pay
from etl.normalise.places import parse_place
from etl.normalise.texts import clean_text
from etl.normalise.titles import TitleClassifier, read_title_rules
from etl.paths import Paths

TEXT, COUNTRY_HINT = "text", "country_hint"
KINDS = ("pay", "titles")
_OTHER_CODES = {"UK": "GB", "GBR": "GB", "USA": "US"}


@dataclass(frozen=True)
class Row:
    """One text of the file as written, the country it is from (ISO alpha-2), and its line."""

    line: int
    text: str
    country: str | None


def understood(kind: str, path: Path, paths: Paths) -> list[dict[str, object]]:
    """One answer a row of ``path``: the text and what was understood, None where refused.

    Args:
        kind: ``pay`` (min_annual, max_annual, currency, period) or ``titles`` (soc_major).
        path: the CSV file.
        paths: where the title rules and the O*NET titles lie.

    Raises:
        DataError: the file cannot be read, is not UTF-8, has no column ``text``, has a line with
            more cells than the header, or names a country that is not known.
    """
    rows = list(read_rows(path))
    if kind == "pay":
        return [_pay(row) for row in rows]
    classifier = TitleClassifier(
        occupation_titles(paths), read_title_rules(paths.reference / "title_rules.csv")
    )
    return [
        {TEXT: row.text, "soc_major": classifier.soc_group(" ".join(clean_text(row.text).split()))}
        for row in rows
    ]


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, in order.

    Raises:
        DataError: as in `understood`; the message names the file and the line.
    """
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        if header.count(TEXT) != 1:
            raise DataError(f"{path}: line 1: not exactly one column {TEXT!r} in the header.")
        for cells in reader:
            if not cells:
                continue
            line = reader.line_num
            if len(cells) > len(header):
                raise DataError(
                    f"{path}: line {line}: {len(cells)} cells where the header has {len(header)}; "
                    "a text with a comma stands in quotes."
                )
            row = dict(zip(header, cells, strict=False))
            if TEXT not in row:
                raise DataError(f"{path}: line {line}: no cell in the column {TEXT!r}.")
            yield Row(line, row[TEXT], _country(row.get(COUNTRY_HINT, ""), path, line))
    except csv.Error as error:
        raise DataError(f"{path}: line {reader.line_num}: {error}.") from error


def plain_line(answer: Mapping[str, object]) -> str:
    """An answer for people: the text, then what was understood or ``refused``."""
    values = [value for name, value in answer.items() if name != TEXT]
    if all(value is None for value in values):
        said = "refused"
    else:
        said = "  ".join(_shown(value) for value in values)
    return f"{' '.join(str(answer[TEXT]).split()):<56}  {said}"


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:>12,.2f}"
    return f"{'-':>12}" if value is None else str(value)


def _pay(row: Row) -> dict[str, object]:
    pay = parse_pay(row.text, row.country)
    return {
        TEXT: row.text,
        "min_annual": pay.min_annual if pay else None,
        "max_annual": pay.max_annual if pay else None,
        "currency": pay.currency if pay else None,
        "period": pay.period if pay else None,
    }


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError(f"{path}: line {line}: byte {raw[error.start]:#x} is not UTF-8.") from error


def _country(hint: str, path: Path, line: int) -> str | None:
    """ISO alpha-2 of a hint; None where it is empty."""
    word = hint.strip()
    if not word:
        return None
    code = _OTHER_CODES.get(word.upper(), word.upper())
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    country = parse_place(word, None).country
    if country is not None:
        return country
    raise DataError(f"{path}: line {line}: {COUNTRY_HINT} {word!r} is not a country that is known.")
