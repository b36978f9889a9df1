-- Members, and those whom a subsidy helps, pay no more than others by the same source.
SELECT reduced.credential_id, reduced.item, reduced.audience, reduced.amount, usual.amount AS usual
FROM marts.costs reduced
JOIN marts.costs usual USING (credential_id, item, currency, source)
WHERE reduced.audience IN ('member', 'subsidised')
    AND usual.audience IN ('all', 'non_member')
    AND reduced.amount > usual.amount
