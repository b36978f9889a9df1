"""One candidate: who it is, where the record comes from, and every badge with what checks say."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import verdict_words as words
from dashboard.blind import SALT, blind
from dashboard.candidate_words import expiry
from dashboard.metrics import KIND_LABELS, day, plural
from dashboard.provenance_words import source_and_consent
from dashboard.queries.candidate_badges import badge_files_of, badges_of, not_held_of
from dashboard.queries.provenance import of_candidate
from dashboard.show import escaped

NONE: Mapping[str, str] = MappingProxyType({})
OWN_KIND = "Badge"
MOST_CARDS = 10
"""Checked badges that are told in full; further ones are told in the table."""
SOMEBODY_ELSES = "no"
"""A recipient match: without a mark a valid badge of another person would look like this one's."""
FILE_TYPES = {"{": ("json", "application/json"), "h": ("txt", "text/plain")}
"""First character of a kept badge -> ending and type of its file; else it is a signed token."""


def panel(
    candidate: pd.Series,
    valid_on: date | None,
    stands_for: Mapping[str, str] = NONE,
    asked: Collection[str] = (),
    *,
    is_blind: bool,
) -> None:
    """Who the selected candidate is and every badge, with how far each is verified.

    Args:
        candidate: a row of ``candidate_list.rows``, blind where it is to be.
        stands_for: credential id -> why it counts for a badge that is asked for, where it does.
        asked: ids of the credentials that meet a condition; they come first.
    """
    candidate_id = str(candidate["candidate_id"])
    with st.container(border=True):
        # No anchor: it would put the name into the address.
        st.subheader(escaped(str(candidate["display_name"])), anchor=False)
        place, country = str(candidate["place"]), str(candidate["country_name"])
        said = [str(candidate["headline"])]
        said.append(place if place.endswith(country) else f"{place}, {country}")
        if not is_blind:
            said.append(candidate_id)
        if candidate["is_invented"]:
            said.append("invented")
        st.caption(escaped(" · ".join(said)))
        # Where a record comes from may say who it is of.
        known = None if is_blind else of_candidate(candidate_id)
        if known is not None:
            st.caption(escaped(source_and_consent(known)))
        badges(candidate_id, valid_on, stands_for, asked, is_blind=is_blind)


def badges(
    candidate_id: str,
    valid_on: date | None,
    stands_for: Mapping[str, str] = NONE,
    asked: Collection[str] = (),
    *,
    is_blind: bool,
) -> None:
    """Every badge of a candidate: those that were checked, those only stated, those that do not
    count and why. What is asked for comes first, then what is verified, then the newest."""
    held, gone = badges_of(candidate_id), not_held_of(candidate_id)
    files = {} if is_blind else badge_files_of(candidate_id)
    if is_blind:
        held, gone = blind(held, SALT), blind(gone, SALT)
    if held.empty and gone.empty:
        st.write("Holds no badge that we know of.")
        return
    st.markdown(f"**{words.counted(held, len(gone))}**")
    held = held.assign(
        why=held["credential_id"].map(dict(stands_for)),
        is_asked=held["credential_id"].isin(asked),
        is_verified=held["verified_on"].notna(),
    ).sort_values(["is_asked", "is_verified"], ascending=False, kind="stable")
    checked = held["verdict"] != words.NOT_CHECKED
    for badge in held[checked].head(MOST_CARDS).to_dict("records"):
        _card(badge, valid_on, files)
    rest = pd.concat([held[checked].iloc[MOST_CARDS:], held[~checked]])
    if len(rest):
        _table(rest, valid_on)
    if len(gone):
        st.markdown(f"**{plural(len(gone), 'badge')} that {'does' if len(gone) == 1 else 'do'} "
                    "not count**")  # fmt: skip
        for badge in gone.to_dict("records"):
            _card(badge, valid_on, files)


def _card(badge: dict[Any, Any], valid_on: date | None, files: Mapping[str, str]) -> None:
    """A badge: what it is, the three answers of its check, the small print, its file."""
    is_held = "state" not in badge
    state = str(badge["verdict"] if is_held else badge["state"])
    colour = words.COLOURS.get(state, "orange" if is_held else "gray")
    label = words.STATE_LABELS.get(state, state.capitalize())
    marks = f":{colour}-badge[{escaped(label)}]"
    if words.is_known(badge["verified_on"]) and is_held:
        marks += " :green-badge[:material/verified: Verified]"
    if str(badge["recipient_match"]) == SOMEBODY_ELSES:
        marks += " :red-badge[:material/person_off: Somebody else's]"
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(str(badge['name']))}** {marks}")
            _offer_file(badge, files)
        st.caption(escaped(" · ".join(_about(badge, valid_on))))
        if words.is_known(badge["checked_at"]):
            answers = {
                "The badge": words.verdict_sentence(badge),
                "Belongs to this person?": words.belongs(badge),
                "From that issuer?": words.trust(badge),
            }
            for (asked, said), column in zip(answers.items(), st.columns(3), strict=True):
                with column:
                    st.markdown(f"**{asked}**  \n{escaped(said)}")
        else:
            st.write(escaped(words.verdict_sentence(badge)))
        st.caption(escaped(words.facts(badge)))


def _about(badge: Mapping[Any, Any], valid_on: date | None) -> list[str]:
    said = [str(badge["issuer_name"]), KIND_LABELS.get(badge["kind"], OWN_KIND)]
    if words.is_known(badge["earned_on"]):
        said.append(f"earned {day(badge['earned_on'])}")
    ends = expiry(badge["expires_on"], str(badge.get("expiry_state", "")), valid_on)
    said.append({"not known": "expiry not known"}.get(ends, ends))
    if words.is_known(badge["expires_on"]):
        said[-1] = f"expires {ends}"
        left = words.days_left(badge["expires_on"], valid_on)
        if left is not None and "state" not in badge:
            said.append(f"{plural(left, 'day')} left")
    if words.is_known(badge.get("why")):
        said.append(f"counts because {badge['why']}")
    return said


def _offer_file(badge: Mapping[Any, Any], files: Mapping[str, str]) -> None:
    text = files.get(str(badge.get("badge_sha256")))
    if text is None:
        return
    ending, kind = FILE_TYPES.get(text[:1], ("jwt", "application/jwt"))
    sha = str(badge["badge_sha256"])
    st.download_button(
        "Badge file",
        text.encode(),
        f"badge-{sha[:12]}.{ending}",
        kind,
        key=f"badge_file_{sha}_{badge['credential_id']}_{badge.get('state', 'held')}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _table(rows: pd.DataFrame, valid_on: date | None) -> None:
    """Badges in short, under the columns that a recruiter looks for."""
    shown = pd.DataFrame(
        {
            "Badge": rows["name"],
            "Verification": [_verification(r) for r in rows.to_dict("records")],
            "Expires": [
                expiry(e, s, valid_on)
                for e, s in zip(rows["expires_on"], rows["expiry_state"], strict=True)
            ],
            "Earned": rows["earned_on"],
            "Issuer": rows["issuer_name"],
            "Kind": rows["kind"].map(KIND_LABELS).fillna(OWN_KIND),
            "Covers": rows["skills"],
        }
    )
    if rows["why"].notna().any():
        shown.insert(1, "Counts because", rows["why"])
    st.dataframe(
        shown,
        hide_index=True,
        key="candidate_badges",
        placeholder="",
        alt=f"{len(shown)} badges of the selected candidate.",
        column_config={
            "Earned": st.column_config.DateColumn(format="D MMMM YYYY"),
            "Verification": st.column_config.TextColumn(help=words.VERIFIED_MEANS),
            "Covers": st.column_config.TextColumn(
                width=220, help="Skills that the credential's issuer says it covers."
            ),
        },
    )


def _verification(badge: Mapping[Any, Any]) -> str:
    label = words.VERDICT_LABELS[str(badge["verdict"])].lower()
    return f"{label}, verified" if words.is_known(badge["verified_on"]) else label
