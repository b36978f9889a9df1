-- of the postings of one employer that share all a reader can choose, those naming any credential
-- grain: cell_no
-- dictionary: naics_sector, soc_group, country, region, source, document_type
SELECT
    row_number() OVER ()::INTEGER AS cell_no,
    *
FROM (
    SELECT
        e.employer_no,
        a.naics_sector,
        a.soc_group,
        a.country,
        a.region,
        a.source,
        a.document_type,
        count(*)::INTEGER AS named,
        count(*) FILTER (a.required)::INTEGER AS required,
        count(*) FILTER (a.preferred)::INTEGER AS preferred,
        count(*) FILTER (a.mentioned)::INTEGER AS mentioned,
        count(*) FILTER (a.microcredential)::INTEGER AS microcredential,
        count(*) FILTER (a.certification)::INTEGER AS certification,
        count(*) FILTER (a.certificate)::INTEGER AS certificate,
        count(*) FILTER (a.licence)::INTEGER AS licence
    FROM (
        SELECT
            posting_id,
            any_value(employer_key) AS employer_key,
            any_value(naics_sector) AS naics_sector,
            any_value(soc_group) AS soc_group,
            any_value(country) AS country,
            any_value(region) AS region,
            any_value(source) AS source,
            any_value(document_type) AS document_type,
            bool_or(strength = 'required') AS required,
            bool_or(strength = 'preferred') AS preferred,
            bool_or(strength = 'mentioned') AS mentioned,
            bool_or(kind = 'microcredential') AS microcredential,
            bool_or(kind = 'certification') AS certification,
            bool_or(kind = 'certificate') AS certificate,
            bool_or(kind = 'licence') AS licence
        FROM marts.posting_mentions
        -- A posting asks for a degree as a level, not for a programme: degrees are not counted.
        WHERE is_asked AND kind <> 'degree'
        GROUP BY posting_id
    ) a
    LEFT JOIN marts.employers e USING (employer_key)
    GROUP BY ALL
    ORDER BY ALL
)
