"""What the page Cost asks: prices of every kind, exams, wages, advertised pay."""

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.catalog import FILED_UNDER
from dashboard.queries.pay import MENTIONS_CHOSEN
from dashboard.warehouse import query

# Lists are joined: a table with a list in each cell takes far longer to keep and to copy.
COLUMNS = """
    c.credential_id, c.name, c.kind, c.hours, c.skill_count,
    array_to_string(c.assessment, '|') AS assessment, array_to_string(c.delivery, '|') AS delivery,
    array_to_string(c.languages, '|') AS languages,
    c.price_status, c.price_usd, c.price_low_usd, c.price_high_usd, c.price_year,
    c.price_fresh_until, c.price_as_of, c.price_source, c.renewal_status, c.renewal_fee_usd,
    c.renewal_period_months, e.pass_rate, e.pass_rate_of, e.supervision,
    array_to_string(e.languages, '|') AS exam_languages, array_to_string(e.form, '|') AS exam_form
"""


def credentials(filters: Filters) -> pd.DataFrame:
    """The credentials filed under the chosen industry and kinds, with what is known of the exam.

    Columns of ``marts.credentials``; pass_rate, pass_rate_of, exam_languages, supervision,
    exam_form of ``marts.exams`` (null where no exam is on record). Lists are joined by ``|``.
    """
    return query(
        f"""
        SELECT {COLUMNS}
        FROM (FROM marts.credentials WHERE {FILED_UNDER}) c
        LEFT JOIN marts.exams e USING (credential_id)
        ORDER BY c.name
        """,
        **filters.parameters(),
    )


def named(credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """The same of the named credentials, wherever they are filed, in the order asked for."""
    rows = query(
        f"""
        SELECT {COLUMNS}
        FROM (FROM marts.credentials WHERE list_contains($ids, credential_id)) c
        LEFT JOIN marts.exams e USING (credential_id)
        """,
        ids=credential_ids,
    )
    order = {credential_id: i for i, credential_id in enumerate(credential_ids)}
    return rows.sort_values("credential_id", key=lambda ids: ids.map(order)).reset_index(drop=True)


def items() -> pd.DataFrame:
    """Every published price: credential_id, item, audience, status, amounts in US dollars, ..."""
    return query(
        """
        SELECT credential_id, item, audience, status, amount_usd, amount_low_usd, amount_high_usd,
            period_months, requirement, ce_hours, basis, source, as_of
        FROM marts.costs
        """
    )


def skill_sets() -> dict[str, frozenset[str]]:
    """credential_id -> the ids of all its skills."""
    found: dict[str, set[str]] = {}
    rows = skills()
    for credential_id, skill_id in zip(rows["credential_id"], rows["skill_id"], strict=True):
        found.setdefault(credential_id, set()).add(skill_id)
    return {credential_id: frozenset(ids) for credential_id, ids in found.items()}


def skills() -> pd.DataFrame:
    """credential_id, skill_id, skill_group: every skill of every credential."""
    return query(
        """
        SELECT s.credential_id, s.skill_id, k.skill_group
        FROM marts.credential_skills s JOIN marts.skills k USING (skill_id)
        """
    )


def wage(filters: Filters) -> pd.Series:
    """The yearly median wage of the chosen occupation group (else of all) in the industry.

    One row: annual_median_usd, occupation, industry (``All industries`` where the group's wage in
    the chosen one is not published). OEWS, United States.
    """
    return query(
        """
        SELECT
            w.annual_median_usd,
            coalesce(g.short_name, 'All occupations') AS occupation,
            coalesce(i.short_name, 'All industries') AS industry
        FROM marts.wages_by_industry w
        LEFT JOIN marts.occupation_groups g USING (soc_group)
        LEFT JOIN marts.industries i USING (naics_sector)
        WHERE w.occupation_level = 0 AND w.annual_median_usd IS NOT NULL
            AND w.soc_group IN ($occupation, '00') AND w.naics_sector IN ($industry, 'all')
        ORDER BY w.soc_group = $occupation DESC, w.naics_sector = $industry DESC
        LIMIT 1
        """,
        **filters.parameters(),
    ).iloc[0]


def advertised_pay(filters: Filters) -> pd.DataFrame:
    """Pay of the postings that a premium is fitted on: credential_id, pay_n, median_pay_usd."""
    return query(
        f"""
        SELECT m.credential_id, count(*) AS pay_n, median(m.pay_usd) AS median_pay_usd
        FROM (FROM marts.posting_mentions WHERE {MENTIONS_CHOSEN} AND pay_usd > 0) m
        SEMI JOIN (FROM marts.postings WHERE soc_group IS NOT NULL) p USING (posting_id)
        GROUP BY m.credential_id
        """,
        **filters.parameters(),
    )
