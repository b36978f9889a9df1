-- the advertised pay of a posting, in its currency and in US dollars of the posting's year
-- grain: posting_id
SELECT
    p.posting_id,
    p.pay_min_annual,
    p.pay_max_annual,
    p.pay_currency,
    p.pay_period,
    coalesce((p.pay_min_annual + p.pay_max_annual) / 2, p.pay_min_annual, p.pay_max_annual)
        * CASE WHEN p.pay_currency = 'USD' THEN 1.0 ELSE (
            SELECT arg_min(r.usd_per_unit, abs(r.year - year(coalesce(p.posted_month, s.as_of::DATE))))
            FROM staging.exchange_rates r WHERE r.currency = p.pay_currency
        ) END AS pay_usd
FROM raw.postings p
JOIN raw.snapshots s ON s.source_id = p.source
WHERE p.pay_currency IS NOT NULL
