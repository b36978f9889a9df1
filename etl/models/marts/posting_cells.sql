-- the postings of one employer that share all that a reader can choose: denominators, exact and quick
-- grain: cell_no
-- dictionary: naics_sector, soc_group, country, region, source, document_type
SELECT
    row_number() OVER ()::INTEGER AS cell_no,
    *
FROM (
    SELECT
        e.employer_no,
        p.naics_sector,
        p.soc_group,
        p.country,
        p.region,
        p.source,
        p.document_type,
        count(*)::INTEGER AS postings,
        count(p.pay_usd)::INTEGER AS with_pay,
        count(CASE WHEN p.pay_usd > 0 THEN p.soc_code END)::INTEGER AS with_pay_and_soc_code,
        count(CASE WHEN p.pay_usd > 0 THEN p.seniority END)::INTEGER AS with_pay_and_seniority,
        count(p.posted_month)::INTEGER AS with_month,
        min(p.posted_month) AS first_month,
        max(p.posted_month) AS last_month
    FROM marts.postings p
    LEFT JOIN marts.employers e USING (employer_key)
    GROUP BY ALL
    ORDER BY ALL
)
