-- a technology that O*NET lists for an occupation, with our skill where it is one
-- grain: soc_code, technology
SELECT
    t.soc_code,
    o.title AS occupation_name,
    t.technology,
    t.commodity,
    t.is_hot,
    t.is_in_demand,
    k.skill_id
FROM raw.onet_technologies t
LEFT JOIN (SELECT DISTINCT soc_code, title FROM raw.onet_titles WHERE is_occupation_title) o
    USING (soc_code)
LEFT JOIN raw.catalog_skills k ON k.onet_technology = t.technology
ORDER BY t.soc_code, t.technology
