-- Hours of continuing education belong to a renewal that comes again after some months.
SELECT credential_id, item, audience, ce_hours, period_months
FROM marts.costs
WHERE ce_hours IS NOT NULL AND (item <> 'renewal' OR coalesce(period_months, 0) = 0)
