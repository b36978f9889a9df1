-- a typed step between two offers of a source, with our credentials where they are the same
-- grain: from_offer_id, to_external_id, relation
-- Both ends may say the same step: it is told once, by the one that says more.
SELECT
    e.edge_id,
    e.source_id,
    e.from_offer_id,
    f.name AS from_name,
    f.credential_id AS from_credential_id,
    e.to_external_id,
    t.offer_id AS to_offer_id,
    coalesce(t.name, e.to_name) AS to_name,
    t.credential_id AS to_credential_id,
    e.relation,
    e.credits,
    e.stated_by
FROM raw.offered_edges e
LEFT JOIN marts.offered_credentials f ON f.offer_id = e.from_offer_id
LEFT JOIN marts.offered_credentials t
    ON t.source_id = e.source_id AND t.external_id = e.to_external_id
QUALIFY row_number() OVER (
    PARTITION BY e.from_offer_id, e.to_external_id, e.relation
    ORDER BY e.credits IS NULL, e.to_name IS NULL, e.edge_id
) = 1
ORDER BY e.edge_id
