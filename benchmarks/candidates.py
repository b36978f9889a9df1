"""Filters over a million candidates and ten million awards, and over ten times as many.

A question is a random filter of the page of candidates, and its answer what the page needs: how
many meet it, and the first rows with all that is shown of them. The page's own queries run over a
generated pool that is published as every pool is; no answer is kept. Peers answer the same
questions with numbers of people alone, in the same run.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import streamlit as st

from analysis.holders import first_of
from benchmarks import candidates_peers as peers
from benchmarks.candidates_pool import Catalog, catalog, generated, publish, questions
from benchmarks.rows import Row
from dashboard.people import arrays
from dashboard.queries import badge_groups
from dashboard.queries import pool as pools
from dashboard.queries.candidates import described
from dashboard.queries.conditions import CandidateFilter, found
from dashboard.queries.options import further
from etl.paths import Paths
from etl.publish import arrays_of

SMALL, LARGE = 1_000_000, 10_000_000
QUESTIONS, SHOWN, CHECKED = 200, 50, 8
SMALL_P95_MS, LARGE_P95_MS, TIMES_PANDAS = 40, 250, 20
SEED = 20261130
WHAT = f"{QUESTIONS} questions of 1 to 6 conditions on random dates; count and {SHOWN} rows"
MEGABYTE = 1_000_000
IN_TURN = "after a peer's work, which empties caches and keeps both cores busy"
Contender = Callable[[CandidateFilter], peers.Answer]
WITH_ROWS, ALONE = "with rows", "numbers alone"


def measure() -> list[Row]:
    """Times of both sizes, of the peers at the smaller one, memory, and whether all agree."""
    return [*_small(), *_large()]


def _small() -> list[Row]:
    with _served(SMALL) as (badges, size, file), tempfile.TemporaryDirectory() as folder:
        asked = questions(badges, QUESTIONS, SEED)
        before = _resident_mb()
        by_itself = _timed(asked, {WITH_ROWS: _with_rows})[0][WITH_ROWS]
        memory = _memory("1m", file, _resident_mb() - before)
        numbered = {q: peers.as_question(q, pools.places()) for q in asked}
        made = {
            "pandas": peers.by_pandas(arrays(), SHOWN),
            "sqlite": peers.by_sqlite(arrays(), SHOWN, f"{folder}/awards.sqlite"),
            "duckdb_group_by": peers.by_duckdb(arrays(), SHOWN),
        }

        def asking(peer: Callable[[peers.Question], peers.Answer]) -> Contender:
            return lambda chosen: peer(numbered[chosen])

        # A peer stands between our two, or the second would find the awards in the processor's
        # cache.
        everyone: dict[str, Contender] = {WITH_ROWS: _with_rows, "pandas": asking(made["pandas"])}
        everyone |= {ALONE: _numbers} | {name: asking(peer) for name, peer in made.items()}
        times, answers = _timed(asked, everyone)
        ours = answers[WITH_ROWS]
        rows = [
            _p95("candidates_1m_p95_ms", by_itself, SMALL_P95_MS, f"{size}; {WHAT}"),
            _p95("in_turn_with_peers_1m_p95_ms", times[WITH_ROWS], None, f"the same; {IN_TURN}"),
            _p95("numbers_alone_1m_p95_ms", times[ALONE], None, f"as peers answer; {IN_TURN}"),
            _times(times["pandas"], times[ALONE], times[WITH_ROWS]),
            *memory,
            *_options("1m", asked),
        ]
        for name in made:
            same = sum(a == b for a, b in zip(ours, answers[name], strict=True))
            rows += [
                _p95(f"{name}_1m_p95_ms", times[name], None, "peer; numbers of people alone"),
                Row(f"same_as_{name}", same, QUESTIONS, "questions", is_floor=True),
            ]
        return rows


def _large() -> list[Row]:
    with _served(LARGE) as (badges, size, file):
        asked = questions(badges, QUESTIONS, SEED)
        before = _resident_mb()
        times, answers = _timed(asked, {WITH_ROWS: _with_rows, ALONE: _numbers})
        grown = _resident_mb() - before
        every = QUESTIONS // CHECKED
        pairs = list(zip(asked, answers[WITH_ROWS], strict=True))[::every]
        same = sum(_by_hand(question) == answer for question, answer in pairs)
        return [
            _p95("candidates_10m_p95_ms", times[WITH_ROWS], LARGE_P95_MS, f"{size}; {WHAT}"),
            _p95("numbers_alone_10m_p95_ms", times[ALONE], None, "without looking up the rows"),
            *_memory("10m", file, grown),
            *_options("10m", asked[:40]),
            Row(
                "same_as_plain_numpy_10m",
                same,
                len(pairs),
                "questions",
                "every award looked at, no short cut",
                is_floor=True,
            ),
        ]


def _numbers(chosen: CandidateFilter) -> peers.Answer:
    """How many meet it, and who comes first in display order."""
    mask = found(chosen)
    return int(np.count_nonzero(mask)), first_of(mask, SHOWN).tolist()


def _with_rows(chosen: CandidateFilter) -> peers.Answer:
    """The same, with all that the page shows of the first."""
    count, first = _numbers(chosen)
    described(chosen, np.array(first, dtype=np.int64))
    return count, first


def _times(pandas: list[float], alone: list[float], ours: list[float]) -> Row:
    """How many times quicker than pandas, at the median: both answer with numbers alone."""
    p95s = [float(np.percentile(times, 95)) for times in (pandas, alone, ours)]
    note = (
        f"median of pandas over ours, numbers alone; at p95 {p95s[0] / p95s[1]:.0f}; with rows "
        f"looked up {np.median(pandas) / np.median(ours):.0f}, at p95 {p95s[0] / p95s[2]:.0f}"
    )
    ratio = float(np.median(pandas) / np.median(alone))
    return Row("times_pandas", ratio, TIMES_PANDAS, "times", note, is_floor=True)


def _by_hand(chosen: CandidateFilter) -> peers.Answer:
    """The same by looking at every award, condition by condition."""
    pool = arrays()
    holders = pool.holders
    question = peers.as_question(chosen, pools.places())
    badge = np.repeat(np.arange(holders.badges, dtype=np.uint16), np.diff(holders.starts))
    left = pool.experience_years >= question.least_years
    if question.places is not None:
        left &= np.isin(pool.place, question.places)
    for wanted, counting in question.held:
        counts = np.isin(badge, wanted.badges)
        if counting.earned_from is not None:
            counts &= holders.earned_day >= counting.earned_from
        if counting.earned_to is not None:
            counts &= holders.earned_day <= counting.earned_to
        if counting.expires_from is not None:
            counts &= holders.expires_day >= counting.expires_from
        if counting.verified_from is not None:
            counts &= holders.verified_day >= counting.verified_from
        holds = np.bincount(holders.candidate[counts], minlength=holders.candidates) > 0
        left = left & (holds if wanted.is_held else ~holds)
    positions = np.flatnonzero(left)
    return len(positions), positions[:SHOWN].tolist()


def _timed(
    asked: Sequence[CandidateFilter], contenders: Mapping[str, Contender]
) -> tuple[dict[str, list[float]], dict[str, list[peers.Answer]]]:
    """Milliseconds and answers of each; every question is put to all in turn.

    Whatever else the machine does is then done to all alike. The last question is asked once
    before, so that files are open. What the app keeps of a pool, names of badges and the like, is
    kept.
    """
    for answer in contenders.values():
        answer(asked[-1])
    _forget_rows()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    answers: dict[str, list[peers.Answer]] = {name: [] for name in contenders}
    for number, question in enumerate(asked, 1):
        for name, answer in contenders.items():
            started = time.perf_counter()
            answers[name].append(answer(question))
            times[name].append((time.perf_counter() - started) * 1000)
        if number % 25 == 0:
            told = (f"{n} {np.median(t):.1f}/{np.percentile(t, 95):.1f}" for n, t in times.items())
            print(f"{number} asked; p50/p95 ms: {', '.join(told)}", file=sys.stderr)
    return times, answers


def _forget_rows() -> None:
    st.cache_data.clear()
    for read in (badge_groups.badges, badge_groups.skills, pools.places, pools.place_choices):
        read()


def _p95(name: str, times: list[float], target: float | None, note: str) -> Row:
    p50, p95, most = np.percentile(times, [50, 95, 100])
    return Row(name, p95, target, "ms", f"median {p50:.1f}, most {most:.0f}; {note}")


def _memory(size: str, file: Path, grown: float) -> list[Row]:
    stored = sum(f.stat().st_size for f in arrays_of(file).iterdir()) / MEGABYTE
    return [
        Row(f"arrays_{size}_mb", stored, None, "MB", "on disk, mapped and shared by all sessions"),
        Row(
            f"resident_{size}_mb",
            grown,
            None,
            "MB",
            "growth of the process while it answered, pages of mapped arrays included",
        ),
    ]


def _options(size: str, asked: Sequence[CandidateFilter]) -> list[Row]:
    """Live counts: what each further badge or skill would leave, under each filter."""
    rows = []
    for kind in (badge_groups.BADGE, badge_groups.SKILL):
        further(asked[0], kind)
        times = []
        for question in asked:
            started = time.perf_counter()
            options = further(question, kind)
            times.append((time.perf_counter() - started) * 1000)
        note = f"counts beside all {len(options):,} options"
        rows.append(_p95(f"options_{kind}_{size}_p95_ms", times, None, note))
    return rows


@contextmanager
def _served(candidates: int) -> Iterator[tuple[Catalog, str, Path]]:
    """A generated pool, published and served; yields its badges, its size in words, its file."""
    before = os.environ.get("CREDENCE_DATA")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CREDENCE_DATA"] = folder
        rng = np.random.default_rng(SEED)
        badges = catalog(rng)
        try:
            pool = generated(badges, candidates, rng)
            size = f"{candidates:,} candidates, {len(pool.holders.candidate):,} awards"
            print(f"generated {size}", file=sys.stderr)
            file = publish(badges, pool, Paths(Path(folder)))
            del pool
            yield badges, size, file
        finally:
            st.cache_data.clear()
            st.cache_resource.clear()
            st.session_state.clear()
            if before is None:
                del os.environ["CREDENCE_DATA"]
            else:
                os.environ["CREDENCE_DATA"] = before


def _resident_mb() -> float:
    """Resident memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / MEGABYTE
