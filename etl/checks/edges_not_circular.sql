-- No credential is, through required steps, a prerequisite of itself.
WITH RECURSIVE reach AS (
    SELECT from_id AS start_id, to_id, 1 AS steps
    FROM marts.edges WHERE relation = 'prerequisite' AND strength = 'required'
    UNION
    SELECT r.start_id, e.to_id, r.steps + 1
    FROM reach r
    JOIN marts.edges e ON e.from_id = r.to_id
    WHERE e.relation = 'prerequisite' AND e.strength = 'required' AND r.steps < 25
)
SELECT DISTINCT start_id FROM reach WHERE start_id = to_id
