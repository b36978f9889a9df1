-- An industry says whether a label or the employer gave it; no industry has the basis 'none'.
SELECT posting_id, naics_sector, industry_basis
FROM marts.postings
WHERE (naics_sector IS NULL) <> (industry_basis = 'none')
