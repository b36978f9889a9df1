-- A price is an amount or a range, never below zero; nothing else has an amount.
SELECT credential_id, item, status, amount, amount_low, amount_high
FROM marts.costs
WHERE (status = 'priced' AND amount IS NULL AND amount_low IS NULL)
    OR least(amount, amount_low, amount_high) < 0
    OR amount_low > amount_high
    OR (status IN ('none', 'not_published') AND amount > 0)
