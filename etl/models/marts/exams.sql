-- the exam of a credential: its form, length, supervision, languages, and how many pass
-- grain: credential_id
FROM staging.exams ORDER BY credential_id
