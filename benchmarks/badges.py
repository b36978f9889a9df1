"""Badges: agreement with the judged files, attacks, speed, mutations, and an import of many.

The files are those of ``../shared/badges``; ``--texts`` names another folder of the same form
(``manifest.json``, ``remote/``).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from badges import Found, Replay, Result, Settings, answers_of, read, verify
from badges.fetching import secured
from benchmarks.badge_mutations import Base, Outcome, tried
from benchmarks.rows import Row
from etl.importing.command import import_file
from etl.paths import PROJECT, Paths
from etl.people.badge_judging import Asked

FILES = PROJECT.parent / "shared" / "badges"
AT = datetime(2026, 11, 30, tzinfo=UTC)
SEED, MUTATIONS = 20261130, 24_000
EMBEDDED, TOKENS, IMPORTED = 400, 6000, 10_000
_MEASURED = """
import resource, runpy, sys, time
start = time.perf_counter()
sys.argv = ["badges", *sys.argv[1:]]
try:
    runpy.run_module("badges", run_name="__main__")
except SystemExit as stopped:
    code = stopped.code
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{seconds} {peak} {code}", file=sys.stderr)
"""


def measure(folder: Path | None = None) -> list[Row]:
    """The rows. Raises SystemExit where there are no judged files."""
    files = FILES if folder is None else folder
    if not (files / "manifest.json").is_file():
        raise SystemExit(f"no judged badge files at {files}; --texts names another folder")
    entries = json.loads((files / "manifest.json").read_text(encoding="utf-8"))
    scored = [entry for entry in entries if entry["scored"]]
    return [
        *_agreement(files, scored),
        *_attacks(files, [entry for entry in entries if entry["group"] == "attacks"]),
        *_speeds(files, scored),
        *_mutations(files, scored),
        *_imported(files, scored),
    ]


def judged(files: Path, name: str) -> list[Result]:
    """The verdicts on a file, with the network answered from ``remote``."""
    answers = answers_of(files / "remote")
    at = AT.isoformat()
    return [
        verify(found, Settings(fetch=Replay(answers, given(found), at), at=AT))
        for found in read(files / name)
    ]


def given(found: Found) -> dict[str, bytes]:
    """A hosted badge at its own address."""
    document = found.document or {}
    if not found.format.startswith("ob2-hosted") or not isinstance(document.get("id"), str):
        return {}
    return {secured(document["id"]): json.dumps(document).encode()}


def _agreement(files: Path, scored: list[dict[str, Any]]) -> list[Row]:
    right, reasons, falsely_valid = 0, 0, 0
    wrong: list[str] = []
    for entry in scored:
        results = judged(files, entry["file"])
        right += results[0].verdict == entry["expected"]
        reasons += results[0].reason == entry["reason"]
        if results[0].verdict != entry["expected"]:
            wrong.append(f"{entry['file']} {results[0].verdict}")
        if entry["expected"] != "valid":
            falsely_valid += any(result.verdict == "valid" for result in results)
    share = 100 * right / len(scored)
    note = f"{right} of {len(scored)} scored files" + "".join(f"; {one}" for one in wrong)
    return [
        Row("agreement", share, 95.0, "%", note, is_floor=True),
        Row("same_reason", 100 * reasons / len(scored), None, "%", "the reason too"),
        Row("falsely_valid", falsely_valid, 0.0, "files", "expected otherwise, yet called valid"),
    ]


def _attacks(files: Path, entries: list[dict[str, Any]]) -> list[Row]:
    """Each attack in a process of its own: the slowest and the largest of them."""
    slowest, largest, faults = (0.0, ""), (0.0, ""), []
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            path = files / entry["file"]
            if entry["file"].endswith(".txt"):
                # The one attack that is too large to be kept.
                path = Path(folder) / "spaces.json"
                path.write_bytes(b" " * (50 * 2**20))
            seconds, peak_mb, fault = _attacked(path, files)
            slowest = max(slowest, (seconds, entry["file"]))
            largest = max(largest, (peak_mb, entry["file"]))
            faults += [f"{entry['file']}: {fault}"] if fault else []
    return [
        Row("attack_seconds", slowest[0], 2.0, "s", f"with start-up, {slowest[1]}"),
        Row("attack_memory", largest[0], 200.0, "MB", largest[1]),
        Row("attack_faults", len(faults), 0.0, "files", "; ".join(faults) or "a reason each"),
    ]


def _attacked(path: Path, files: Path) -> tuple[float, float, str]:
    command = [sys.executable, "-c", _MEASURED, "verify", str(path), "--json"]
    run = subprocess.run(
        [*command, "--replay", str(files / "remote")],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=False,
    )
    *noise, last = run.stderr.strip().splitlines()
    seconds, peak_kb, code = last.split()
    verdicts = [json.loads(line)["verdict"] for line in run.stdout.splitlines()]
    fault = ""
    if noise or code != "0":
        fault = "something on standard error"
    elif not verdicts or "valid" in verdicts:
        fault = f"verdicts {verdicts}"
    return float(seconds), int(peak_kb) / 1024, fault


def _speeds(files: Path, scored: list[dict[str, Any]]) -> list[Row]:
    """Badges a second of one core's own time, each read from its bytes and judged whole."""
    valid = [entry for entry in scored if entry["expected"] == "valid"]
    embedded = [e["file"] for e in valid if e["format"] in ("ob3-di", "ob3-ed25519sig2020")]
    tokens = [e["file"] for e in valid if e["format"] == "ob3-jwt"]
    note = f"of processor time; {os.cpu_count()} cores, other work beside it"
    return [
        Row("embedded_speed", _speed(files, embedded, EMBEDDED), 100.0, "badges/s", note, True),
        Row("token_speed", _speed(files, tokens, TOKENS), 2500.0, "badges/s", note, True),
    ]


def _speed(files: Path, names: list[str], times: int) -> float:
    settings = Settings(fetch=Replay(answers_of(files / "remote"), {}, AT.isoformat()), at=AT)
    contents = [(files / name).read_bytes() for name in names]
    for data in contents:
        verify(read(data)[0], settings)
    start = time.process_time()
    for turn in range(times):
        result = verify(read(contents[turn % len(contents)])[0], settings)
        assert result.verdict == "valid"
    return times / (time.process_time() - start)


def _mutations(files: Path, scored: list[dict[str, Any]]) -> list[Row]:
    answers = answers_of(files / "remote")
    bases = []
    for entry in scored:
        if entry["group"] == "invalid" and entry["upstream_verdict"] == "made here":
            # Made from a valid badge by one change, which a mutation may undo.
            continue
        data = (files / entry["file"]).read_bytes()
        # The issuer's copy stays what it was: only the file in hand is mutated.
        own = {url: body for found in read(data) for url, body in given(found).items()}
        settings = Settings(fetch=Replay(answers, own, AT.isoformat()), at=AT)
        bases.append(Base(entry["file"], data, settings))
    outcomes: list[Outcome] = []
    slowest = 0.0
    for number in range(MUTATIONS):
        start = time.process_time()
        outcomes.append(tried(bases[number % len(bases)], number, SEED))
        slowest = max(slowest, time.process_time() - start)
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    crashed = [outcome for outcome in wrong if outcome.wrong != "became valid"]
    verdicts = Counter(verdict for outcome in outcomes for verdict in outcome.verdicts)
    listed = "; ".join(f"{o.name} {o.mutation}: {o.wrong}" for o in wrong[:3])
    note = f"seed {SEED}; " + ", ".join(f"{name} {n}" for name, n in verdicts.most_common())
    return [
        Row("mutations", len(outcomes), 20_000.0, "files", note, is_floor=True),
        Row("mutations_crashed", len(crashed), 0.0, "files", listed),
        Row("mutations_valid", len(wrong) - len(crashed), 0.0, "files", listed),
        Row("slowest_mutation", slowest, 2.0, "s", "processor time"),
    ]


def _imported(files: Path, scored: list[dict[str, Any]]) -> list[Row]:
    """A zip of valid badges, one for each of many candidates, through the whole import."""
    names = [e["file"] for e in scored if e["expected"] == "valid" and "hosted" not in e["format"]]
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        for name in ("catalog", "reference"):
            (paths.root / name).symlink_to(PROJECT / "data" / name)
        people = paths.root / "people.csv"
        ids = [f"c-{n:05d}" for n in range(IMPORTED)]
        people.write_text("Candidate ID,Name\n" + "".join(f"{i},Person {i}\n" for i in ids))
        import_file(people, paths, "candidates")
        given = paths.root / "badges.zip"
        with zipfile.ZipFile(given, "w", zipfile.ZIP_DEFLATED) as archive:
            for n, i in enumerate(ids):
                file = files / names[n % len(names)]
                archive.writestr(f"{i}/{file.name}", file.read_bytes())
        start = time.perf_counter()
        found = import_file(given, paths, "awards", asked=Asked(replay=files / "remote"))
        seconds = time.perf_counter() - start
    note = f"{found.kept:,} of {found.rows_in:,} badges kept, two processes, pool published"
    return [
        Row("imported_seconds", seconds, None, "s", note),
        Row("imported_speed", found.rows_in / seconds, None, "badges/s", "from file to pool"),
    ]
