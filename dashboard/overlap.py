"""What credentials teach alike, in words and frames. Pure; no Streamlit."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.overlap import Weights, redundancy, similarity
from dashboard.metrics import listed, percent, plural

MOST_SHOWN = 12
Skills = Mapping[str, frozenset[str]]


def pairs(
    ids: Sequence[str], names: Mapping[str, str], skills: Skills, weights: Weights
) -> pd.DataFrame:
    """A row per ordered pair: one, other (names), value (0 to 1; NA where skills are not known),
    shared (number of skills).
    """
    rows = [
        (
            names[a],
            names[b],
            similarity(skills.get(a, ()), skills.get(b, ()), weights),
            len(skills.get(a, frozenset()) & skills.get(b, frozenset())),
        )
        for a in ids
        for b in ids
    ]
    return pd.DataFrame(rows, columns=["one", "other", "value", "shared"]).astype(
        {"value": "Float64"}
    )


def table(
    ids: Sequence[str],
    names: Mapping[str, str],
    skills: Skills,
    weights: Weights,
    skill_names: Mapping[str, str],
) -> pd.DataFrame:
    """A row per credential: its skills, what it is most like, what the others teach already.

    name, skills, like, likeness, redundancy (0 to 1, NA where its skills are not known), only_here
    (names of the skills that no other of the chosen teaches).
    """
    rows = []
    for one in ids:
        own = skills.get(one, frozenset())
        others = [(similarity(own, skills.get(o, ()), weights), names[o]) for o in ids if o != one]
        known = sorted((-value, name) for value, name in others if value is not None)
        held = [skills.get(o, frozenset()) for o in ids if o != one]
        new = own.difference(*held)
        rows.append(
            (
                names[one],
                len(own),
                known[0][1] if known and known[0][0] < 0 else None,
                -known[0][0] if known else None,
                redundancy(own, held, weights),
                ", ".join(skill_names[s] for s in sorted(new, key=lambda s: (-weights[s], s))),
            )
        )
    columns = ["name", "skills", "like", "likeness", "redundancy", "only_here"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"likeness": "Float64", "redundancy": "Float64"}
    )


def answer(rows: pd.DataFrame) -> str:
    """Which of the chosen is most redundant, and which two are most alike.

    Args:
        rows: from ``table``.
    """
    if len(rows) < 2:
        return "Choose two credentials or more, and see how much of each the others teach already."
    known = rows.dropna(subset=["redundancy"])
    unknown = rows[rows["redundancy"].isna()]["name"]
    if len(known) < 2:
        return "Of too few of these are the skills known to compare them."
    top = known[known["redundancy"] == known["redundancy"].max()]
    value = float(top["redundancy"].iloc[0])
    if value == 0:
        text = f"None of these {len(known)} teaches a skill that another of them teaches"
    else:
        share = percent(value, digits=0)
        is_one = len(top) == 1
        text = (
            f"{listed(top['name'])} {'is' if is_one else 'are'} most redundant: {share} of what "
            f"{'it' if is_one else 'each'} teaches, by weight, the others teach too"
        )
        alike = known.dropna(subset=["like"])
        first = alike.sort_values(["likeness", "name"], ascending=[False, True]).iloc[0]
        text += (
            f". Most alike are {first['name']} and {first['like']} "
            f"({percent(float(first['likeness']), digits=0)})"
        )
    if len(unknown):
        text += f". The skills of {listed(unknown)} are not known"
    return text + "."


def note(n_known: int) -> str:
    """How to read the picture."""
    return (
        "In a cell: weight of the skills that both teach, of the weight of those that either "
        f"teaches, in percent. A skill weighs more the fewer of {plural(n_known, 'credential')} "
        "teach it. Hatched: skills not known."
    )


def area_note(area: str, shown: int, all_of_it: int, is_measured: bool) -> str:
    """Which of an area's credentials are shown, and why these."""
    if shown == all_of_it:
        return f"All {plural(all_of_it, 'credential')} that teach a skill of {area}."
    order = "most asked for" if is_measured else "with most skills of it"
    return f"The {shown} {order} of {plural(all_of_it, 'credential')} that teach a skill of {area}."


NOTES = [
    "Skills are those that an issuer names for its credential, in one vocabulary, the same that "
    "postings are read with. An issuer that names few skills looks more redundant than it is.",
    "Two credentials that teach the same skills may differ in depth; Compare shows that.",
]
