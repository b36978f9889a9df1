"""What can be chosen in the sidebar, from the data themselves."""

from dashboard.warehouse import query


def industries() -> dict[str, str]:
    """NAICS sector code -> short name, every sector, with or without postings."""
    rows = query("SELECT naics_sector, short_name FROM marts.industries ORDER BY naics_sector")
    return dict(zip(rows["naics_sector"], rows["short_name"], strict=True))


def occupations() -> dict[str, str]:
    """SOC major group -> short name."""
    rows = query("SELECT soc_group, short_name FROM marts.occupation_groups ORDER BY soc_group")
    return dict(zip(rows["soc_group"], rows["short_name"], strict=True))


def places() -> dict[str, str]:
    """Country, or country and region (``US-CA``), that postings name -> its name."""
    rows = query("""
        WITH places AS (
            SELECT country::VARCHAR AS country, region::VARCHAR AS region,
                sum(postings) AS postings
            FROM marts.posting_cells WHERE country IS NOT NULL
            GROUP BY GROUPING SETS ((country), (country, region))
            HAVING grouping(region) = 1 OR region IS NOT NULL
        )
        SELECT
            p.country || coalesce('-' || p.region, '') AS place,
            c.country_name || coalesce(': ' || r.region_name, '') AS place_name
        FROM places p
        JOIN marts.countries c USING (country)
        LEFT JOIN marts.regions r ON r.country = p.country AND r.region = p.region
        ORDER BY max(p.postings) OVER (PARTITION BY p.country) DESC,
            p.region NULLS FIRST, place_name
    """)
    return dict(zip(rows["place"], rows["place_name"], strict=True))
