-- a posting that names a credential, with the posting's dimensions
-- grain: posting_id, credential_id
SELECT
    p.posting_no,
    m.posting_id,
    m.credential_id,
    c.kind,
    m.strength,
    m.reason,
    m.surface_form,
    m.sentence,
    m.strength <> 'negated' AND m.reason <> 'offered' AS is_asked,
    p.source,
    p.document_type,
    p.employer,
    p.employer_key,
    p.naics_sector,
    p.industry_basis,
    p.soc_group,
    p.soc_code,
    p.country,
    p.region,
    p.posted_month,
    p.pay_usd
FROM raw.mentions m
JOIN marts.postings p USING (posting_id)
JOIN staging.credentials c USING (credential_id)
-- A country's licence is not what a posting of another country asks for under the same name.
WHERE c.kind <> 'licence' OR c.country = 'INT' OR coalesce(p.country, c.country) = c.country
-- As they are listed, so that the first are found without reading all.
ORDER BY
    m.credential_id,
    list_position(['required', 'preferred', 'mentioned'], m.strength),
    p.posted_month DESC NULLS LAST,
    p.posting_no
