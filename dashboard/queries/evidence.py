"""The postings behind a number."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.recognition import ASKED, POSTINGS_CHOSEN
from dashboard.warehouse import query

SHOWN = 500
"""Most postings listed at once; the count says how many there are."""


def postings_behind(filters: Filters, credential_id: str) -> pd.DataFrame:
    """The postings that ask for one credential under the filters, required first, newest first.

    title, employer, posted_month, industry, place, source, strength, reason (a code), surface_form
    (the words found), sentence (where the licence lets us keep it, else NULL), pay_usd (a year),
    url (http or https only, else NULL), total (how many there are; at most ``SHOWN`` of them come).
    """
    return query(
        f"""
        -- Only those that are shown are looked up among the postings.
        WITH first AS (
            SELECT posting_no, posted_month, strength, reason, surface_form, sentence
            FROM marts.posting_mentions
            WHERE {POSTINGS_CHOSEN} AND credential_id = $credential_id AND is_asked
                AND list_contains($strengths, strength)
            ORDER BY list_position(['required', 'preferred', 'mentioned'], strength),
                posted_month DESC NULLS LAST, posting_no
            LIMIT {SHOWN}
        )
        SELECT
            p.title, p.employer, p.posted_month, i.short_name AS industry,
            c.country_name || coalesce(', ' || r.region_name, '') AS place,
            s.title AS source, n.strength, n.reason, n.surface_form, n.sentence,
            p.pay_usd,
            CASE WHEN p.url LIKE 'https://%' OR p.url LIKE 'http://%' THEN p.url END AS url,
            (SELECT sum({ASKED})::BIGINT FROM marts.mention_cells
             WHERE {POSTINGS_CHOSEN} AND credential_id = $credential_id) AS total
        FROM first n
        JOIN marts.postings p USING (posting_no)
        JOIN marts.sources s ON s.source_id = p.source
        LEFT JOIN marts.industries i USING (naics_sector)
        LEFT JOIN marts.countries c ON c.country = p.country
        LEFT JOIN marts.regions r ON r.country = p.country AND r.region = p.region
        ORDER BY list_position(['required', 'preferred', 'mentioned'], n.strength),
            p.posted_month DESC NULLS LAST, posting_no
        """,
        **filters.parameters(),
        credential_id=credential_id,
    )
