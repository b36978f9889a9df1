-- a posting as its source gave it, with its place among postings of the same text
-- grain: posting_id
SELECT
    *,
    row_number() OVER (PARTITION BY text_key ORDER BY posted_month NULLS LAST, source, posting_id)
        AS copy_number
FROM raw.postings
