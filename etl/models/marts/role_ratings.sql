-- how important O*NET rates a skill or a field of knowledge for an occupation, with our skill
-- grain: soc_code, element_id
-- Only a fetched release has them; the bundled one has technologies and titles.
WITH rated AS (
    SELECT 'skill' AS element_type, * FROM raw.onet_skills
    UNION ALL BY NAME
    SELECT 'knowledge' AS element_type, * FROM raw.onet_knowledge
),

folded AS (
    SELECT
        *,
        trim(regexp_replace(
            replace(lower(strip_accents(element_name)), '&', ' and '), '[^a-z0-9+#.]+', ' ', 'g'
        )) AS form
    FROM rated
)

SELECT
    r.soc_code,
    r.element_id,
    r.element_name,
    r.element_type,
    r.importance,
    r.level,
    k.skill_id
FROM folded r
LEFT JOIN staging.offered_skill_forms k
    ON k.form = r.form AND (k.only_spelled IS NULL OR k.only_spelled = trim(r.element_name))
ORDER BY r.soc_code, r.element_id
