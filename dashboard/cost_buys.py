"""What a credential's cost buys: learning hours, skills, skills that are new. Pure."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

UNITS = {
    "per_hour_usd": "learning hour",
    "per_skill_usd": "skill",
    "per_new_skill_usd": "new skill",
}


def with_units(
    rows: pd.DataFrame, taught: Mapping[str, Collection[str]], held: Collection[str], seats: int
) -> pd.DataFrame:
    """Add what an hour, a skill and a newly covered skill of each credential cost one person.

    Credentials that are held already are left out. A ratio is NA where the total or the number it
    is divided by is not known; one without a new skill has none. The price of an exam buys no hours
    of learning: one without a course in its price has no cost for an hour.

    Args:
        rows: credential_id, hours, total_usd (for all seats), covers_learning.
        taught: ``queries.cost.skill_sets``.
        held: ids of credentials whose skills are there already.

    Returns:
        rows with skills_n and new_skills (NA where no skill of it is on record), per_hour_usd,
        per_skill_usd, per_new_skill_usd.
    """
    there: set[str] = set().union(*(taught.get(one, ()) for one in held))
    rows = rows[~rows["credential_id"].isin(list(held))].copy()
    sets = [taught.get(one) for one in rows["credential_id"]]
    rows["skills_n"] = _numbers([None if s is None else len(s) for s in sets], rows)
    rows["new_skills"] = _numbers([None if s is None else len(set(s) - there) for s in sets], rows)
    each = rows["total_usd"].astype("Float64") / seats
    hours = rows["hours"].astype("Float64").where(rows["covers_learning"])
    rows["per_hour_usd"] = each / hours.where(hours > 0)
    rows["per_skill_usd"] = each / rows["skills_n"].where(rows["skills_n"] > 0)
    rows["per_new_skill_usd"] = each / rows["new_skills"].where(rows["new_skills"] > 0)
    return rows


def _numbers(values: Sequence[int | None], rows: pd.DataFrame) -> pd.Series:
    return pd.Series(pd.array(values, dtype="Float64"), index=rows.index)
