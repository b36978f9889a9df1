-- an employer that postings name, with a short number to count by
-- grain: employer_no
SELECT
    row_number() OVER (ORDER BY employer_key)::INTEGER AS employer_no,
    employer_key,
    min(employer) AS employer
FROM marts.postings
WHERE employer_key IS NOT NULL
GROUP BY employer_key
