-- an offer that is a credential of our catalog: the same name, and an issuer that fits
-- grain: offer_id
-- An issuer fits where its whole name, or what it gives in brackets, is our issuer's, or where
-- the longer of the two names holds the shorter (of five letters at least) as whole words. Where
-- the best match names two credentials, none is taken.
WITH offers AS (
    SELECT
        offer_id,
        unnest([name, regexp_replace(name, '\s*\([^()]*\)\s*$', '')]) AS form,
        [
            issuer,
            regexp_replace(issuer, '\s*\([^()]*\)\s*', ' ', 'g'),
            regexp_extract(issuer, '\(([^()]*)\)', 1)
        ] AS issuers
    FROM raw.offered_credentials
    WHERE issuer IS NOT NULL
),

folded AS (
    SELECT DISTINCT
        offer_id,
        trim(regexp_replace(
            replace(lower(strip_accents(form)), '&', ' and '), '[^a-z0-9+#]+', ' ', 'g'
        )) AS form,
        trim(regexp_replace(
            ' ' || trim(regexp_replace(
                replace(lower(strip_accents(issuer_form)), '&', ' and '),
                '[^a-z0-9+#]+', ' ', 'g'
            )),
            '^ the | (inc|llc|ltd|limited|corp|corporation|plc|gmbh)$', '', 'g'
        )) AS issuer_form
    FROM offers, unnest(issuers) AS u (issuer_form)
),

matches AS (
    SELECT DISTINCT f.offer_id, c.credential_id, c.rank
    FROM folded f
    JOIN staging.offered_catalog_forms c ON c.form = f.form
    JOIN raw.catalog_credentials k ON k.credential_id = c.credential_id
    JOIN staging.offered_catalog_issuers i ON i.issuer_id = k.issuer_id
    WHERE f.issuer_form <> ''
        AND (
            i.form = f.issuer_form
            OR (length(i.form) >= 5 AND contains(' ' || f.issuer_form || ' ', ' ' || i.form || ' '))
            OR (
                length(f.issuer_form) >= 5
                AND contains(' ' || i.form || ' ', ' ' || f.issuer_form || ' ')
            )
        )
),

best AS (
    SELECT * FROM matches
    QUALIFY rank = min(rank) OVER (PARTITION BY offer_id)
)

SELECT
    offer_id,
    any_value(credential_id) AS credential_id,
    CASE any_value(rank) WHEN 1 THEN 'name' WHEN 2 THEN 'alias' ELSE 'abbreviation' END AS linked_by
FROM best
GROUP BY offer_id
HAVING count(DISTINCT credential_id) = 1
