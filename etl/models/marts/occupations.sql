-- a detailed SOC occupation that postings have, with its name and its minor group
-- grain: soc_code
WITH used AS (
    SELECT DISTINCT soc_code FROM marts.postings WHERE soc_code IS NOT NULL
),

onet AS (
    SELECT left(soc_code, 7) AS soc_code, min(title) AS title
    FROM raw.onet_titles
    WHERE is_occupation_title AND soc_code LIKE '%.00'
    GROUP BY ALL
),

oews AS (
    SELECT
        left(occupation_code, 2) || '-' || right(occupation_code, 4) AS soc_code,
        min(occupation_name) AS title
    FROM raw.oews_national
    GROUP BY ALL
),

-- A minor group is the major one and the next digit. OEWS leaves its line out where the broad
-- occupation below it is the same.
minor AS (
    SELECT
        left(soc_code, 4) AS minor_group,
        arg_min(title, soc_code) FILTER (soc_code LIKE '%00') AS own_title,
        arg_min(title, soc_code) FILTER (soc_code LIKE '%0') AS broad_title
    FROM oews
    WHERE soc_code NOT LIKE '%-0000'
    GROUP BY ALL
)

SELECT
    u.soc_code,
    coalesce(n.title, w.title, u.soc_code) AS occupation_name,
    left(u.soc_code, 2) AS soc_group,
    left(u.soc_code, 4) AS minor_group,
    coalesce(m.own_title, m.broad_title, left(u.soc_code, 4)) AS minor_group_name
FROM used u
LEFT JOIN onet n USING (soc_code)
LEFT JOIN oews w USING (soc_code)
LEFT JOIN minor m ON m.minor_group = left(u.soc_code, 4)
ORDER BY u.soc_code
