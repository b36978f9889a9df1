-- how many rows of a source were left out for one reason
-- grain: source_id, reason
SELECT * FROM intermediate.rejects ORDER BY ALL
