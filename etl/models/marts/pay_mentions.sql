-- a posting with pay and an occupation that asks for a credential
-- grain: pay_no, credential_id
-- dictionary: credential_id, kind, strength
SELECT
    p.pay_no,
    m.credential_id,
    m.kind,
    m.strength
FROM marts.posting_mentions m
JOIN marts.pay_postings p USING (posting_no)
WHERE m.is_asked
ORDER BY p.pay_no, m.credential_id
