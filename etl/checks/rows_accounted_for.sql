-- Of every hiring source, rows in = rows kept + rows left out with a reason.
SELECT source_id, rows_in, rows_kept, rows_rejected
FROM marts.sources
WHERE kind = 'hiring' AND rows_in <> rows_kept + rows_rejected
