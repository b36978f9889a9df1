"""How a credential's recognition differs between industries, places, sources and employers."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import ASKED, EMPLOYER_SUMS, POSTINGS_CHOSEN
from dashboard.warehouse import query

INDUSTRY, PLACE, SOURCE = "naics_sector", "place", "source_id"
_KEYS = {
    INDUSTRY: "naics_sector",
    # Within a country its regions, else the countries.
    PLACE: "CASE WHEN $country = 'all' THEN country ELSE country || '-' || region END",
    SOURCE: "source",
}
_CHOSEN = {
    INDUSTRY: POSTINGS_CHOSEN.replace("($industry = 'all' OR naics_sector = $industry)", "true"),
    PLACE: POSTINGS_CHOSEN.replace("($region = 'all' OR region = $region)", "true"),
    SOURCE: POSTINGS_CHOSEN,
}
"""Every group of the kind is shown, whichever of them is chosen; the other choices hold."""


def groups(filters: Filters, by: str) -> pd.DataFrame:
    """The denominators of each group of postings; every NAICS sector, 0 where none.

    The column ``by``, label, postings, employers (known), n_squared, clusters, least (the fewest
    postings for a share), sources, top_source_share, top_employer_share (of the group's postings),
    largest group first.
    """
    key, chosen = _KEYS[by], _CHOSEN[by]
    return query(
        f"""
        WITH chosen AS (
            SELECT ({key})::VARCHAR AS key, * FROM marts.posting_cells WHERE {chosen}
        ),
        by_employer AS (
            SELECT key, employer_no, sum(postings)::DOUBLE AS n FROM chosen
            WHERE key IS NOT NULL GROUP BY ALL
        ),
        by_source AS (
            SELECT key, count(*) AS sources, max(n) / sum(n) AS top_source_share
            FROM (SELECT key, source, sum(postings)::DOUBLE AS n FROM chosen GROUP BY ALL)
            GROUP BY key
        ),
        counted AS (
            SELECT
                key,
                sum(n)::BIGINT AS postings,
                count(employer_no) AS employers,
                sum(CASE WHEN employer_no IS NULL THEN n ELSE n * n END) AS n_squared,
                sum(CASE WHEN employer_no IS NULL THEN n ELSE 1 END)::BIGINT AS clusters,
                max(n) FILTER (employer_no IS NOT NULL) / sum(n) AS top_employer_share
            FROM by_employer GROUP BY key
        ),
        labels AS ({_LABELS[by]})
        SELECT
            l.key AS {by}, l.label,
            coalesce(c.postings, 0) AS postings, coalesce(c.employers, 0) AS employers,
            coalesce(c.n_squared, 0) AS n_squared, coalesce(c.clusters, 0) AS clusters,
            $least::INTEGER AS least, coalesce(s.sources, 0) AS sources,
            s.top_source_share, c.top_employer_share
        FROM labels l
        LEFT JOIN counted c USING (key)
        LEFT JOIN by_source s USING (key)
        WHERE c.postings > 0 OR $every
        ORDER BY postings DESC, l.label
        """,
        **filters.parameters(),
        every=by == INDUSTRY,
    )


_LABELS = {
    INDUSTRY: "SELECT naics_sector AS key, short_name AS label FROM marts.industries",
    PLACE: """
        SELECT country AS key, country_name AS label FROM marts.countries
        UNION ALL
        SELECT country || '-' || region AS key, region_name AS label FROM marts.regions
    """,
    SOURCE: "SELECT source_id AS key, title AS label FROM marts.sources",
}


def by_group(filters: Filters, by: str, credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """Postings that ask for each named credential, by group, with their sums over employers.

    credential_id, the column ``by``, postings, employers, k_squared, k_times_n,
    top_employer_share; pairs without postings have no row.
    """
    key, chosen = _KEYS[by], _CHOSEN[by]
    return query(
        f"""
        WITH named AS (
            SELECT credential_id, {key} AS key, employer_no, sum({ASKED})::DOUBLE AS k
            FROM marts.mention_cells
            WHERE {chosen} AND list_contains($credential_ids, credential_id::VARCHAR)
            GROUP BY ALL HAVING key IS NOT NULL AND k > 0
        ),
        sizes AS (
            SELECT {key} AS key, employer_no, sum(postings)::DOUBLE AS n
            FROM marts.posting_cells
            WHERE {chosen} AND employer_no IN (SELECT employer_no FROM named)
            GROUP BY ALL
        )
        SELECT
            m.credential_id::VARCHAR AS credential_id, key::VARCHAR AS {by}, {EMPLOYER_SUMS},
            max(k) FILTER (employer_no IS NOT NULL) / sum(k) AS top_employer_share
        FROM named m LEFT JOIN sizes USING (key, employer_no)
        GROUP BY m.credential_id, key
        """,
        **filters.parameters(),
        credential_ids=credential_ids,
    )


def by_employer(filters: Filters, credential_id: str, shown: int) -> pd.DataFrame:
    """The employers that name one credential most: employer, k, n, required, preferred, mentioned.

    The first ``shown`` by their postings that name it (k); n is all their postings under the
    filters. Without a known employer a posting is left out.
    """
    return query(
        f"""
        WITH named AS (
            SELECT
                employer_no, sum({ASKED})::BIGINT AS k, sum(required)::BIGINT AS required,
                sum(preferred)::BIGINT AS preferred, sum(mentioned)::BIGINT AS mentioned
            FROM marts.mention_cells
            WHERE {POSTINGS_CHOSEN} AND credential_id = $credential_id AND employer_no IS NOT NULL
            GROUP BY ALL HAVING k > 0
        ),
        first AS (FROM named ORDER BY k DESC, employer_no LIMIT {int(shown)}),
        sizes AS (
            SELECT employer_no, sum(postings)::BIGINT AS n
            FROM marts.posting_cells
            WHERE {POSTINGS_CHOSEN} AND employer_no IN (SELECT employer_no FROM first)
            GROUP BY ALL
        )
        SELECT e.employer, f.k, s.n, f.required, f.preferred, f.mentioned,
            (SELECT count(*) FROM named) AS employers
        FROM first f JOIN sizes s USING (employer_no)
        JOIN marts.employers e USING (employer_no)
        ORDER BY f.k DESC, e.employer
        """,
        **filters.parameters(),
        credential_id=credential_id,
    )


def by_period(filters: Filters, credential_id: str, source_id: str, period: str) -> pd.DataFrame:
    """One credential in one source by month, quarter or year, with the sums over its employers.

    posted_month (the period's first), postings (n), employers, n_squared, clusters, least, k,
    k_squared, k_times_n. Periods without a posting have no row.
    """
    return query(
        f"""
        WITH sizes AS (
            SELECT date_trunc($period, posted_month)::DATE AS posted_month, employer_no,
                sum(postings)::DOUBLE AS n
            FROM marts.posting_month_cells WHERE source = $source_id AND {POSTINGS_CHOSEN}
            GROUP BY ALL
        ),
        named AS (
            SELECT date_trunc($period, posted_month)::DATE AS posted_month, employer_no,
                sum({ASKED})::DOUBLE AS k
            FROM marts.mention_month_cells
            WHERE source = $source_id AND credential_id = $credential_id AND {POSTINGS_CHOSEN}
            GROUP BY ALL
        ),
        by_employer AS (
            SELECT s.posted_month, s.employer_no, s.n, coalesce(k, 0) AS k
            FROM sizes s LEFT JOIN named m ON m.posted_month = s.posted_month
                AND m.employer_no IS NOT DISTINCT FROM s.employer_no
        )
        SELECT
            posted_month,
            sum(n)::BIGINT AS postings,
            count(employer_no) AS employers,
            sum(CASE WHEN employer_no IS NULL THEN n ELSE n * n END) AS n_squared,
            sum(CASE WHEN employer_no IS NULL THEN n ELSE 1 END)::BIGINT AS clusters,
            $least::INTEGER AS least,
            sum(k)::BIGINT AS k,
            sum(CASE WHEN employer_no IS NULL THEN k ELSE k * k END) AS k_squared,
            sum(CASE WHEN employer_no IS NULL THEN k ELSE k * n END) AS k_times_n
        FROM by_employer GROUP BY posted_month ORDER BY posted_month
        """,
        **filters.parameters(),
        credential_id=credential_id,
        source_id=source_id,
        period=period,
    )


def halves(filters: Filters, source_id: str) -> pd.DataFrame:
    """Every credential in one source before and after the middle of its dated postings.

    A row per half (``later``) and credential, and one per half without a credential (NULL) that
    holds the denominators: later, credential_id, name, postings, employers, k_squared, k_times_n
    (for a credential), n_squared, clusters (for a half), first_month, last_month.
    """
    return query(
        f"""
        WITH dated AS (
            SELECT posted_month, employer_no, sum(postings) AS n
            FROM marts.posting_month_cells WHERE source = $source_id AND {POSTINGS_CHOSEN}
            GROUP BY ALL
        ),
        middle AS (
            SELECT min(posted_month) FILTER (2 * so_far >= every) AS middle
            FROM (
                SELECT posted_month, sum(sum(n)) OVER (ORDER BY posted_month) AS so_far,
                    sum(sum(n)) OVER () AS every
                FROM dated GROUP BY posted_month
            )
        ),
        sizes AS (
            SELECT posted_month > middle AS later, employer_no, sum(n)::DOUBLE AS n,
                min(posted_month) AS first_month, max(posted_month) AS last_month
            FROM dated, middle GROUP BY ALL
        ),
        named AS (
            SELECT posted_month > middle AS later, credential_id::VARCHAR AS credential_id,
                employer_no, sum({ASKED})::DOUBLE AS k
            FROM marts.mention_month_cells, middle
            WHERE source = $source_id AND {POSTINGS_CHOSEN}
            GROUP BY ALL HAVING k > 0
        )
        SELECT
            later, credential_id, c.name, sum(k)::BIGINT AS postings,
            count(employer_no) AS employers,
            sum(CASE WHEN employer_no IS NULL THEN k ELSE k * k END) AS k_squared,
            sum(CASE WHEN employer_no IS NULL THEN k ELSE k * n END) AS k_times_n,
            NULL::DOUBLE AS n_squared, NULL::BIGINT AS clusters,
            NULL::DATE AS first_month, NULL::DATE AS last_month
        FROM named
        LEFT JOIN sizes USING (later, employer_no)
        JOIN marts.credentials c USING (credential_id)
        WHERE list_contains($kinds, c.kind)
        GROUP BY later, credential_id, c.name
        UNION ALL
        SELECT
            later, NULL, NULL, sum(n)::BIGINT, count(employer_no), NULL, NULL,
            sum(CASE WHEN employer_no IS NULL THEN n ELSE n * n END),
            sum(CASE WHEN employer_no IS NULL THEN n ELSE 1 END)::BIGINT,
            min(first_month), max(last_month)
        FROM sizes GROUP BY later
        ORDER BY later, credential_id
        """,
        **filters.parameters(),
        source_id=source_id,
    )


def mix(filters: Filters, source_id: str, period: str) -> pd.DataFrame:
    """Postings of one source by period and occupation group, to see where the mix changes.

    posted_month (the period's first), soc_group (empty where unknown), postings.
    """
    return query(
        f"""
        SELECT
            date_trunc($period, posted_month)::DATE AS posted_month,
            coalesce(soc_group::VARCHAR, '') AS soc_group, sum(postings)::BIGINT AS postings
        FROM marts.posting_month_cells
        WHERE source = $source_id AND {POSTINGS_CHOSEN}
        GROUP BY ALL ORDER BY ALL
        """,
        **filters.parameters(),
        source_id=source_id,
        period=period,
    )
