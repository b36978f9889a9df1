-- The lowest advertised pay is at most the highest, and both are annual amounts above zero.
SELECT posting_id, pay_min_annual, pay_max_annual
FROM marts.postings
WHERE pay_min_annual > pay_max_annual OR least(pay_min_annual, pay_max_annual) <= 0
