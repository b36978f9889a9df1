"""What the catalog says of credentials: prices, skills, steps, issuers."""

import pandas as pd

from dashboard.filters import ALL, Filters
from dashboard.warehouse import query

FILED_UNDER = """
    ($industry = 'all' OR list_contains(naics_sectors, $industry)
        OR list_contains(naics_sectors, 'cross'))
    AND list_contains($kinds, kind)
"""


def credentials(filters: Filters) -> pd.DataFrame:
    """The catalog's credentials that are filed under the chosen industry and kinds.

    A row of ``marts.credentials`` each. The catalog's filing is editorial; recognition is not.
    """
    return query(
        f"SELECT * FROM marts.credentials WHERE {FILED_UNDER} ORDER BY name",
        **filters.parameters(),
    )


def everything() -> pd.DataFrame:
    """Every credential: a row of ``marts.credentials`` each, by id."""
    return query("FROM marts.credentials ORDER BY credential_id")


def kinds_and_countries() -> pd.DataFrame:
    """credential_id, kind and country of every credential."""
    return query("SELECT credential_id, kind, country FROM marts.credentials ORDER BY ALL")


def home_of_licence(credential_id: str) -> str | None:
    """The country in which alone a licence counts; None for any other credential."""
    rows = query(
        """
        SELECT country FROM marts.credentials
        WHERE credential_id = $credential_id AND kind = 'licence' AND country <> 'INT'
        """,
        credential_id=credential_id,
    )
    return None if rows.empty else str(rows["country"].iloc[0])


def named(credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """The named credentials, in the order asked for; unknown ids are left out.

    A row of ``marts.credentials`` each, and issuer_country, where its issuer is at home:
    ``country`` tells where the credential is used.
    """
    rows = query(
        """
        SELECT c.*, i.country AS issuer_country
        FROM marts.credentials c LEFT JOIN marts.issuers i USING (issuer_id)
        WHERE list_contains($ids, credential_id)
        """,
        ids=credential_ids,
    )
    order = {credential_id: i for i, credential_id in enumerate(credential_ids)}
    return rows.sort_values("credential_id", key=lambda ids: ids.map(order)).reset_index(drop=True)


def names() -> dict[str, str]:
    """credential_id -> name, of the whole catalog, by name."""
    rows = query("SELECT credential_id, name FROM marts.credentials ORDER BY lower(name)")
    return dict(zip(rows["credential_id"], rows["name"], strict=True))


def skills_of(credential_ids: tuple[str, ...]) -> pd.DataFrame:
    """credential_id, skill_id, skill_name, skill_group of the named credentials."""
    return query(
        """
        SELECT s.credential_id, k.skill_id, k.skill_name, k.skill_group
        FROM marts.credential_skills s JOIN marts.skills k USING (skill_id)
        WHERE list_contains($ids, s.credential_id)
        ORDER BY s.credential_id, k.skill_name
        """,
        ids=credential_ids,
    )


def edges() -> pd.DataFrame:
    """Every typed step between credentials and awards."""
    return query("FROM marts.edges")


def nodes() -> pd.DataFrame:
    """Every credential and named award: node_id, node_name, node_kind, issuer_name."""
    return query("FROM marts.nodes")


def connected(industry: str) -> dict[str, str]:
    """node_id -> name of what has at least one step: the industry's own credentials first, then
    the other credentials, then awards that the catalog only names.
    """
    rows = query(
        """
        SELECT DISTINCT n.node_id, n.node_name, n.is_catalogued,
            coalesce(list_contains(c.naics_sectors, $industry), false) AS is_filed_here
        FROM marts.nodes n
        LEFT JOIN marts.credentials c ON c.credential_id = n.node_id
        JOIN (SELECT from_id AS id FROM marts.edges UNION SELECT to_id FROM marts.edges) e
            ON e.id = n.node_id
        ORDER BY is_filed_here DESC, n.is_catalogued DESC, lower(n.node_name)
        """,
        industry=industry,
    )
    return dict(zip(rows["node_id"], rows["node_name"], strict=True))


def connected_in(industry: str) -> int:
    """How many credentials with at least one step the catalog files under an industry."""
    rows = query(
        """
        SELECT count(*) AS n FROM marts.credentials
        WHERE list_contains(naics_sectors, $industry) AND credential_id IN
            (SELECT from_id FROM marts.edges UNION SELECT to_id FROM marts.edges)
        """,
        industry=industry,
    )
    return int(rows["n"].iloc[0])


def sharing_skills(credential_id: str, at_most: int) -> dict[str, str]:
    """credential_id -> name of those that share most skills with one, of any kind."""
    rows = query(
        """
        SELECT c.credential_id, c.name, count(*) AS shared
        FROM marts.credential_skills own
        JOIN marts.credential_skills other USING (skill_id)
        JOIN marts.credentials c ON c.credential_id = other.credential_id
        WHERE own.credential_id = $credential_id AND c.credential_id <> $credential_id
        GROUP BY ALL ORDER BY shared DESC, c.name LIMIT $at_most
        """,
        credential_id=credential_id,
        at_most=at_most,
    )
    return dict(zip(rows["credential_id"], rows["name"], strict=True))


def sector_members() -> pd.DataFrame:
    """naics_sector, short_name, credential_id, kind: the catalog's filing; 'cross' is left out."""
    return query("""
        SELECT s.naics_sector, i.short_name, s.credential_id, c.kind
        FROM marts.credential_sectors s
        JOIN marts.industries i USING (naics_sector)
        JOIN marts.credentials c USING (credential_id)
        ORDER BY s.naics_sector, s.credential_id
    """)


def kind_summary(filters: Filters, skill_area: str = ALL) -> pd.DataFrame:
    """The kinds side by side under the industry: what they have in common and where they differ.

    kind, credentials, with_price, median_price_usd, with_hours, median_hours, with_renewal,
    expiring, with_skills, median_skills, median_area_skills and median_area_share (skills of the
    area, and their part of all of a credential), academic (issued by a college or university),
    with_delivery, online, with_onward, credit_bearing.

    Args:
        skill_area: a skill group, of which a credential must teach at least one skill; or ``all``.
    """
    return query(
        """
        WITH in_area AS (
            SELECT s.credential_id, count(*) FILTER (
                $skill_area = 'all' OR k.skill_group = $skill_area) AS area_skills
            FROM marts.credential_skills s JOIN marts.skills k USING (skill_id)
            GROUP BY s.credential_id
        ),
        priced AS (
            SELECT *, CASE
                WHEN price_status = 'free' THEN 0.0
                ELSE coalesce(price_usd, (price_low_usd + price_high_usd) / 2)
            END AS earn_usd
            FROM marts.credentials
        ),
        onward AS (
            SELECT from_id AS credential_id, bool_or(is_credit_bearing) AS is_credit_bearing
            FROM marts.edges
            WHERE relation IN ('prerequisite', 'credit_toward', 'part_of') GROUP BY from_id
        )
        SELECT
            kind,
            count(*) AS credentials,
            count(earn_usd) AS with_price,
            median(earn_usd) AS median_price_usd,
            count(hours) AS with_hours,
            median(hours) AS median_hours,
            count(renewal_period_months) AS with_renewal,
            count(*) FILTER (renewal_period_months > 0) AS expiring,
            count(*) FILTER (skill_count > 0) AS with_skills,
            median(skill_count) FILTER (skill_count > 0) AS median_skills,
            median(a.area_skills) FILTER (skill_count > 0) AS median_area_skills,
            median(a.area_skills / skill_count) FILTER (skill_count > 0) AS median_area_share,
            count(*) FILTER (issuer_type IN ('college', 'university')) AS academic,
            count(*) FILTER (len(delivery) > 0) AS with_delivery,
            count(*) FILTER (list_has_any(delivery, ['online', 'exam_at_home'])) AS online,
            count(o.credential_id) AS with_onward,
            count(*) FILTER (o.is_credit_bearing) AS credit_bearing
        FROM priced c
        LEFT JOIN onward o USING (credential_id)
        LEFT JOIN in_area a USING (credential_id)
        WHERE ($industry = 'all' OR list_contains(naics_sectors, $industry)
            OR list_contains(naics_sectors, 'cross'))
            AND ($skill_area = 'all' OR a.area_skills > 0)
        GROUP BY kind
        """,
        **filters.parameters(),
        skill_area=skill_area,
    )
