"""The badges that are kept, checked again: when they last were, and what is another verdict now."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import jobs
from dashboard.badge_imports import ONLINE_SAYS, forget
from dashboard.metrics import count, day, plural
from dashboard.queries import badge_checks
from dashboard.show import escaped
from dashboard.tables.columns import UNKNOWN, height_of
from dashboard.verdict_words import NOT_CHECKED, VERDICT_LABELS

STILL_COUNTS = " Where an issuer was asked earlier, what it answered then still counts."


def check_again() -> None:
    """When the badges of the pool were last checked, and the button that checks them again."""
    st.subheader("Check the badges again", anchor=False)
    known = badge_checks.known()
    st.caption(escaped(last_checked(known)))
    if known.is_sample or not known.badges + known.addresses:
        return
    is_online = st.toggle(
        "Ask the issuers over the network", key="recheck_online", help=ONLINE_SAYS
    )
    if st.button("Check the badges again", key="recheck", icon=":material/fact_check:"):
        try:
            with st.status("Checking the badges", expanded=True) as progress:
                done = jobs.recheck_badges(is_online=is_online)
                forget()
                progress.update(label="Checked", state="complete")
            st.success(escaped(rechecked(done)), icon=":material/check:")
            _changed(done["changed"])
        except jobs.Refused as error:
            st.error(escaped(str(error)), icon=":material/error:")


def last_checked(known: badge_checks.Known) -> str:
    """How many badges of the pool can be checked, how, and when they last were."""
    said = "No badge file is kept, so there is nothing to check offline."
    if known.badges:
        said = f"{plural(known.badges, 'badge')} of the pool can be checked. "
        said += _when(known)
    if known.addresses:
        said += (
            f" {plural(known.addresses, 'badge')} more of an export can be checked by asking the "
            "address that it gives."
        )
    if known.is_sample:
        said += " These are invented people: their badges are judged when the sample is made."
    return said


def _when(known: badge_checks.Known) -> str:
    if known.newest_on is None:
        return "None has ever been checked."
    said = f"The last check was on {day(known.newest_on)}"
    if known.oldest_on is not None and known.oldest_on != known.newest_on:
        said += f", of some already on {day(known.oldest_on)}"
    return said + (f"; {count(known.never)} have never been checked." if known.never else ".")


def rechecked(done: Mapping[str, Any]) -> str:
    """What came of checking again, in two or three sentences."""
    is_online, changed = done["mode"] == "online", done["changed_count"]
    how = "asking their issuers" if is_online else "offline"
    said = f"{plural(done['checked'], 'badge')} checked, {how}. "
    if not changed:
        return said + "Every verdict is as it was."
    said += f"{plural(changed, 'badge')} got another verdict than before."
    return said if is_online else said + STILL_COUNTS


def _changed(changed: list[dict[str, Any]]) -> None:
    if not changed:
        return
    st.dataframe(
        pd.DataFrame(
            {
                "Candidate": [c["candidate_name"] or c["candidate"] for c in changed],
                "Badge": [c["badge_name"] for c in changed],
                "Before": [VERDICT_LABELS.get(c["before"] or NOT_CHECKED) for c in changed],
                "Now": [VERDICT_LABELS.get(c["verdict"]) for c in changed],
                "What the check found": [c["sentence"] for c in changed],
            }
        ),
        hide_index=True,
        key="recheck_changed",
        height=height_of(len(changed)),
        placeholder=UNKNOWN,
        alt=f"Table of {len(changed)} badges that got another verdict.",
        column_config={
            "Badge": st.column_config.TextColumn(width=250),
            "Before": st.column_config.TextColumn(width=150),
            "Now": st.column_config.TextColumn(width=150),
        },
    )
