-- a country that postings name
-- grain: country
SELECT country, country_name FROM raw.reference_countries ORDER BY country
