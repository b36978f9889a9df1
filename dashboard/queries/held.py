"""By which names a credential can be written, to know what people say they hold."""

import pandas as pd

from dashboard.warehouse import query


def forms() -> pd.DataFrame:
    """Every name, abbreviation and alias: credential_id, form, is_name (the catalog's own name)."""
    return query("""
        SELECT credential_id, name AS form, true AS is_name FROM marts.credentials
        UNION ALL
        SELECT credential_id, abbreviation, false FROM marts.credentials
        WHERE abbreviation IS NOT NULL
        UNION ALL
        SELECT credential_id, alias, false FROM marts.aliases
        ORDER BY ALL
    """)
