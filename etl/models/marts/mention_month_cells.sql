-- of the postings of one employer in one month that share all that a reader can choose, those asking
-- grain: cell_no
-- dictionary: source, credential_id, naics_sector, soc_group, country, region, document_type
SELECT
    row_number() OVER ()::INTEGER AS cell_no,
    *
FROM (
    SELECT
        m.source,
        m.credential_id,
        m.posted_month,
        e.employer_no,
        m.naics_sector,
        m.soc_group,
        m.country,
        m.region,
        m.document_type,
        count(*) FILTER (m.strength = 'required')::INTEGER AS required,
        count(*) FILTER (m.strength = 'preferred')::INTEGER AS preferred,
        count(*) FILTER (m.strength = 'mentioned')::INTEGER AS mentioned
    FROM marts.posting_mentions m
    LEFT JOIN marts.employers e USING (employer_key)
    WHERE m.is_asked AND m.posted_month IS NOT NULL
    GROUP BY ALL
    ORDER BY ALL
)
