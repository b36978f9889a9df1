-- No posting is dated before 1995 or in a month after its snapshot's own.
SELECT p.posting_id, p.posted_month, s.as_of
FROM marts.postings p JOIN marts.sources s ON s.source_id = p.source
WHERE p.posted_month < DATE '1995-01-01'
    OR (p.posted_month)::VARCHAR > s.as_of
