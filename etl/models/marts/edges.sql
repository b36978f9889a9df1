-- a typed step between two credentials or awards, with both ends named
-- grain: from_id, to_id, relation
SELECT
    e.from_id,
    e.to_id,
    f.node_name AS from_name,
    f.node_kind AS from_kind,
    f.issuer_name AS from_issuer,
    f.is_catalogued AS from_is_catalogued,
    t.node_name AS to_name,
    t.node_kind AS to_kind,
    t.issuer_name AS to_issuer,
    t.is_catalogued AS to_is_catalogued,
    e.relation,
    e.strength,
    e.credits,
    e.credits_unit,
    e.credits_of,
    -- Credit that a college or university counts, not hours or waivers.
    e.relation = 'credit_toward'
        AND coalesce(e.credits_unit IN ('semester_credit', 'quarter_credit', 'ects', 'uk_credit'), false)
        AS is_credit_bearing,
    e.evidence,
    e.source,
    e.as_of,
    e.note
FROM staging.edges e
LEFT JOIN staging.nodes f ON f.node_id = e.from_id
LEFT JOIN staging.nodes t ON t.node_id = e.to_id
ORDER BY e.from_id, e.to_id, e.relation
