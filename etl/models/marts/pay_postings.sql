-- a posting that states its pay and has an occupation, with what premiums hold equal
-- grain: pay_no
-- dictionary: source, document_type, naics_sector, soc_group, country, region, occupation, place, period, basis, seniority, cell
SELECT
    -- In an order of chance, always the same, so that the first so many are a fair sample of all.
    row_number() OVER (ORDER BY hash(p.posting_no), p.posting_no)::INTEGER AS pay_no,
    p.posting_no,
    e.employer_no,
    p.pay_usd,
    p.source,
    p.document_type,
    p.naics_sector,
    p.soc_group,
    p.country,
    p.region,
    -- Detailed where the title tells it, else the major group.
    concat_ws('|', p.country, coalesce(p.soc_code, p.soc_group)) AS occupation,
    concat_ws('|', p.source, p.country, p.region) AS place,
    concat_ws('|', p.source, year(p.posted_month), quarter(p.posted_month)) AS period,
    concat_ws('|', p.source, p.pay_basis) AS basis,
    concat_ws('|', p.country, coalesce(p.seniority, 'unknown')) AS seniority,
    concat_ws('|', p.source, coalesce(p.soc_code, p.soc_group)) AS cell
FROM marts.postings p
LEFT JOIN marts.employers e USING (employer_key)
WHERE p.pay_usd > 0 AND p.soc_group IS NOT NULL
ORDER BY pay_no
