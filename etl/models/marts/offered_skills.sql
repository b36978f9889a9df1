-- a skill that an offer says it teaches or tests, with the skill of our vocabulary
-- grain: key
WITH folded AS (
    SELECT
        key,
        offer_id,
        skill,
        trim(regexp_replace(
            replace(lower(strip_accents(skill)), '&', ' and '), '[^a-z0-9+#.]+', ' ', 'g'
        )) AS form
    FROM raw.offered_skills
)

SELECT
    s.key,
    s.offer_id,
    o.credential_id,
    s.skill,
    k.skill_id,
    k.linked_by
FROM folded s
LEFT JOIN staging.offered_skill_forms k
    ON k.form = s.form AND (k.only_spelled IS NULL OR k.only_spelled = trim(s.skill))
LEFT JOIN marts.offered_credentials o USING (offer_id)
ORDER BY s.key
