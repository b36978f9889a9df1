-- Every amount has a currency whose rate is known.
SELECT credential_id, item, amount, currency
FROM marts.costs
WHERE amount IS NOT NULL AND amount_usd IS NULL
