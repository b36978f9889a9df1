-- Every posting's source says who published it and under which licence.
SELECT p.source, count(*) AS postings
FROM marts.postings p ANTI JOIN marts.sources s ON s.source_id = p.source
GROUP BY p.source
UNION ALL
SELECT source_id, 0 FROM marts.sources WHERE publisher IS NULL OR licence IS NULL
