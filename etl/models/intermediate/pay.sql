-- the advertised pay of a posting, in its currency and in US dollars at a published yearly rate
-- grain: posting_id
-- The rate is that of the posting's year (of its snapshot's where it has no date), else of the
-- nearest year with a rate. An estimate is no offer: it is kept, but has no amount in dollars, so
-- that no figure on pay counts it.
WITH stated AS (
    SELECT
        p.posting_id,
        p.pay_min_annual,
        p.pay_max_annual,
        p.pay_currency,
        p.pay_period,
        coalesce(p.pay_basis, 'stated') AS pay_basis,
        coalesce((p.pay_min_annual + p.pay_max_annual) / 2, p.pay_min_annual, p.pay_max_annual)
            AS middle,
        coalesce(year(p.posted_month), left(s.as_of, 4)::INTEGER) AS pay_year
    FROM raw.postings p
    JOIN raw.snapshots s ON s.source_id = p.source
    WHERE p.pay_currency IS NOT NULL
),

rated AS (
    SELECT
        s.*,
        CASE WHEN pay_currency = 'USD' THEN pay_year ELSE (
            SELECT arg_min(r.year, abs(r.year - s.pay_year))
            FROM staging.exchange_rates r WHERE r.currency = s.pay_currency
        ) END AS rate_year
    FROM stated s
)

SELECT
    p.posting_id,
    p.pay_min_annual,
    p.pay_max_annual,
    p.pay_currency,
    p.pay_period,
    p.pay_basis,
    p.pay_basis = 'stated' AS pay_is_certain,
    p.rate_year::INTEGER AS rate_year,
    p.rate_year = p.pay_year AS pay_rate_is_exact,
    CASE
        WHEN p.pay_basis = 'estimated' THEN NULL
        WHEN p.pay_currency = 'USD' THEN p.middle
        ELSE p.middle * r.usd_per_unit
    END AS pay_usd
FROM rated p
LEFT JOIN staging.exchange_rates r ON r.currency = p.pay_currency AND r.year = p.rate_year
