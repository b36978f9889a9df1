-- a credential as its publisher's catalog offers it, with our credential where it is the same
-- grain: offer_id
SELECT
    o.offer_id,
    o.source_id,
    o.external_id,
    o.name,
    o.issuer,
    o.type,
    o.url,
    o.price_amount,
    o.price_currency,
    o.hours,
    o.level,
    o.language,
    o.delivery,
    o.valid_months,
    o.accreditation,
    l.credential_id,
    l.linked_by,
    o.as_of
FROM raw.offered_credentials o
LEFT JOIN staging.offered_links l USING (offer_id)
ORDER BY o.offer_id
