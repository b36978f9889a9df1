-- what a survey of employers or workers found, as published
-- grain: survey_row
SELECT
    line AS survey_row,
    statement,
    population,
    n,
    share::DOUBLE AS share,
    industry,
    region,
    year,
    source,
    verified,
    note
FROM raw.reference_employer_surveys
ORDER BY line
