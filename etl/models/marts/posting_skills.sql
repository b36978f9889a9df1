-- a posting that names a skill, with the posting's dimensions
-- grain: posting_id, skill_id
SELECT
    s.posting_id,
    s.skill_id,
    p.source,
    p.document_type,
    p.employer_key,
    p.naics_sector,
    p.soc_group,
    p.soc_code,
    p.country,
    p.region,
    p.posted_month
FROM raw.posting_skills s
JOIN marts.postings p USING (posting_id)
JOIN raw.catalog_skills k USING (skill_id)
ORDER BY s.skill_id, s.posting_id
