"""Published figures computed again: ours beside theirs, and what cannot be done again here.

A row whose id begins with ``N`` and a number recomputes that row of
``data/reference/published_figures.csv``; the others are published figures that the file's rows
lead to. Percentages are of what the row's note says. Counts of tables 49 and 52 are in thousands.
"""

from collections.abc import Iterator

import duckdb
import numpy as np

from analysis.ranks import rank_intervals, tied_with_next
from analysis.statistics import Z_95, wilson_interval
from benchmarks.reference_figures import Figure, figures
from benchmarks.reference_reasons import by_id
from benchmarks.rows import Row
from etl.paths import PROJECT

DATA = PROJECT / "data"
INDUSTRIES = 14
TABLE_52_KINDS = (
    "employed with a certification or license",
    "with a certification but no license",
    "with a license",
)
ROUNDED_TO_TENTH, ROUNDED_TO_HUNDREDTH = 0.05, 0.005
"""Half of the last digit printed: how far a figure may lie from its print."""
LABOUR_FORCE = {"with": 39551, "without": 128555}
UNEMPLOYED = {"with": 772, "without": 5989}
"""BLS CPS table 49 of 2024 (bls.gov/cps/cpsaat49.htm), people with and without a certification or
licence, in thousands."""
TOP = 50


def measure() -> list[Row]:
    """Every published figure that can be computed again, ours beside theirs."""
    return [row for row in _computed() if row.target is not None]


def without_target() -> list[Row]:
    """What the same data say where nobody published a figure to hold it against."""
    return [row for row in _computed() if row.target is None]


def _computed() -> list[Row]:
    known = figures()
    return [
        *_table_52(known),
        *_table_49(known),
        *_pay_ratios(known),
        *_counted_postings(known),
        *_cybersecurity(known),
        _growth(known),
        _top_50_here(),
    ]


def not_reproducible() -> list[dict[str, str]]:
    """Every other row of the file, with the reason."""
    done = {row.id[:4] for row in measure()}
    reasons = by_id()
    return [{"id": i, "why": reasons[i]} for i in figures() if i not in done]


def _table_52(known: dict[str, Figure]) -> Iterator[Row]:
    """The total from its industries, and each industry's share from its two parts."""
    rows = [known[f"N{number:03}"] for number in range(1, 3 * INDUSTRIES + 4)]
    triples = [rows[start : start + 3] for start in range(0, len(rows), 3)]
    *industries, total = triples
    workers = np.array([triple[0].n for triple in industries], dtype=float)
    yield Row(
        "table_52_employed",
        float(workers.sum()),
        total[0].n,
        "thousand",
        f"sum of {INDUSTRIES} industries, each rounded to a thousand, against the printed total",
        tolerance=1,
    )
    for kind, figure in enumerate(total):
        shares = np.array([triple[kind].value for triple in industries])
        yield Row(
            f"{figure.id}_weighted_mean",
            float(np.average(shares, weights=workers)),
            figure.value,
            "%",
            f"of {INDUSTRIES} industries weighted by employed people: {figure.about}",
            tolerance=ROUNDED_TO_TENTH,
        )
    for either, only, licence in triples:
        yield Row(
            f"{either.id}_sum_of_parts",
            only.value + licence.value,
            either.value,
            "%",
            "certification only plus licence; three roundings to a tenth",
            tolerance=3 * ROUNDED_TO_TENTH,
        )
    yield Row(
        "table_52_licences_among_holders",
        total[2].value / total[0].value * 100,
        90,
        "%",
        "licence holders among all with either: a mixed measure is nine tenths licences",
        tolerance=1,
    )


def _table_49(known: dict[str, Figure]) -> Iterator[Row]:
    """Unemployment with and without, and the two shares that the same counts give."""
    for group, published in (("with", 1.95), ("without", 4.66)):
        yield Row(
            f"table_49_unemployment_{group}",
            UNEMPLOYED[group] / LABOUR_FORCE[group] * 100,
            published,
            "%",
            f"{UNEMPLOYED[group]:,} of {LABOUR_FORCE[group]:,} thousand in 2024, {group} a "
            "certification or licence",
            tolerance=ROUNDED_TO_HUNDREDTH,
        )
    employed = {group: LABOUR_FORCE[group] - UNEMPLOYED[group] for group in LABOUR_FORCE}
    for figure, counts, people in (
        (known["N046"], employed, "employed"),
        (known["N049"], UNEMPLOYED, "unemployed"),
    ):
        yield Row(
            f"{figure.id}_share_of_{people}",
            counts["with"] / sum(counts.values()) * 100,
            figure.value,
            "%",
            f"{counts['with']:,} of {sum(counts.values()):,} thousand {people} people",
            tolerance=ROUNDED_TO_TENTH,
        )


def _pay_ratios(known: dict[str, Figure]) -> Iterator[Row]:
    """Weekly medians with a certification over those with none: raw, nothing held equal."""
    raw = "raw medians, nothing held equal: no premium"
    pairs = (
        ("all_ages", "N054", "N056", 1.383, 0.0005),
        ("16_24", "N057", "N058", 1.20, ROUNDED_TO_HUNDREDTH),
        ("25_34", "N059", "N060", None, None),
        ("35_44", "N061", "N062", None, None),
        ("45_54", "N063", "N064", None, None),
        ("55_and_over", "N065", "N066", None, None),
    )
    for ages, holders, others, published, tolerance in pairs:
        yield Row(
            f"pay_ratio_{ages}",
            known[holders].value / known[others].value,
            published,
            "times",
            raw if published else f"{raw}; no ratio of this age group is published",
            tolerance=tolerance,
        )


def _counted_postings(known: dict[str, Figure]) -> Iterator[Row]:
    """Shares with their Wilson intervals where the papers print the counts."""
    for figure in (known["N072"], known["N073"], known["N074"]):
        counts = f"{figure.k:,} of {figure.n:,} postings"
        yield Row(
            f"{figure.id}_share",
            figure.k / figure.n * 100,
            figure.value,
            "%",
            f"{figure.about}: {counts}",
            tolerance=ROUNDED_TO_HUNDREDTH,
        )
        yield from _wilson_ends(figure, counts)
    few = known["N073"]
    share = few.k / few.n
    yield Row(
        "hr_required_wald_low",
        (share - Z_95 * (share * (1 - share) / few.n) ** 0.5) * 100,
        0.17,
        "%",
        f"the usual interval's lower end for {few.k} of {few.n:,}, which Wilson's replaces",
        tolerance=ROUNDED_TO_HUNDREDTH,
    )


def _cybersecurity(known: dict[str, Figure]) -> Iterator[Row]:
    """The five certifications of 11,938 postings: intervals, ranks, and who is tied with whom."""
    five = [known[f"N{number:03}"] for number in range(67, 72)]
    for figure in five:
        counts = f"{figure.about}: {figure.k:,} of {figure.n:,} postings, count from the print"
        yield Row(
            f"{figure.id}_share",
            figure.k / figure.n * 100,
            figure.value,
            "%",
            counts,
            tolerance=ROUNDED_TO_TENTH,
        )
        yield from _wilson_ends(figure, counts)
    shares, n = [figure.k / figure.n for figure in five], [figure.n for figure in five]
    ranks = rank_intervals(shares, n, top=1)
    published = {"N067": False, "N068": False, "N069": True}
    for place, tied in enumerate(tied_with_next(shares, n)):
        first, second = five[place : place + 2]
        target = published.get(first.id)
        places = [f"{ranks.low[i]} to {ranks.high[i]}" for i in (place, place + 1)]
        yield Row(
            f"tie_{first.id}_{second.id}",
            float(tied),
            None if target is None else float(target),
            "tied (1) or not (0)",
            f"{first.about} (rank {places[0]}) and {second.about} (rank {places[1]})",
            tolerance=None if target is None else 0,
        )


def _wilson_ends(figure: Figure, counts: str) -> Iterator[Row]:
    bounds = wilson_interval(figure.k, figure.n)
    for end, word, ours, theirs in (
        ("low", "lower", bounds.low, figure.low),
        ("high", "upper", bounds.high, figure.high),
    ):
        yield Row(
            f"{figure.id}_wilson_{end}",
            float(ours) * 100,
            theirs,
            "%",
            f"{word} end of the 95 % interval; {counts}",
            tolerance=ROUNDED_TO_HUNDREDTH,
        )


def _growth(known: dict[str, Figure]) -> Row:
    return Row(
        "hr_certification_growth",
        known["N076"].value / known["N075"].value,
        11,
        "times",
        "postings that require or prefer PHR or SPHR, 2011 over 2002, the same design",
        tolerance=0.5,
    )


def _top_50_here() -> Row:
    """How concentrated the bundled postings' requests are; a remark beside N082."""
    found = duckdb.execute(
        f"""
        WITH requested AS (
            SELECT m.credential_id, count(*) AS n
            FROM read_parquet($mentions) m
            JOIN read_csv($credentials, all_varchar = true) c USING (credential_id)
            WHERE m.strength <> 'negated' AND c.kind NOT IN ('licence', 'degree')
            GROUP BY ALL
        )
        SELECT sum(n) FILTER (place <= {TOP}) / sum(n) * 100, sum(n), count(*)
        FROM (SELECT n, row_number() OVER (ORDER BY n DESC) AS place FROM requested)
        """,
        {
            "mentions": str(DATA / "snapshots" / "*" / "*" / "mentions.parquet"),
            "credentials": str(DATA / "catalog" / "credentials.csv"),
        },
    ).fetchone()
    assert found is not None
    share, mentions, named = found
    return Row(
        "top_50_share_here",
        float(share),
        None,
        "%",
        f"of {int(mentions):,} mentions of {int(named):,} credentials other than licences and "
        "degrees in the bundled postings, copies included; a vendor's 700 million gave two "
        "thirds (N082), a broader list",
    )
