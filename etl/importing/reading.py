"""Which format a file has, told by its bytes, never by its name; the others are refused by name."""

import re
import zipfile
from pathlib import Path

from etl.errors import DataError
from etl.importing.reading_csv import read_csv
from etl.importing.reading_excel import read_excel
from etl.importing.reading_json import read_json
from etl.importing.reading_parquet import read_parquet
from etl.importing.reading_table import RawTable
from etl.importing.reading_text import SAMPLE_BYTES, find_encoding

_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Excel workbook (.xls), or one locked by a password; open it in Excel and save "
        "it as .xlsx without a password",
    ),
    (b"\x1f\x8b", "is packed (gzip); unpack it first"),
    (b"BZh", "is packed (bzip2); unpack it first"),
    (b"\xfd7zXZ", "is packed (xz); unpack it first"),
    (b"7z\xbc\xaf", "is packed (7z); unpack it first"),
    (b"%PDF", "is a PDF; export the table as CSV or Excel"),
    (b"SQLite format 3", "is a SQLite database; export the table as CSV"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|\?xml|!--|script|div|meta)", re.I)


def read_raw(path: Path, known: frozenset[str]) -> RawTable:
    """The raw table of a CSV, Excel, JSON or Parquet file.

    Args:
        path: the file.
        known: folded headers, by which a workbook's sheet is chosen.

    Raises:
        DataError: it cannot be read, is empty, or is of a kind that is refused, by name.
    """
    try:
        with path.open("rb") as handle:
            sample = handle.read(SAMPLE_BYTES)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error
    if not sample.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"{path}: the file is empty.")
    for mark, said in _REFUSED:
        if sample.startswith(mark):
            raise DataError(f"{path}: the file {said}.")
    if sample.startswith(b"PK\x03\x04"):
        return _zipped(path, known)
    if sample.startswith(b"PAR1"):
        return read_parquet(path)
    encoding = find_encoding(path, sample)
    if encoding is None:
        raise DataError(f"{path}: the file is not text (nor Excel or Parquet); no rows in it.")
    beginning = sample.decode(encoding.codec, "ignore").removeprefix("\ufeff")
    if _MARKUP.match(beginning):
        raise DataError(
            f"{path}: line 1: the file is a web page or XML, not a table "
            "(a sign-in page saved under this name, or an export as HTML); export it as CSV or "
            "Excel."
        )
    if beginning.lstrip()[:1] in ("{", "["):
        return read_json(path, encoding, beginning)
    return read_csv(path, encoding, beginning)


def _zipped(path: Path, known: frozenset[str]) -> RawTable:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise DataError(
            f"{path}: the file is cut short or damaged: an Excel workbook or archive without its "
            "end."
        ) from error
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return read_excel(path, known)
    if "mimetype" in names or "content.xml" in names:
        raise DataError(f"{path}: the file is an OpenDocument one; save it as .xlsx or CSV.")
    if any(name.startswith("xl/") for name in names):
        raise DataError(f"{path}: the file is a binary Excel workbook (.xlsb); save it as .xlsx.")
    raise DataError(f"{path}: the file is an archive (zip); unpack it and import what is inside.")
