-- of the postings of one employer that share all a reader can choose, those asking for a credential
-- grain: cell_no
-- dictionary: credential_id, naics_sector, soc_group, country, region, source, document_type
WITH counted AS (
    SELECT
        m.credential_id,
        e.employer_no,
        m.naics_sector,
        m.soc_group,
        m.country,
        m.region,
        m.source,
        m.document_type,
        count(*) FILTER (m.strength = 'required')::INTEGER AS required,
        count(*) FILTER (m.strength = 'preferred')::INTEGER AS preferred,
        count(*) FILTER (m.strength = 'mentioned')::INTEGER AS mentioned
    FROM marts.posting_mentions m
    LEFT JOIN marts.employers e USING (employer_key)
    WHERE m.is_asked
    GROUP BY ALL
)

SELECT
    row_number() OVER ()::INTEGER AS cell_no,
    *
FROM (
    SELECT
        *,
        -- Most employers name a credential in one cell only, which then need not be added up.
        count(*) OVER (PARTITION BY credential_id, employer_no) = 1 AS is_only
    FROM counted
    ORDER BY ALL
)
