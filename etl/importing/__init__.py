"""What a file of the analyst's own may hold: kinds of rows, their fields, and where they go."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.paths import Paths


@dataclass(frozen=True)
class Field:
    """A meaning that a column can have.

    Attributes:
        name: as in the kept rows ("applied_on").
        says: one phrase for the analyst ("day of the application").
        headers: known spellings of the header, folded: casefolded words of letters and digits,
            joined by single spaces ("date applied"); the likeliest first.
        read: a cell's text (never empty, stripped) to its value; ValueError with a short fixed
            phrase ("not a date") sends the row to the quarantine.
        is_needed: a row without it is of no use.
    """

    name: str
    says: str
    headers: tuple[str, ...]
    read: Callable[[str], Any] = str
    is_needed: bool = False


@dataclass(frozen=True)
class Origin:
    """Where imported rows come from: the file, its SHA-256, and the name it is remembered by.

    `processes` is how many workers keeping may use.
    """

    file: Path
    sha256: str
    name: str
    processes: int = 2


@dataclass(frozen=True)
class Row:
    """A row that every field's `read` accepted: values by field name, absent where empty."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """Why a row is not kept: the column as the file names it (or the field), and the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class InColumns:
    """How a kind takes its rows where it takes them as tables.

    Attributes:
        schema: a column a field; what is kept are tables with these columns, null where a cell is
            empty, and `line` (int64).
        passes: of such a table, the rows that `Kind.check` is sure to accept; the others are
            checked one by one.
        key: the field that is `Kind.key`.
    """

    schema: pa.Schema
    passes: Callable[[pa.Table], npt.NDArray[np.bool_]]
    key: str


@dataclass(frozen=True)
class Kind:
    """One kind of rows: postings, credentials, candidates, awards, hires or groups.

    Attributes:
        check: what no single cell shows ("left before hired"): (field name, reason), or None.
        keep: takes the good rows in batches, keeps them below `Paths.root`, all or nothing, and
            yields faults that only show among the other rows or the catalog; returns one sentence
            that says where they are and what to do next. It is called with at least one row.
        key: (field name, value) of what must not occur twice in a file ("posting_id", "R-12"), or
            None where a row has nothing of the kind; a second row with it goes to the quarantine.
        in_columns: given where `keep` takes Arrow tables instead of lists of rows.
    """

    name: str
    fields: tuple[Field, ...]
    check: Callable[[dict[str, Any]], tuple[str, str] | None]
    keep: Callable[[Paths, Origin, Iterable[Any]], "Kept"]
    key: Callable[[dict[str, Any]], tuple[str, Hashable] | None] | None = None
    in_columns: InColumns | None = None


@dataclass(frozen=True)
class Kept:
    """What came of keeping: faults found then (those rows are not kept), and a closing sentence."""

    faults: tuple[Fault, ...]
    sentence: str


Batches = Iterator[list[Row]]
