-- Membership and training say first whether the credential asks for them.
SELECT credential_id, item, audience, requirement
FROM marts.costs
WHERE item IN ('membership', 'training')
    AND NOT coalesce(regexp_matches(requirement, '^(required|optional)\b'), false)
