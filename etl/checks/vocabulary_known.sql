-- Every credential, skill and sector that a table names is in its own table.
SELECT 'credential_skills' AS place, s.credential_id AS id
FROM marts.credential_skills s ANTI JOIN marts.credentials c USING (credential_id)
UNION ALL
SELECT 'credential_skills', s.skill_id
FROM marts.credential_skills s ANTI JOIN marts.skills k USING (skill_id)
UNION ALL
SELECT 'aliases', a.credential_id
FROM marts.aliases a ANTI JOIN marts.credentials c USING (credential_id)
UNION ALL
SELECT 'costs', a.credential_id
FROM marts.costs a ANTI JOIN marts.credentials c USING (credential_id)
UNION ALL
SELECT 'credential_sectors', s.naics_sector
FROM marts.credential_sectors s ANTI JOIN marts.industries i USING (naics_sector)
WHERE s.naics_sector <> 'cross'
UNION ALL
SELECT 'postings', p.naics_sector
FROM (SELECT DISTINCT naics_sector FROM marts.postings) p ANTI JOIN marts.industries i USING (naics_sector)
WHERE p.naics_sector IS NOT NULL
UNION ALL
SELECT 'postings', p.soc_group
FROM (SELECT DISTINCT soc_group FROM marts.postings) p ANTI JOIN marts.occupation_groups g USING (soc_group)
WHERE p.soc_group IS NOT NULL
UNION ALL
SELECT 'postings', p.country
FROM (SELECT DISTINCT country FROM marts.postings) p ANTI JOIN marts.countries g USING (country)
WHERE p.country IS NOT NULL
