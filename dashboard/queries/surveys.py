"""What employers say in surveys, and how many postings name at least one credential."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import EMPLOYER_SUMS, POSTINGS_CHOSEN
from dashboard.warehouse import query

STRENGTHS = ("required", "preferred", "mentioned")
KINDS = ("microcredential", "certification", "certificate", "licence")
COUNTED = ("named", *STRENGTHS, *KINDS)
"""The counts of ``marts.asking_cells``."""


def surveys() -> pd.DataFrame:
    """Every published survey answer whose figure was seen at its source, in the file's order.

    statement, population, n (as printed, missing where not stated), share (of 1), industry,
    region, year, source, verified, note.
    """
    return query(
        """
        SELECT statement, population, n, share, industry, region, year, source, verified, note
        FROM marts.employer_surveys
        WHERE verified NOT ILIKE 'not verified%' AND share IS NOT NULL
        ORDER BY survey_row
        """
    )


def at_least_one(filters: Filters) -> pd.DataFrame:
    """Postings under the choices that name at least one credential, degrees left out.

    kind and strength, of which one at least is ``any``; postings (k), employers (known ones with
    at least one such posting), k_squared and k_times_n (sums over employers). A posting counts in
    every row that it fits: rows do not add up. What no posting fits has no row.
    """
    return query(
        f"""
        WITH sizes AS (
            SELECT employer_no, sum(postings)::DOUBLE AS n
            FROM marts.posting_cells WHERE {POSTINGS_CHOSEN} AND employer_no IS NOT NULL
            GROUP BY ALL
        ),
        wide AS (
            SELECT employer_no, {", ".join(f"sum({c})::DOUBLE AS {c}" for c in COUNTED)}
            FROM marts.asking_cells WHERE {POSTINGS_CHOSEN}
            GROUP BY ALL
        ),
        long AS (FROM (UNPIVOT wide ON {", ".join(COUNTED)} INTO NAME named VALUE k) WHERE k > 0)
        SELECT
            CASE WHEN list_contains($every_kind, named) THEN named ELSE 'any' END AS kind,
            CASE WHEN list_contains($every_strength, named) THEN named ELSE 'any' END AS strength,
            {EMPLOYER_SUMS}
        FROM long LEFT JOIN sizes USING (employer_no)
        GROUP BY ALL
        ORDER BY ALL
        """,
        **filters.parameters(),
        every_kind=KINDS,
        every_strength=STRENGTHS,
    )
