"""The same questions asked of pandas, SQLite and DuckDB, over the same people and awards.

Each peer answers with how many candidates meet a filter and the first of them in display order.
Conditions reach them as numbers of badges and days, so that none pays for looking up names.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from analysis.holders import Counting, Numbers, Wanted
from analysis.listing import Pool
from dashboard.queries.conditions import CandidateFilter, conditions_of

Answer = tuple[int, list[int]]


@dataclass(frozen=True)
class Question:
    """A filter as its conditions: badges wanted and how they count, places, years."""

    held: tuple[tuple[Wanted, Counting], ...]
    places: Numbers | None
    least_years: int


def as_question(chosen: CandidateFilter, places: pd.DataFrame) -> Question:
    """The conditions of a filter as numbers.

    Args:
        places: the pool's, with place_no and country.
    """
    parts = conditions_of(chosen)
    # A badge condition is counted as held at any time first; how it must be held comes with all.
    held = [
        (w, chosen.counting if w.is_held else c.counting)
        for c in parts
        for w in c.wanted
        if not w.is_held or c.counting == Counting()
    ]
    lives = places["place_no"][places["country"].isin(chosen.places)].to_numpy()
    return Question(tuple(held), lives if chosen.places else None, chosen.least_years)


def by_pandas(pool: Pool, shown: int) -> Callable[[Question], Answer]:
    """Boolean filters over two frames."""
    people = pd.DataFrame({"place": pool.place, "years": pool.experience_years})
    awards = _awards(pool)

    def answer(question: Question) -> Answer:
        left = people["years"] >= question.least_years
        if question.places is not None:
            left &= people["place"].isin(question.places)
        for wanted, counting in question.held:
            rows = awards[awards["badge"].isin(wanted.badges)]
            if counting.earned_from is not None:
                rows = rows[rows["earned"] >= counting.earned_from]
            if counting.earned_to is not None:
                rows = rows[rows["earned"] <= counting.earned_to]
            if counting.expires_from is not None:
                rows = rows[rows["expires"] >= counting.expires_from]
            if counting.verified_from is not None:
                rows = rows[rows["verified"] >= counting.verified_from]
            holds = people.index.isin(rows["candidate"].unique())
            left &= holds if wanted.is_held else ~holds
        found = people.index[left]
        return len(found), found[:shown].tolist()

    return answer


def by_sqlite(pool: Pool, shown: int, file: str) -> Callable[[Question], Answer]:
    """Semi-joins over a table of awards with covering indexes by badge and by candidate."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("CREATE TABLE people (candidate INTEGER PRIMARY KEY, place INT, years INT)")
    connection.execute(
        "CREATE TABLE awards (badge INT, candidate INT, earned INT, expires INT, verified INT)"
    )
    people = pd.DataFrame({"place": pool.place, "years": pool.experience_years}).reset_index()
    for table, frame in (("people", people), ("awards", _awards(pool))):
        marks = ", ".join("?" * frame.shape[1])
        for start in range(0, len(frame), ROWS):
            part = frame.iloc[start : start + ROWS].astype(int).to_numpy().tolist()
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", part)
    connection.execute(
        "CREATE INDEX by_badge ON awards (badge, candidate, earned, expires, verified)"
    )
    connection.execute(
        "CREATE INDEX by_candidate ON awards (candidate, badge, earned, expires, verified)"
    )
    connection.execute("CREATE INDEX by_place ON people (place, years)")
    connection.execute("ANALYZE")
    sizes = np.diff(pool.holders.starts)

    def answer(question: Question) -> Answer:
        where = [_person(question)]
        for wanted, counting in question.held:
            award, no = _award(wanted, counting), "" if wanted.is_held else "NOT "
            if sizes[wanted.badges].sum() > len(pool.place) // 4:
                # A common condition is looked up for each candidate who is left: all of their
                # awards are read (the sign keeps the index from seeking each of many badges).
                award = award.replace("badge IN", "+badge IN", 1)
                own = f"SELECT 1 FROM awards WHERE awards.candidate = people.candidate AND {award}"
                where.append(f"{no}EXISTS ({own})")
            else:
                where.append(f"candidate {no}IN (SELECT candidate FROM awards WHERE {award})")
        sql = f"SELECT candidate FROM people WHERE {' AND '.join(where)} ORDER BY candidate"
        found = [row[0] for row in connection.execute(sql)]
        return len(found), found[:shown]

    return answer


def by_duckdb(pool: Pool, shown: int) -> Callable[[Question], Answer]:
    """One GROUP BY over a long table of awards in no particular order."""
    connection = duckdb.connect(config={"threads": 2})
    people = pd.DataFrame(
        {
            "candidate": np.arange(len(pool.place), dtype=np.uint32),
            "place": pool.place,
            "years": pool.experience_years,
        }
    )
    connection.register("_people", people)
    connection.register("_awards", _awards(pool))
    connection.execute("CREATE TABLE people AS FROM _people")
    connection.execute("CREATE TABLE awards AS FROM _awards ORDER BY hash(candidate, badge)")
    connection.unregister("_awards")

    def answer(question: Question) -> Answer:
        # Which condition a badge is for comes by a join: long lists take many times longer.
        wanted = pd.DataFrame({"badge": np.arange(pool.holders.badges, dtype=np.int16)})
        for n, (condition, _) in enumerate(question.held):
            wanted[f"is_{n}"] = wanted["badge"].isin(condition.badges)
        connection.register("wanted", wanted)
        asked = " OR ".join(["false", *(f"is_{n}" for n in range(len(question.held)))])
        columns = "".join(
            f", bool_or(is_{n} AND {_award(None, c)}) AS held_{n}"
            for n, (_, c) in enumerate(question.held)
        )
        met = " AND ".join(
            [_person(question)]
            + [
                f"{'' if w.is_held else 'NOT '}coalesce(held_{n}, false)"
                for n, (w, _) in enumerate(question.held)
            ]
        )
        sql = f"""
            WITH counted AS (
                SELECT candidate{columns}
                FROM awards JOIN (FROM wanted WHERE {asked}) USING (badge) GROUP BY candidate
            )
            SELECT candidate FROM people LEFT JOIN counted USING (candidate)
            WHERE {met} ORDER BY candidate
        """
        found = connection.execute(sql).fetchnumpy()["candidate"]
        return len(found), found[:shown].tolist()

    return answer


ROWS = 500_000
"""Rows that are handed to SQLite at a time."""
AWARDS = ("badge", "candidate", "earned", "expires", "verified")


def _awards(pool: Pool) -> pd.DataFrame:
    holders = pool.holders
    badge = np.repeat(np.arange(holders.badges, dtype=np.int16), np.diff(holders.starts))
    columns = (
        badge,
        holders.candidate,
        holders.earned_day,
        holders.expires_day,
        holders.verified_day,
    )
    return pd.DataFrame(dict(zip(AWARDS, columns, strict=True)))


def _person(question: Question) -> str:
    tests = [f"years >= {question.least_years}"]
    if question.places is not None:
        tests.append(f"place IN ({_listed(question.places)})")
    return " AND ".join(tests)


def _award(wanted: Wanted | None, counting: Counting) -> str:
    """An award that counts, of any of the badges that are wanted where they are given."""
    tests = ["true"] if wanted is None else [f"badge IN ({_listed(wanted.badges)})"]
    if counting.earned_from is not None:
        tests.append(f"earned >= {counting.earned_from}")
    if counting.earned_to is not None:
        tests.append(f"earned <= {counting.earned_to}")
    if counting.expires_from is not None:
        tests.append(f"expires >= {counting.expires_from}")
    if counting.verified_from is not None:
        tests.append(f"verified >= {counting.verified_from}")
    return " AND ".join(tests)


def _listed(numbers: Numbers) -> str:
    return ", ".join(map(str, numbers.tolist()))
