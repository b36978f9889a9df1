-- employment and pay of an occupation in a NAICS sector (or all of them), OEWS
-- grain: naics_sector, occupation_code
SELECT
    CASE industry_code
        WHEN '000000' THEN 'all'
        WHEN '31--34' THEN '31-33'
        WHEN '44--46' THEN '44-45'
        WHEN '48--50' THEN '48-49'
        WHEN '99-100' THEN '92'
        ELSE left(industry_code, 2)
    END AS naics_sector,
    left(occupation_code, 2) AS soc_group,
    occupation_code,
    occupation_name,
    occupation_level,
    employment,
    annual_mean_usd,
    annual_p10_usd,
    annual_p25_usd,
    annual_median_usd,
    annual_p75_usd,
    annual_p90_usd
FROM raw.oews_national
WHERE industry_level = 0 OR regexp_matches(industry_code, '^\d\d--?\d+$')
ORDER BY 1, 3
