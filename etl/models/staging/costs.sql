-- one price item of a credential for one audience, also in US dollars
-- grain: credential_id, item, audience
WITH typed AS (
    SELECT
        credential_id,
        item,
        coalesce(audience, 'all') AS audience,
        status,
        amount::DOUBLE AS amount,
        amount_low::DOUBLE AS amount_low,
        amount_high::DOUBLE AS amount_high,
        currency,
        period_months::INTEGER AS period_months,
        requirement,
        ce_hours::DOUBLE AS ce_hours,
        basis,
        source,
        as_of,
        source_quality,
        note,
        CASE WHEN as_of <> 'undated' THEN left(as_of, 4)::INTEGER END AS price_year
    FROM (FROM raw.catalog_costs UNION ALL BY NAME FROM raw.catalog_costs_cc_by_sa)
),

rated AS (
    SELECT
        t.*,
        -- The rate of the price's own year, else of the newest year before or after it.
        CASE WHEN t.currency = 'USD' THEN 1.0 ELSE (
            SELECT arg_min(r.usd_per_unit, abs(r.year - coalesce(t.price_year, 2025)))
            FROM staging.exchange_rates r WHERE r.currency = t.currency
        ) END AS usd_per_unit
    FROM typed t
)

SELECT
    *,
    amount * usd_per_unit AS amount_usd,
    amount_low * usd_per_unit AS amount_low_usd,
    amount_high * usd_per_unit AS amount_high_usd,
    -- The last day on which a price of that date is not yet three years old.
    CASE
        WHEN as_of = 'undated' THEN NULL
        WHEN length(as_of) = 4 THEN make_date(price_year + 3, 12, 31)
        WHEN length(as_of) = 7 THEN last_day((as_of || '-01')::DATE + INTERVAL 3 YEAR)
        ELSE (as_of::DATE + INTERVAL 3 YEAR)::DATE
    END AS fresh_until
FROM rated
