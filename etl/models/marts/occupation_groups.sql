-- a SOC major group
-- grain: soc_group
SELECT soc_group, occupation_group_name, short_name, source, as_of
FROM raw.reference_soc_groups
ORDER BY soc_group
