"""What postings do beside what employers say: rows and words. Pure."""

import pandas as pd

from analysis.clustering import Clusters, clustered_interval
from analysis.statistics import MEASURED, NOT_COLLECTED, wilson_interval
from dashboard.metrics import (
    KIND_LABELS,
    STRENGTH_LABELS,
    count,
    interval,
    of_100,
    percent,
    plural,
    range_of_100,
)
from dashboard.ranking import state_of
from dashboard.survey_answers import STATED

DO = "do"


DONE = (
    ("Do: postings that name any credential", "any", ("any", *STRENGTH_LABELS)),
    ("Do: postings that name one of a kind", "kind", ("any",)),
)
COLUMNS = ["section", "key", "group", "label", "mark", "share", "low", "high", "n_words"]
COLUMNS += ["kind", "strength", "k", "n"]
KINDS = tuple(kind for kind in KIND_LABELS if kind != "degree")
EMPLOYERS_TITLE = "Do: employers with such a posting in these data"
SCALE = (
    "Two different counts on one scale: said, of 100 people who answered a survey; done, of 100 "
    "postings, or of 100 employers with postings here."
)
LIMITS = (
    "An employer may value a credential and leave it out of its ads, so the distance is no proof "
    "that anybody spoke untruly. Surveys speak of all industries unless a row says otherwise; "
    "postings follow the sidebar. A hollow dot has no interval: its n is not stated, or its base "
    "is unclear."
)


def done(counts: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """What postings do: shares that name at least one credential, clustered by employer.

    Args:
        counts: from ``queries.surveys.at_least_one``; combinations without a row are 0 of n.
        base: from ``queries.recognition.denominators``.

    Returns:
        The columns of ``survey_answers.said`` that apply, and kind, strength, k, n.
    """
    clusters = Clusters(float(base["postings"]), float(base["n_squared"]), int(base["clusters"]))
    wanted = [
        (title, kind, strength)
        for title, kinds, strengths in DONE
        for kind in (KINDS if kinds == "kind" else (kinds,))
        for strength in strengths
    ]
    rows = pd.DataFrame(wanted, columns=["group", "kind", "strength"]).merge(
        counts, on=["kind", "strength"], how="left"
    )
    numbers = ["postings", "k_squared", "k_times_n", "employers"]
    rows[numbers] = rows[numbers].astype(float).fillna(0)
    k, k_squared, k_times_n = (rows[c].to_numpy() for c in numbers[:3])
    bounds = clustered_interval(k, k_squared, k_times_n, clusters)
    postings = rows.assign(
        mark=rows["strength"],
        label=[_label(k, s) for k, s in zip(rows["kind"], rows["strength"], strict=True)],
        k=rows["postings"],
        n=clusters.n,
        low=bounds.low,
        high=bounds.high,
    )
    known = int(base["employers"])
    own = rows[(rows["strength"] == "any") & rows["kind"].isin(["any", "microcredential"])]
    ends = wilson_interval(own["employers"], known)
    employers = own.assign(
        group=EMPLOYERS_TITLE,
        mark="employers",
        label=["any credential" if k == "any" else f"a {k}" for k in own["kind"]],
        k=own["employers"],
        n=known,
        low=ends.low,
        high=ends.high,
    )
    every = pd.concat([postings, employers], ignore_index=True)
    return every.assign(
        section=DO,
        key="do",
        share=every["k"] / every["n"].where(every["n"] > 0),
        n_words=[f"{count(k)} of {count(n)}" for k, n in zip(every["k"], every["n"], strict=True)],
    )[COLUMNS]


def answer(answers: pd.DataFrame, acts: pd.DataFrame, base: pd.Series, where: str) -> str:
    """What is said and what is done, in one sentence with its uncertainty.

    Args:
        answers: from ``survey_answers.said``.
        acts: from ``done``.
        base: from ``queries.recognition.denominators``.
        where: the choices in words, such as `` in health care``.
    """
    value = answers[answers["key"] == "value"]["share"]
    heard = (
        f"In surveys {range_of_100(value.min(), value.max())} of 100 asked say that such "
        "credentials are of value"
    )
    state, postings = state_of(base), int(base["postings"])
    if state == NOT_COLLECTED:
        return f"{heard}; what postings{where} do was not collected."
    if state != MEASURED:
        return (
            f"{heard}; too few postings{where} to say what they do: "
            f"{plural(postings, 'posting')} of {plural(base['employers'], 'known employer')}."
        )
    rows = acts.set_index(["group", "kind", "strength"])
    micro = rows.loc[(DONE[1][0], "microcredential", "any")]
    anything = rows.loc[(DONE[0][0], "any", "any")]
    required = rows.loc[(DONE[0][0], "any", "required")]
    named = (
        f"{of_100(micro['share'])} postings{where} name a microcredential "
        f"({range_of_100(micro['low'], micro['high'])})"
        if micro["k"]
        else f"none of {plural(postings, 'posting')}{where} names a microcredential (at most "
        f"{of_100(micro['high'])})"
    )
    return (
        f"{heard}; {named}. Any credential at all is named in {of_100(anything['share'])} "
        f"({range_of_100(anything['low'], anything['high'])}) and required in "
        f"{of_100(required['share'])} ({range_of_100(required['low'], required['high'])})."
    )


def headline(
    answers: pd.DataFrame, acts: pd.DataFrame, base: pd.Series
) -> list[tuple[str, str, str]]:
    """Four figures: title, value, explanation."""
    value = answers[answers["key"] == "value"]["share"]
    said_so = (
        "Say they are of value",
        interval(value.min(), value.max()).replace(" to ", "–"),  # fits a narrow screen
        f"Lowest and highest of {len(value)} survey answers; no mean, for the questions differ.",
    )
    if state_of(base) != MEASURED:
        return [said_so]
    rows = acts.set_index(["group", "kind", "strength"])
    return [
        said_so,
        *(
            (
                title,
                percent(row["share"]),
                f"{row['n_words']} {unit}, 95 % interval {interval(row['low'], row['high'])}.",
            )
            for title, unit, row in (
                ("Any credential named", "postings", rows.loc[(DONE[0][0], "any", "any")]),
                ("One required", "postings", rows.loc[(DONE[0][0], "any", "required")]),
                (
                    "A microcredential named",
                    "postings",
                    rows.loc[(DONE[1][0], "microcredential", "any")],
                ),
            )
        ),
    ]


def notes(answers: pd.DataFrame) -> list[str]:
    """What the reader must know of both sides."""
    stated = answers[answers["mark"] == STATED]
    smallest = stated.loc[stated["high"].sub(stated["low"]).idxmax()]
    return [
        "Surveys: figures as published, never pooled, because each asks other people another "
        "question. The interval is Wilson's on the n stated, as if those asked had been drawn by "
        "lot. Who agreed to answer, and that several sponsors sell credentials, no interval shows. "
        "The table names the source and what it says of itself. "
        f"The least certain is that of {smallest['label']} ({smallest['n_words']}, "
        f"{interval(smallest['low'], smallest['high'])}).",
        "No survey here asks by industry but those on cyber security: nothing is "
        "divided among industries that was not asked so. Answers whose figure could not be seen at "
        "its source are left out.",
        "Postings: those that name at least one credential of the catalog, degrees left out. A "
        "posting that requires one and prefers another counts in both rows, so that the rows do "
        "not add up. All kinds and strengths stand here side by side, whatever the sidebar says of "
        "them. The intervals allow for postings of one employer being alike.",
        "Employers: known ones with at least one posting that names a credential. An employer seen "
        "with few postings has had little occasion, so this share is a lower bound of what "
        "employers do.",
        "A licence that the law takes for granted is often left out of a posting.",
        "The published hires are of firms that dropped degree requirements, counted in career "
        "histories: behaviour, not opinion, and not about any one credential.",
    ]


def _label(kind: str, strength: str) -> str:
    if kind != "any":
        return KIND_LABELS[kind].lower()
    words = {
        "any": "named at all",
        "required": "as required",
        "preferred": "as preferred",
        "mentioned": "without either word",
    }
    return words[strength]
