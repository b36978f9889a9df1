-- The issuer of every credential is in issuers.csv.
SELECT credential_id, issuer_id FROM marts.credentials WHERE issuer_name IS NULL
