-- the average rate of a currency in a year, in US dollars for one unit
-- grain: currency, year
SELECT currency, year::INTEGER AS year, usd_per_unit::DOUBLE AS usd_per_unit, source, as_of
FROM raw.reference_fx_rates
