"""Run one benchmark: ``python -m benchmarks NAME [--json]``."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from benchmarks.rows import Row

NAMES = (
    "badges",
    "build",
    "candidates",
    "coverage",
    "pages",
    "importing",
    "matching",
    "matching_quality",
    "premium",
    "recognition",
    "reference",
    "stacks",
)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the rows, and return 0 when none missed its target, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true", help="one JSON document last on stdout")
    parser.add_argument(
        "--texts",
        type=Path,
        help="postings or folder of texts (matching*), of judged badges (badges)",
    )
    options = parser.parse_args(arguments)
    # Only the chosen one is imported: the others may bring Streamlit with them.
    module = import_module(f"benchmarks.{options.name}")
    measure = module.measure
    with _native_output_on_stderr():
        rows = measure(options.texts) if options.texts is not None else measure()
    # Only a benchmark against published figures has some that cannot be measured here.
    left_out: list[dict[str, str]] = getattr(module, "not_reproducible", list)()
    beside: list[Row] = getattr(module, "without_target", list)()
    if options.json:
        document = {
            "benchmark": options.name,
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}",
            "rows": [row.as_dict() for row in rows],
            "without_target": [row.as_dict() for row in beside],
            "not_reproducible": left_out,
        }
        print(json.dumps(document, indent=2))
    else:
        for row in [*rows, *beside]:
            print(_line(row))
        for figure in left_out:
            print(f"{figure['id']:<34} not reproducible: {figure['why']}")
    return 1 if any(row.passes is False for row in rows) else 0


@contextmanager
def _native_output_on_stderr() -> Iterator[None]:
    """Libraries that print past Python (the solver does) must not stand before the document."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _line(row: Row) -> str:
    target = "" if row.target is None else f"  target {row.target:g}"
    verdict = {True: "pass", False: "MISSED", None: ""}[row.passes]
    return f"{row.id:<34} {row.ours:>10.3f} {row.unit}{target}  {verdict}  {row.remark}"


if __name__ == "__main__":
    sys.exit(main())
