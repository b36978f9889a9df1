-- the postings of one employer in one month that share all that a reader can choose
-- grain: cell_no
-- dictionary: source, naics_sector, soc_group, country, region, document_type
SELECT
    row_number() OVER ()::INTEGER AS cell_no,
    *
FROM (
    SELECT
        p.source,
        p.posted_month,
        e.employer_no,
        p.naics_sector,
        p.soc_group,
        p.country,
        p.region,
        p.document_type,
        count(*)::INTEGER AS postings
    FROM marts.postings p
    LEFT JOIN marts.employers e USING (employer_key)
    WHERE p.posted_month IS NOT NULL
    GROUP BY ALL
    ORDER BY ALL
)
