"""What a stack of credentials costs as it grows. Pure; frames in, frames out."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dashboard.metrics import count, dollars, listed, plural
from dashboard.ownership import total_in_words

MOST_MEMBERS = 12
SUGGESTED = 8
MIN_REFERENCES = 5
"""Fewest known totals of certificates or degrees for their median to be a reference."""
REFERENCE_KINDS = ("certificate", "degree")
COMPETING = ("microcredential", "certification")
"""Kinds that stacks are made of, in this order."""
CROSSED = ["step", "member", "usd", "name"]


def areas(skills: pd.DataFrame, rows: pd.DataFrame) -> dict[str, str]:
    """Skill groups in which at least two of the rows teach something, as key -> name.

    Args:
        skills: ``queries.cost.skills``.
        rows: credential_id, kind, total_usd of ``ownership.with_total_cost``.
    """
    members = rows[rows["kind"].isin(COMPETING) & rows["total_usd"].notna()]
    inside = skills[skills["credential_id"].isin(members["credential_id"])]
    sizes = inside.groupby("skill_group")["credential_id"].nunique()
    return {str(group): str(group) for group in sizes[sizes >= 2].index}


def suggested(
    skills: pd.DataFrame, rows: pd.DataFrame, edges: pd.DataFrame, area: str
) -> list[str]:
    """A stack of one skill area: its microcredentials, then its certifications.

    Those with a known total, most asked for first; of equals the cheaper. One that another asks for
    or advises to have first stands before it.

    Args:
        skills: ``queries.cost.skills``.
        rows: credential_id, kind, total_usd, postings.
        edges: ``queries.catalog.edges``.
    """
    inside = skills[skills["skill_group"] == area]["credential_id"].unique()
    known = rows[rows["credential_id"].isin(inside) & rows["total_usd"].notna()]
    known = known[known["kind"].isin(COMPETING)]
    ranked = known.assign(
        rank=known["kind"].map(COMPETING.index), postings=known["postings"].fillna(0)
    ).sort_values(
        ["rank", "postings", "total_usd", "credential_id"], ascending=[True, False, True, True]
    )
    return _in_order(list(ranked["credential_id"].head(SUGGESTED)), edges)


def _in_order(members: list[str], edges: pd.DataFrame) -> list[str]:
    """Each behind its prerequisites among them, else as given."""
    first = edges[edges["relation"] == "prerequisite"]
    ordered: list[str] = []

    def place(member: str, waiting: tuple[str, ...]) -> None:
        if member in ordered or member in waiting:
            return
        before = set(first.loc[first["to_id"] == member, "from_id"])
        for other in members:
            if other in before:
                place(other, (*waiting, member))
        ordered.append(member)

    for member in members:
        place(member, ())
    return ordered


def growing(members: pd.DataFrame, taught: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """The stack member by member, in the order of the rows.

    Args:
        members: credential_id, name, hours, total_usd, at_least_usd, unknown.
        taught: ``queries.cost.skill_sets``.

    Returns:
        credential_id, name, step (from 1), cost_words, sum_usd (so far; at least, where a part of
        one is not known), is_whole, skills (so far), new_skills, hours (so far; NA where those of
        one are not known).
    """
    paid, is_whole, seen, hours, steps = 0.0, True, set[str](), 0.0, []
    for step, row in enumerate(members.to_dict("records"), 1):
        total, least = row["total_usd"], row["at_least_usd"]
        is_whole = is_whole and not pd.isna(total)
        known = least if pd.isna(total) else total
        paid += 0.0 if pd.isna(known) else float(known)
        own = set(taught.get(row["credential_id"], ()))
        hours += float("nan") if pd.isna(row["hours"]) else float(row["hours"])
        words = total_in_words(total, least, row["unknown"])
        steps.append(
            (row["credential_id"], row["name"], step, words, paid, is_whole, len(seen | own),
             len(own - seen), hours)
        )  # fmt: skip
        seen |= own
    columns = ["credential_id", "name", "step", "cost_words", "sum_usd", "is_whole", "skills"]
    return pd.DataFrame(steps, columns=[*columns, "new_skills", "hours"])


def references(
    everything: pd.DataFrame, filed: pd.DataFrame, inside: Sequence[str], area: str, industry: str
) -> dict[str, float]:
    """The median total of certificates and of degrees that a stack competes with, with its n.

    Of the skill area; where fewer than ``MIN_REFERENCES`` totals are known, of the chosen industry,
    else of the whole catalog; none where that is too few as well.

    Args:
        everything, filed: kind, credential_id, total_usd of the whole catalog, and of what is filed
            under the industry, whatever the chosen kinds.
        inside: the credentials that teach something of the area.
    """
    wheres = (
        (everything[everything["credential_id"].isin(inside)], area),
        (filed, industry.lower()),
        (everything, "the whole catalog"),
    )
    found: dict[str, float] = {}
    for kind in REFERENCE_KINDS:
        for rows, where in wheres:
            known = rows.loc[rows["kind"] == kind, "total_usd"].dropna()
            if len(known) >= MIN_REFERENCES:
                found[f"median {kind} in {where} (n = {count(len(known))})"] = float(known.median())
                break
    return found


def crossings(rows: pd.DataFrame, references: Mapping[str, float]) -> pd.DataFrame:
    """With which member the stack comes to cost more than each reference, the lowest first.

    Args:
        rows: from ``growing``. A sum that is only known "at least" can cross too: it is not less.

    Returns:
        step, member, usd (of the reference), name (of the reference).
    """
    found = []
    for name, usd in sorted(references.items(), key=lambda pair: pair[1]):
        above = rows[rows["sum_usd"] > usd]
        if len(above):
            first = above.iloc[0]
            found.append((int(first["step"]), first["name"], usd, name))
    return pd.DataFrame(found, columns=CROSSED)


def missing_before(
    members: Sequence[str], edges: pd.DataFrame, names: Mapping[str, str]
) -> list[str]:
    """Members whose required prerequisite does not stand before them, each in words."""
    needed = edges[(edges["relation"] == "prerequisite") & (edges["strength"] == "required")]
    found = []
    for i, member in enumerate(members):
        before = needed[needed["to_id"] == member]
        absent = before[~before["from_id"].isin(members[:i])]["from_name"].drop_duplicates()
        if len(absent):
            found.append(f"{names[member]} needs {listed(absent)} first")
    return found


def answer(
    rows: pd.DataFrame, references: Mapping[str, float], crossed: pd.DataFrame, over: str
) -> str:
    """What the stack costs, what it teaches, and where it passes what it competes with."""
    last = rows.iloc[-1]
    least = "" if last["is_whole"] else "at least "
    sentence = (
        f"{plural(len(rows), 'credential')} together cost {least}{dollars(last['sum_usd'])} {over} "
        f"and teach {plural(last['skills'], 'skill')}"
    )
    if not references:
        return f"{sentence}; too few certificates and degrees have a known total to compare."
    for row in crossed.to_dict("records"):
        sentence += f"; with the {_ordinal(row['step'])}, {row['member']}, they pass the "
        sentence += f"{row['name']} at {dollars(row['usd'])}"
    below = [name for name in references if name not in set(crossed["name"])]
    if below:
        # What is only known "at least" may cost more.
        word = "stay below" if last["is_whole"] else "are not shown to pass"
        sentence += f"; they {word} the {listed(f'{n} at {dollars(references[n])}' for n in below)}"
    return sentence + "."


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"
