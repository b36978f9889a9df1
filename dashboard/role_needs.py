"""A role's needs from its postings, as a table. Pure; frames in, frames out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.clustering import Clusters
from analysis.needs import (
    ASKED_SHARE,
    DRAWN,
    GENERAL_LIFT,
    LEAST_FIT,
    LEAST_NAMING,
    LEAST_NEEDS,
    NAMED_SHARE,
    Shares,
    drawn_shares,
    fit,
    lift,
    measured_shares,
    role_state,
)
from analysis.statistics import MEASURED, MIN_EMPLOYERS
from dashboard.metrics import count, listed, plural
from dashboard.ranking import clusters_of

SUMS = ("postings", "k_squared", "k_times_n")
LICENCE = "licence"
CREDENTIAL = "credential:"
"""What the id of a need that is a credential begins with; all others are skill ids."""


@dataclass(frozen=True)
class Role:
    """A role and what its postings ask for.

    ``row`` of ``queries.roles.roles``; ``told``: measured, drawn, too few or not collected;
    ``asked`` from ``needs`` with names; ``fits``: the credentials made for its work.
    """

    row: pd.Series
    told: str
    asked: pd.DataFrame
    fits: frozenset[str]

    @property
    def name(self) -> str:
        return str(self.row["occupation_name"])

    def needs(self, least_share: float) -> pd.DataFrame:
        """What at least so large a share of its postings asks for."""
        return self.asked[self.asked["share"] >= least_share].reset_index(drop=True)


def state(role: pd.Series, least: int) -> str:
    """Whether the needs of a role can be told, of a row of ``queries.roles.roles``."""
    return role_state(
        int(role["postings"]),
        int(role["employers"]),
        int(role["minor_postings"]),
        int(role["minor_employers"]),
        least,
    )


def needs(
    role: pd.Series,
    occupations: pd.DataFrame,
    skills: pd.DataFrame,
    credentials: pd.DataFrame,
    everywhere: pd.DataFrame,
    least: int,
) -> pd.DataFrame:
    """What a role's postings ask for, largest share first; empty where it cannot be told.

    Args:
        role: its row of ``occupations``.
        occupations: ``queries.roles.roles``.
        skills: ``skills_by_occupation`` of its minor group.
        credentials: ``credentials_by_occupation``; those that the postings require are needs.
        everywhere: ``skills_everywhere``.
        least: fewest postings for a share.

    Returns:
        need_id (a skill id, or ``CREDENTIAL`` and a credential id), postings, employers (that name
        it), n, share, low, high (95 %), lift (times as often as in all
        postings; NA for a credential), is_credential,
        is_general (a skill asked for about as often everywhere). From ``ASKED_SHARE`` on; what
        counts as a need is for the reader's threshold to say. Of a measured role each is named by
        at least ``LEAST_NAMING`` employers.
    """
    required = credentials[credentials["postings"] > 0]
    required = required.assign(need_id=CREDENTIAL + required["credential_id"])
    columns = ["soc_code", "need_id", "employers", *SUMS]
    asked = pd.concat(
        [skills.rename(columns={"skill_id": "need_id"})[columns], required[columns]],
        ignore_index=True,
    )
    told = state(role, least)
    if told not in (MEASURED, DRAWN) or asked.empty:
        return _table(pd.DataFrame(columns=["need_id", "postings", "employers"]), role, everywhere)
    own = asked[asked["soc_code"] == role["soc_code"]].drop(columns="soc_code")
    if told == MEASURED:
        own = own[own["employers"] >= LEAST_NAMING].reset_index(drop=True)
        k, k_squared, k_times_n = (own[c].to_numpy(float) for c in SUMS)
        shares = measured_shares(k, k_squared, k_times_n, clusters_of(role))
    else:
        own, shares = _drawn(role, occupations, asked, own)
    table = _table(
        own.assign(share=shares.share, low=shares.low, high=shares.high), role, everywhere
    )
    kept = table[table["share"] >= ASKED_SHARE]
    return kept.sort_values(["share", "need_id"], ascending=[False, True]).reset_index(drop=True)


def skills_of(skills: pd.DataFrame) -> dict[str, frozenset[str]]:
    """credential_id -> its skill ids, of a table with both columns."""
    found: dict[str, set[str]] = {}
    for credential_id, skill_id in zip(skills["credential_id"], skills["skill_id"], strict=True):
        found.setdefault(credential_id, set()).add(skill_id)
    return {credential_id: frozenset(ids) for credential_id, ids in found.items()}


def fitting(
    credentials: pd.DataFrame, skills: pd.DataFrame, asked: pd.DataFrame, named: pd.DataFrame
) -> pd.Series:
    """Which credentials are made for work like this.

    One fits if at least ``LEAST_FIT`` of its skills belong to the role's work, or if enough of the
    role's postings name it; a licence, which allows one occupation, only in the second case.

    Args:
        credentials: credential_id, kind.
        skills: credential_id, skill_id.
        asked: ``needs`` of the role.
        named: credential_id, named_share, naming_employers in the role's postings.
    """
    belongs = frozenset(asked["need_id"])
    covers = skills_of(skills)
    enough = (named["named_share"] >= NAMED_SHARE) & (named["naming_employers"] >= LEAST_NAMING)
    by_name = set(named.loc[enough, "credential_id"])
    return pd.Series(
        [
            i in by_name
            or (kind != LICENCE and fit(covers.get(i, frozenset()), belongs) >= LEAST_FIT)
            for i, kind in zip(credentials["credential_id"], credentials["kind"], strict=True)
        ],
        index=credentials.index,
        dtype=bool,
    )


def _drawn(
    role: pd.Series, occupations: pd.DataFrame, asked: pd.DataFrame, own: pd.DataFrame
) -> tuple[pd.DataFrame, Shares]:
    """The counts of a thin role, and its shares drawn toward its minor group."""
    members = occupations[occupations["minor_group"] == role["minor_group"]]
    codes, ids = list(members["soc_code"]), sorted(asked["need_id"].unique())
    wide = {
        c: asked.pivot_table(index="need_id", columns="soc_code", values=c, aggfunc="sum")
        .reindex(index=ids, columns=codes)
        .fillna(0.0)
        .to_numpy(float)
        for c in SUMS
    }
    groups: list[Clusters] = [clusters_of(row) for _, row in members.iterrows()]
    shares = drawn_shares(
        wide["postings"],
        wide["k_squared"],
        wide["k_times_n"],
        groups,
        codes.index(role["soc_code"]),
    )
    counted = own.set_index("need_id").reindex(ids)[["postings", "employers"]].fillna(0).astype(int)
    # What only others of its minor group ask for is no need of this role.
    named = (counted["postings"] > 0).to_numpy()
    shares = Shares(shares.share[named], shares.low[named], shares.high[named])
    return counted[named].reset_index(names="need_id"), shares


def _table(rows: pd.DataFrame, role: pd.Series, everywhere: pd.DataFrame) -> pd.DataFrame:
    table = rows.reindex(columns=["need_id", "postings", "employers", "share", "low", "high"])
    common = dict(zip(everywhere["skill_id"], everywhere["share"], strict=True))
    times = lift(
        table["share"].to_numpy(float), np.array([common.get(i, 0.0) for i in table["need_id"]])
    )
    is_credential = table["need_id"].astype(str).str.startswith(CREDENTIAL)
    return table.assign(
        n=int(role["postings"]),
        lift=np.where(is_credential, np.nan, times),
        is_credential=is_credential,
        is_general=~is_credential & (times < GENERAL_LIFT),
    )


def with_names(
    table: pd.DataFrame, skills: pd.DataFrame, credentials: dict[str, str]
) -> pd.DataFrame:
    """Needs with name and skill_group (NA of a credential)."""
    names = dict(zip(skills["skill_id"], skills["skill_name"], strict=True))
    areas = dict(zip(skills["skill_id"], skills["skill_group"], strict=True))
    return table.assign(
        name=[
            credentials[i.removeprefix(CREDENTIAL)] if i.startswith(CREDENTIAL) else names[i]
            for i in table["need_id"]
        ],
        skill_group=[areas.get(i) for i in table["need_id"]],
    )


def refusal(role: pd.Series, table: pd.DataFrame, told: str, least: int) -> str | None:
    """Why nothing can be said of a role's needs; None where it can."""
    if told not in (MEASURED, DRAWN):
        return (
            f"Too few postings to say what {role['occupation_name'].lower()} need: "
            f"{plural(role['postings'], 'posting')} of "
            f"{plural(role['employers'], 'known employer')}, and "
            f"{count(role['minor_postings'])} of the wider group "
            f"“{role['minor_group_name']}”. We ask for {count(least)} postings of "
            f"{MIN_EMPLOYERS} employers, or a few of its own and so many of the group."
        )
    if len(table) < LEAST_NEEDS:
        which = f" ({listed(table['name'])})" if len(table) else ""
        return (
            f"Only {plural(len(table), 'need')}{which} in {count(role['postings'])} postings: too "
            "little to work out a stack for."
        )
    return None
