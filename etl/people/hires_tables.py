"""Kept rows of applications as tables: what is known of each, and what must never be."""

# What a file tells is known of the whole file: where it names no interview at all, nobody can say
# who had none; where it names any, an application without one had none.
#
# A file that does not say which day it describes is observed up to the newest day found in it: it
# may have been exported long before it is imported, and of the time since it knows nothing.
#
# Days of hiring that follow from a tenure count only where the file dates all its hires: with only
# the leavers dated (or only those who stayed) a cohort would be made of one of the two.
APPLICATIONS = """
    WITH told AS (
        SELECT
            *,
            coalesce(described_on, max(described_on) OVER file) IS NOT NULL AS is_day_stated,
            coalesce(described_on, max(described_on) OVER file,
                least(imported_at::DATE, max(greatest(
                    applied_on, interviewed_on, hired_on, left_on)) OVER file),
                imported_at::DATE) AS observed_on,
            bool_or(outcome = 'interviewed' OR interviewed_on IS NOT NULL
                OR is_interviewed IS NOT NULL) OVER file AS tells_interviews,
            bool_or(len(badges) > 0) OVER file AS tells_badges,
            bool_or(left_on IS NOT NULL OR is_employed IS NOT NULL) OVER file AS tells_leaving
        FROM _kept
        WINDOW file AS (PARTITION BY import_file)
    ),
    hires AS (
        SELECT
            *,
            outcome = 'hired' OR hired_on IS NOT NULL AS is_hired_,
            coalesce(is_employed,
                CASE WHEN left_on IS NOT NULL THEN left_on > observed_on
                WHEN tells_leaving THEN true END) AS is_still_employed
        FROM told
    ),
    dated AS (
        SELECT
            *,
            coalesce(hired_on,
                CASE
                    WHEN left_on <= observed_on THEN left_on
                    WHEN is_still_employed AND is_day_stated THEN observed_on
                END
                - to_months(floor(tenure_months)::INTEGER)
                - to_days(round(30.4375 * (tenure_months % 1))::INTEGER))::DATE AS began_on
        FROM hires
    ),
    newest AS (
        SELECT
            * EXCLUDE (hired_on),
            coalesce(hired_on, CASE WHEN is_hired_ AND bool_and(
                began_on IS NOT NULL OR NOT is_hired_) OVER file THEN began_on END) AS hired_on
        FROM dated
        WINDOW file AS (PARTITION BY import_file)
        QUALIFY row_number() OVER (
            PARTITION BY applicant_id, role_key, applied_on
            ORDER BY imported_at DESC,
                list_position(['hired', 'offered', 'interviewed', 'rejected', 'withdrawn',
                    'applied'], outcome),
                line DESC) = 1
    ),
    flags AS (
        SELECT
            *, (hired_on + INTERVAL 12 MONTH)::DATE AS year_on
        FROM newest
    )
    SELECT
        row_number() OVER (ORDER BY applicant_id, role_key, applied_on) AS application_id,
        applicant_id, role, role_key, applied_on, outcome,
        CASE WHEN tells_interviews THEN coalesce(is_interviewed, interviewed_on IS NOT NULL
            OR outcome IN ('interviewed', 'offered', 'hired') OR is_hired_) END AS is_interviewed,
        outcome = 'offered' OR is_hired_ AS is_offered,
        is_hired_ AS is_hired,
        hired_on, left_on,
        CASE WHEN is_hired_ THEN coalesce(tenure_months, date_diff('day', hired_on,
            coalesce(left_on, CASE WHEN is_still_employed THEN observed_on END)) / 30.4375)
        END AS tenure_months,
        CASE
            WHEN NOT is_hired_ THEN NULL
            WHEN hired_on IS NOT NULL AND left_on IS NOT NULL THEN left_on >= year_on
            WHEN tenure_months >= 12 THEN true
            WHEN tenure_months < 12 AND NOT is_still_employed THEN false
            WHEN tenure_months IS NULL AND is_still_employed AND year_on <= observed_on THEN true
            WHEN NOT is_still_employed AND year_on > observed_on THEN false
        END AS is_retained_12m,
        -- Who left early is known at once, who stays only after the year: to count the first
        -- without the second would make every young cohort look bad. Without the day of hiring
        -- nobody can say which cohort somebody is of.
        is_hired_ AND coalesce(year_on <= observed_on, false) AS is_observed_12m,
        performance, tells_badges AS is_badges_known, badges, observed_on, is_day_stated
    FROM flags
"""
CHECKS = (
    (
        "an application is there twice",
        "SELECT application_id FROM hires.applications "
        "GROUP BY applicant_id, role_key, applied_on, application_id HAVING count(*) > 1",
    ),
    (
        "somebody is retained without being hired",
        "SELECT application_id FROM hires.applications "
        "WHERE is_retained_12m IS NOT NULL AND NOT is_hired",
    ),
    (
        "a badge is nobody's",
        "SELECT application_id FROM hires.applicant_badges "
        "ANTI JOIN hires.applications USING (application_id)",
    ),
    (
        "a badge is of an unknown credential",
        "SELECT credential_id FROM hires.applicant_badges "
        "ANTI JOIN hires.credentials USING (credential_id)",
    ),
)

REPEATS = """
    SELECT
        count(*) - count(DISTINCT (applicant_id, role_key, applied_on)),
        count(*) FILTER (applied_on IS NULL)
            - count(DISTINCT (applicant_id, role_key)) FILTER (applied_on IS NULL)
    FROM _kept WHERE import_file = ?
"""
"""Rows of one import beyond the first of their application; those of them without a day."""
