-- a figure that somebody published, for comparison with our own
-- grain: figure_id
SELECT
    id AS figure_id,
    "group" AS figure_group,
    credential_or_group,
    industry,
    region,
    year,
    metric,
    try_cast(value AS DOUBLE) AS value,
    unit,
    denominator,
    try_cast(ci95_low AS DOUBLE) AS ci95_low,
    try_cast(ci95_high AS DOUBLE) AS ci95_high,
    method,
    source,
    url,
    verified
FROM raw.reference_published_figures
ORDER BY id
