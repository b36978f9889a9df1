"""What is known of one credential beyond the postings: costs, and what others say of it."""

import pandas as pd

from dashboard.warehouse import query


def costs(credential_id: str) -> pd.DataFrame:
    """Every price of it: item, audience, status, amounts in US dollars, period, basis, source."""
    return query(
        """
        SELECT item, audience, status, amount, currency, amount_usd, amount_low_usd,
            amount_high_usd, period_months, requirement, basis, price_year, fresh_until, source,
            as_of, source_quality
        FROM marts.costs WHERE credential_id = $credential_id
        ORDER BY list_position(['earn', 'membership', 'renewal'], item), audience NULLS FIRST
        """,
        credential_id=credential_id,
    )


def published(name: str, abbreviation: str | None) -> pd.DataFrame:
    """Figures that others published of it: of whom, what, value, unit, n, year, source, url.

    A figure is of it where the name, or the abbreviation as a word of its own, stands in what the
    figure is of.
    """
    return query(
        """
        SELECT credential_or_group AS about, metric, value, unit, denominator, year, region,
            source, url
        FROM marts.published_figures
        WHERE contains(lower(credential_or_group), lower($name)) OR (
            length($abbreviation) >= 3
            AND list_contains(regexp_extract_all(credential_or_group, '[A-Za-z0-9+]+'),
                $abbreviation)
        )
        ORDER BY year DESC, figure_id
        """,
        name=name,
        abbreviation=abbreviation or "",
    )


def offers(credential_id: str) -> pd.DataFrame:
    """What fetched catalogs say of it: name, issuer, price, hours, level, source, date."""
    return query(
        """
        SELECT o.name, o.issuer, o.price_amount, o.price_currency, o.hours, o.level,
            s.title AS source, o.as_of, o.url
        FROM marts.offered_credentials o
        LEFT JOIN marts.sources s ON s.source_id = o.source_id
        WHERE o.credential_id = $credential_id
        ORDER BY ALL
        """,
        credential_id=credential_id,
    )


def labels() -> dict[str, str]:
    """NAICS sector code -> short name, and the catalog's word for all of them."""
    rows = query("SELECT naics_sector, short_name FROM marts.industries")
    names = dict(zip(rows["naics_sector"], rows["short_name"], strict=True))
    return names | {"cross": "all industries"}
