-- how many rows of a source were left out for one reason
-- grain: source_id, reason
SELECT s.source_id, reason.key AS reason, reason.value::BIGINT AS rows
FROM raw.snapshots s, json_each(s.rejects) AS reason
UNION ALL
SELECT source, 'duplicate of another posting', count(*)
FROM intermediate.ranked_postings
WHERE copy_number > 1
GROUP BY source
UNION ALL
SELECT source, 'near duplicate of another posting', count(*)
FROM intermediate.ranked_postings
WHERE copy_number = 1 AND is_near_copy
GROUP BY source
