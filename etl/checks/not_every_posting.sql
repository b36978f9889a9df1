-- No credential is asked for in more than half of a large source: that is a matching fault.
SELECT m.source, m.credential_id, count(*) AS postings, any_value(n.n) AS of_postings
FROM marts.posting_mentions m
JOIN (SELECT source, count(*) AS n FROM marts.postings GROUP BY source) n ON n.source = m.source
WHERE m.is_asked AND n.n >= 1000
GROUP BY m.source, m.credential_id
HAVING count(*) > 0.5 * any_value(n.n)
