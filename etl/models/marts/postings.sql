-- a posting counted once, with its dimensions: the denominators of every share
-- grain: posting_id
SELECT
    -- A short number to join by; a row's place, so that few blocks are read to find some.
    row_number() OVER (ORDER BY p.naics_sector, p.source, p.posting_id)::INTEGER AS posting_no,
    p.posting_id,
    p.source,
    p.document_type,
    p.title,
    p.employer,
    p.employer_key,
    p.naics_sector,
    p.industry_basis,
    p.soc_group,
    p.soc_code,
    p.seniority,
    p.country,
    p.region,
    p.posted_month::DATE AS posted_month,
    pay.pay_min_annual,
    pay.pay_max_annual,
    pay.pay_currency,
    pay.pay_period,
    pay.pay_basis,
    pay.pay_is_certain,
    pay.rate_year,
    pay.pay_rate_is_exact,
    pay.pay_usd,
    p.url
FROM intermediate.ranked_postings p
LEFT JOIN intermediate.pay pay USING (posting_id)
WHERE p.copy_number = 1 AND NOT p.is_near_copy
ORDER BY posting_no
