-- the exam of a credential, typed
-- grain: credential_id
SELECT
    credential_id,
    pass_rate::DOUBLE AS pass_rate,
    pass_rate_of,
    retake_wait_days::INTEGER AS retake_wait_days,
    coalesce(string_split(languages, '|'), []) AS languages,
    supervision,
    coalesce(string_split(form, '|'), []) AS form,
    minutes::INTEGER AS minutes,
    source,
    as_of,
    note
FROM raw.catalog_exams
