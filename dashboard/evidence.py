"""The drill-down: which postings stand behind a credential's number."""

import pandas as pd

from dashboard import exports, show
from dashboard.filters import Filters, describe
from dashboard.metrics import count, plural
from dashboard.queries import evidence as queries
from dashboard.tables.evidence import evidence, evidence_table

TEXTS = (
    "Texts of postings belong to their advertisers and are not kept: a row gives the words found, "
    "what told how they are meant, and the link where the source has one. The sentence stands "
    "where the source's licence lets us keep it, as with postings of the US government."
)


def part(filters: Filters, credential_id: str, name: str) -> None:
    """Draw the postings that ask for a credential under the filters."""
    rows = queries.postings_behind(filters, credential_id)
    if rows.empty:
        show.nothing(f"No posting under these choices asks for {name}.")
        return
    show.caption(sentence(rows, name))
    table = evidence_table(rows)
    evidence(table, name)
    exports.offer(table, "postings", f"{name} · {describe(filters)}")
    show.caption(TEXTS)


def sentence(rows: pd.DataFrame, name: str) -> str:
    """How many postings ask for it, and how many of them are listed."""
    total, listed = int(rows["total"].iloc[0]), len(rows)
    if listed == total:
        return f"All {plural(total, 'posting')} that ask for {name}, required first."
    return (
        f"{count(listed)} of the {count(total)} postings that ask for {name}, required first and "
        "newest first. Choose an industry, a place or an occupation to see the others."
    )
