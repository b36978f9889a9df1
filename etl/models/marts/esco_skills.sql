-- a skill of the European vocabulary ESCO, with the skill of our vocabulary
-- grain: uri
WITH folded AS (
    SELECT
        *,
        trim(regexp_replace(
            replace(lower(strip_accents(title)), '&', ' and '), '[^a-z0-9+#.]+', ' ', 'g'
        )) AS form,
        -- ESCO tells homonyms apart in brackets: "Python (computer programming)".
        trim(regexp_replace(
            replace(
                lower(strip_accents(regexp_replace(title, '\s*\([^()]*\)\s*$', ''))), '&', ' and '
            ),
            '[^a-z0-9+#.]+', ' ', 'g'
        )) AS bare_form
    FROM raw.esco_skills
)

SELECT
    s.uri,
    s.title,
    s."type" AS skill_type,
    s.version,
    coalesce(k.skill_id, b.skill_id) AS skill_id
FROM folded s
LEFT JOIN staging.offered_skill_forms k
    ON k.form = s.form AND (k.only_spelled IS NULL OR k.only_spelled = trim(s.title))
LEFT JOIN staging.offered_skill_forms b
    ON s.title LIKE '%(computer programming)'
    AND b.form = s.bare_form
    AND (b.only_spelled IS NULL
        OR b.only_spelled = trim(regexp_replace(s.title, '\s*\([^()]*\)\s*$', '')))
ORDER BY s.uri
