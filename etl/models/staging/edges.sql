-- a typed step between two credentials or awards
-- grain: from_id, to_id, relation
SELECT
    from_id,
    to_id,
    relation,
    strength,
    credits::DOUBLE AS credits,
    credits_unit,
    credits_of::DOUBLE AS credits_of,
    evidence,
    source,
    as_of,
    note
FROM raw.catalog_edges
