-- a posting with its place among postings of the same text, and whether it is nearly another's copy
-- grain: posting_id
SELECT e.*, n.copy_of IS NOT NULL AS is_near_copy
FROM intermediate.exact_copies e
LEFT JOIN intermediate.near_copies n USING (posting_id)
