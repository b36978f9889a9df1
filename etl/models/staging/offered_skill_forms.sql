-- a form of a skill's name, folded, that names one skill only
-- grain: form
WITH forms AS (
    SELECT
        skill_id,
        unnest(list_prepend(name, coalesce(string_split(synonyms, '|'), []))) AS spelled,
        name,
        lower(case_sensitive) = 'true' AS is_case_sensitive
    FROM raw.catalog_skills
),

folded AS (
    SELECT
        skill_id,
        trim(spelled) AS spelled,
        is_case_sensitive,
        spelled = name AS is_name,
        trim(regexp_replace(
            replace(lower(strip_accents(spelled)), '&', ' and '), '[^a-z0-9+#.]+', ' ', 'g'
        )) AS form
    FROM forms
),

best AS (
    SELECT * FROM folded
    WHERE form <> ''
    QUALIFY is_name = max(is_name) OVER (PARTITION BY form)
)

SELECT
    form,
    any_value(skill_id) AS skill_id,
    CASE WHEN bool_or(is_name) THEN 'name' ELSE 'synonym' END AS linked_by,
    -- Where capitals tell the skill from a word ("Go"), only this spelling is it.
    CASE WHEN bool_or(is_case_sensitive) THEN any_value(spelled) END AS only_spelled
FROM best
GROUP BY form
HAVING count(DISTINCT skill_id) = 1
