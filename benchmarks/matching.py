"""How fast postings are matched: ours from text to strength beside peers that only find forms.

Every contender is a process of its own on the same texts; two processes start reading at one time,
each with half of them. Texts are in memory before the clock starts, but for `whole_file`, which
counts everything from the start of its processes. MB are UTF-8 bytes of posting text.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.matching_contenders import PEERS, SCANNERS
from benchmarks.matching_texts import GENERATED
from benchmarks.rows import Row
from etl.paths import PROJECT

TEXTS = PROJECT.parent / "shared" / "data" / "postings.parquet"
COMPARED, ON_SCANNERS, MOST = 1_000, 5_000, 50_000
OURS = (500, COMPARED, ON_SCANNERS, MOST)
ROUNDS = 3
"""The best of so many is shown, since other work on the machine only ever slows."""
Run = tuple[str, int, int]
Found = dict[str, Any]
ONE_CORE, TWO_TO_ONE, MANY_PATTERNS, TO_PANDAS, TO_SPACY, WHOLE_SECONDS = 80, 1.6, 40, 1_000, 60, 5
OUR_SECONDS, PEER_SECONDS, LIMIT = 60.0, 6.0, 100.0


def measure(texts: Path = TEXTS) -> list[Row]:
    """MB/s, ratios and memory; peers that are not installed are said to be missing."""
    path = texts / TEXTS.name if texts.is_dir() else texts
    place = str(path) if path.is_file() else GENERATED
    said = "the given postings" if place != GENERATED else "generated texts"
    wanted = [("ours", n, processes) for n in OURS for processes in (1, 2)]
    wanted += [("reading", COMPARED, 1), ("all_kinds", COMPARED, 1), ("all_kinds", COMPARED, 2)]
    wanted += [(peer, COMPARED, 1) for peer in PEERS]
    wanted += [(scanner, ON_SCANNERS, 1) for scanner in SCANNERS]
    best: dict[Run, Found] = {}
    # In turns, so that a noisy minute does not fall on one of them alone.
    for _ in range(ROUNDS):
        for run in wanted:
            found = _run(*run, place)
            if found["bytes"] and (run not in best or _rate(found) > _rate(best[run])):
                best[run] = found
    rows = [
        _speed("reading/1_process", best["reading", COMPARED, 1], None, f"{said}; each byte once")
    ]
    for n in OURS:
        rows += _ours(f"ours/{n}_patterns", best["ours", n, 1], best["ours", n, 2], n, said)
    kinds = best["all_kinds", COMPARED, 1], best["all_kinds", COMPARED, 2]
    rows += _ours("ours/all_kinds", *kinds, None, "whole catalog, families, open patterns")
    for name, patterns, processes in wanted:
        if name in (*PEERS, *SCANNERS):
            ours = best["ours", patterns, 1]
            rows += _peer(name, patterns, best.get((name, patterns, processes)), ours)
    return rows + (_whole(place) if place != GENERATED else [])


def _ours(name: str, one: Found, two: Found, patterns: int | None, said: str) -> list[Row]:
    target = {COMPARED: ONE_CORE, MOST: MANY_PATTERNS}.get(patterns or 0)
    two_to_one = TWO_TO_ONE if patterns == COMPARED else None
    return [
        _speed(f"{name}/1_process", one, target, said),
        _speed(f"{name}/2_processes", two, None, said),
        Row(f"{name}/two_to_one", _rate(two) / _rate(one), two_to_one, "times", "", True),
        Row(f"{name}/postings_per_second", one["postings"] / one["seconds"], None, "/s"),
    ]


def _peer(name: str, patterns: int, found: Found | None, ours: Found) -> list[Row]:
    title = f"{name}/{patterns}_patterns"
    if found is None:
        return [Row(title, 0.0, None, "MB/s", "not installed (requirements-bench.txt), or no end")]
    target = {"pandas_loop": TO_PANDAS, "spacy": TO_SPACY}.get(name)
    times = _rate(ours) / _rate(found)
    return [
        _speed(title, found, None, "finds forms only"),
        Row(f"ours_to_{name}", times, target, "times as fast", "", True),
    ]


def _whole(place: str) -> list[Row]:
    rows = []
    for processes, limit in ((1, None), (2, WHOLE_SECONDS)):
        command = [sys.executable, "-m", "benchmarks.matching_whole", place, str(processes)]
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            printed = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE)
            times.append(time.perf_counter() - started)
        note = f"{int(printed.stdout):,} mentions; start of the processes, reading, cleaning too"
        rows.append(Row(f"whole_file/{processes}_processes", min(times), limit, "s", note))
    return rows


def _run(name: str, patterns: int, processes: int, place: str) -> Found:
    """What the processes did together; no bytes where a library is not installed or none ended."""
    seconds = OUR_SECONDS if name in ("ours", "all_kinds", "reading") else PEER_SECONDS
    command = [sys.executable, "-m", "benchmarks.matching_worker", name, str(patterns), place]
    running = [
        subprocess.Popen(
            [*command, str(part), str(processes), str(seconds)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for part in range(processes)
    ]
    nothing = {"bytes": 0}
    try:
        ready = [_line(one) for one in running]
        if not all(ready):
            complaint = running[ready.index("")].communicate(timeout=LIMIT)[1]
            if "ModuleNotFoundError" in complaint:
                return nothing
            raise RuntimeError(f"{name}: {complaint}")
        for one in running:
            _tell(one)
        results = [json.loads(one.communicate(timeout=LIMIT)[0]) for one in running]
    except subprocess.TimeoutExpired:
        return nothing
    finally:
        for one in running:
            one.kill()
            one.wait()
    summed = {key: sum(r[key] for r in results) for key in ("postings", "bytes", "found", "memory")}
    most = {key: max(r[key] for r in results) for key in ("seconds", "build_seconds")}
    return summed | most


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def _tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def _rate(found: Found) -> float:
    return float(found["bytes"] / found["seconds"] / 1e6)


def _speed(name: str, found: Found, target: float | None, note: str) -> Row:
    memory, size = found["memory"] / 1e6, found["bytes"] / 1e6
    told = f"{size:,.1f} MB, built in {found['build_seconds']:.2f} s, {memory:,.0f} MB of memory"
    return Row(name, _rate(found), target, "MB/s", f"{note}; {told}" if note else told, True)
