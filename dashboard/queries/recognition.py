"""How widely and how strongly credentials are asked for, counted under the reader's choices.

Counted from ``marts.posting_cells`` and ``marts.mention_cells``, which hold every dimension a
reader can choose, so that any combination is exact. Sums over employers come along: postings of one
employer resemble each other, and intervals must know how much (``analysis.clustering``).
"""

from dataclasses import replace

import pandas as pd

from dashboard.filters import ALL, Filters
from dashboard.warehouse import query

POSTINGS_CHOSEN = """
    ($industry = 'all' OR naics_sector = $industry)
    AND ($country = 'all' OR country = $country)
    AND ($region = 'all' OR region = $region)
    AND ($occupation = 'all' OR soc_group = $occupation)
    AND ($with_questionnaires OR document_type = 'posting')
"""
ASKED = """
    CASE WHEN list_contains($strengths, 'required') THEN required ELSE 0 END
    + CASE WHEN list_contains($strengths, 'preferred') THEN preferred ELSE 0 END
    + CASE WHEN list_contains($strengths, 'mentioned') THEN mentioned ELSE 0 END
"""
"""Postings of a cell that ask for the credential with one of the chosen strengths."""
EMPLOYER_SUMS = """
    sum(k)::BIGINT AS postings,
    count(employer_no)::BIGINT AS employers,
    sum(CASE WHEN employer_no IS NULL THEN k ELSE k * k END) AS k_squared,
    sum(CASE WHEN employer_no IS NULL THEN k ELSE k * n END) AS k_times_n
"""
"""Sums over employers, of which a posting without a known employer counts as one of its own."""


def denominators(filters: Filters) -> pd.Series:
    """Postings, employers, sources and months under the filters, and questionnaires left out.

    One row: postings, employers (known ones), n_squared (sum over employers of their postings
    squared), clusters (employers, each posting without one counted by itself), sources,
    first_month, last_month, with_pay, top_employer, top_employer_postings, least (the fewest
    postings for a share), questionnaires_left_out.
    """
    return query(
        f"""
        WITH chosen AS (FROM marts.posting_cells WHERE {POSTINGS_CHOSEN}),
        by_employer AS (SELECT employer_no, sum(postings)::DOUBLE AS n FROM chosen GROUP BY ALL)
        SELECT
            coalesce(sum(n), 0)::BIGINT AS postings,
            count(employer_no) AS employers,
            coalesce(sum(CASE WHEN employer_no IS NULL THEN n ELSE n * n END), 0) AS n_squared,
            coalesce(sum(CASE WHEN employer_no IS NULL THEN n ELSE 1 END), 0)::BIGINT AS clusters,
            (SELECT count(DISTINCT source) FROM chosen) AS sources,
            (SELECT min(first_month) FROM chosen) AS first_month,
            (SELECT max(last_month) FROM chosen) AS last_month,
            coalesce((SELECT sum(with_pay) FROM chosen), 0)::BIGINT AS with_pay,
            (SELECT employer FROM marts.employers WHERE employer_no = (
                SELECT arg_max(employer_no, n) FROM by_employer WHERE employer_no IS NOT NULL
            )) AS top_employer,
            max(n) FILTER (employer_no IS NOT NULL) AS top_employer_postings,
            $least::INTEGER AS least,
            (SELECT coalesce(sum(postings), 0)::BIGINT FROM marts.posting_cells
             WHERE document_type = 'questionnaire' AND NOT $with_questionnaires
             AND ($industry = 'all' OR naics_sector = $industry)
             AND ($country = 'all' OR country = $country)
             AND ($region = 'all' OR region = $region)
             AND ($occupation = 'all' OR soc_group = $occupation)) AS questionnaires_left_out
        FROM by_employer
        """,
        **filters.parameters(),
    ).iloc[0]


def credentials(filters: Filters) -> pd.DataFrame:
    """A row per credential asked for under the filters.

    credential_id, name, abbreviation, kind, issuer_name, price and renewal columns; postings (k),
    employers, k_squared and k_times_n (sums over employers of k squared and of k times their
    postings), top_employer, top_employer_share and top_five_share (of k), sources, top_source,
    top_source_share, all under the chosen strengths; required, preferred, mentioned: postings by
    strength, whichever strengths are chosen, so that a strength left out is never taken for zero.
    """
    return query(
        f"""
        WITH chosen AS NOT MATERIALIZED (
            SELECT *, {ASKED} AS k FROM marts.mention_cells WHERE {POSTINGS_CHOSEN}
        ),
        -- 0 stands for postings without a known employer, each a cluster of one: an inner join on a
        -- small number takes half the time of an outer one.
        sizes AS (
            SELECT employer_no, sum(postings)::DOUBLE AS n
            FROM marts.posting_cells WHERE {POSTINGS_CHOSEN} AND employer_no IS NOT NULL
            GROUP BY ALL
            UNION ALL SELECT 0, 1
        ),
        pairs AS (
            SELECT credential_id, coalesce(employer_no, 0) AS employer_no, k::DOUBLE AS k
            FROM chosen WHERE is_only AND k > 0
            UNION ALL
            SELECT credential_id, coalesce(employer_no, 0) AS employer_no, sum(k)::DOUBLE AS k
            FROM chosen WHERE NOT is_only GROUP BY ALL HAVING sum(k) > 0
        ),
        counted AS (
            SELECT
                credential_id,
                sum(k)::BIGINT AS postings,
                count(nullif(employer_no, 0))::BIGINT AS employers,
                sum(CASE WHEN employer_no = 0 THEN k ELSE k * k END) AS k_squared,
                sum(k * n) AS k_times_n,
                nullif(arg_max(employer_no, CASE WHEN employer_no = 0 THEN 0 ELSE k END), 0)
                    AS top_employer_no,
                max(CASE WHEN employer_no > 0 THEN k END, 5) AS top_five
            FROM pairs JOIN sizes USING (employer_no)
            GROUP BY credential_id
        ),
        per_source AS (
            SELECT
                credential_id, source, sum(k) AS k,
                sum(required) AS required, sum(preferred) AS preferred, sum(mentioned) AS mentioned
            FROM chosen GROUP BY ALL
        ),
        by_source AS (
            SELECT
                credential_id,
                sum(required)::BIGINT AS required,
                sum(preferred)::BIGINT AS preferred,
                sum(mentioned)::BIGINT AS mentioned,
                count(*) FILTER (k > 0) AS sources,
                max(k) AS top_source_postings,
                arg_max(source, k) AS top_source_id
            FROM per_source GROUP BY credential_id
        )
        SELECT
            c.credential_id, c.name, c.abbreviation, c.kind, c.issuer_name,
            c.price_status, c.price_usd, c.price_low_usd, c.price_high_usd,
            c.price_year, c.price_fresh_until,
            c.renewal_status, c.renewal_fee_usd, c.renewal_period_months, c.hours,
            n.postings, s.required, s.preferred, s.mentioned, n.employers, s.sources,
            n.k_squared, n.k_times_n,
            e.employer AS top_employer, n.top_five[1] / n.postings AS top_employer_share,
            list_sum(n.top_five) / n.postings AS top_five_share,
            t.title AS top_source, s.top_source_postings / n.postings AS top_source_share
        FROM counted n
        JOIN by_source s USING (credential_id)
        JOIN marts.credentials c ON c.credential_id = n.credential_id
        LEFT JOIN marts.employers e ON e.employer_no = n.top_employer_no
        LEFT JOIN marts.sources t ON t.source_id = s.top_source_id
        WHERE list_contains($kinds, c.kind)
        ORDER BY n.postings DESC, c.credential_id
        """,
        **filters.parameters(),
    )


def without_each(filters: Filters) -> list[tuple[str, int]]:
    """Postings when one of the choices is given up: (the choice, postings), most first."""
    relaxed = {
        "industry": replace(filters, industry=ALL),
        "country or region": replace(filters, place=ALL),
        "occupation group": replace(filters, occupation=ALL),
        "applicant questionnaires left out": replace(filters, with_questionnaires=True),
    }
    counts = [
        (name, int(denominators(chosen)["postings"]))
        for name, chosen in relaxed.items()
        if chosen != filters
    ]
    return sorted(counts, key=lambda pair: -pair[1])


def composition(filters: Filters) -> pd.DataFrame:
    """The sources that make the figures under the filters, largest first.

    source_id, title, document_type, period, postings, employers, with_month (postings whose month
    is known), first_month, last_month.
    """
    return query(
        f"""
        WITH made AS (
            SELECT
                source AS source_id,
                sum(postings)::BIGINT AS postings,
                count(DISTINCT employer_no) AS employers,
                sum(with_month)::BIGINT AS with_month,
                min(first_month) AS first_month, max(last_month) AS last_month
            FROM marts.posting_cells WHERE {POSTINGS_CHOSEN} GROUP BY ALL
        )
        SELECT s.source_id, s.title, s.document_type, s.period, m.* EXCLUDE (source_id)
        FROM made m JOIN marts.sources s ON s.source_id = m.source_id
        ORDER BY m.postings DESC, s.source_id
        """,
        **filters.parameters(),
    )
