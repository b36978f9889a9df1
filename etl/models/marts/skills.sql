-- a skill of the one vocabulary
-- grain: skill_id
SELECT
    skill_id,
    name AS skill_name,
    type AS skill_type,
    "group" AS skill_group,
    onet_technology,
    coalesce(string_split(synonyms, '|'), []) AS synonyms,
    source,
    as_of
FROM raw.catalog_skills
ORDER BY skill_id
