-- anything a stack can name: a credential of the catalog or an award without a row of its own
-- grain: node_id
SELECT * FROM staging.nodes ORDER BY node_id
