-- Both ends of an edge are a credential or a named award.
SELECT from_id, to_id, relation FROM marts.edges WHERE from_name IS NULL OR to_name IS NULL
