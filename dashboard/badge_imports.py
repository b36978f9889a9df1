"""Badge files on the section that adds data: judged and shown, and only then kept."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from badges.reasons import ENDED, REFUTED
from dashboard import jobs, people
from dashboard.metrics import count, plural
from dashboard.queries import hires
from dashboard.show import escaped
from dashboard.tables.columns import UNKNOWN, height_of
from dashboard.verdict_words import LINKS, TRUST_SHORT, VERDICT_LABELS, belongs_short

TYPES = ("png", "svg", "jwt", "zip")
"""Endings of files that are badges; a JSON or text file may be badges or rows."""
SEEN = "import_badges_seen"
NOT_HELD = frozenset((*REFUTED, *ENDED))
"""Verdicts after which a badge is not held."""
ONLINE_SAYS = (
    "Asks the web addresses that the badges name: for the issuer's own copy, its key, and its list "
    "of withdrawn badges. Only over https and never inside your network. Issuers can see that "
    "somebody here asks, and about which badge; names and e-mail addresses are not sent."
)
COLUMNS = {
    "badge": st.column_config.TextColumn("Badge", width=190),
    "verdict": st.column_config.TextColumn("Verdict", width=150),
    "holder": st.column_config.TextColumn("Whose badge", width=130),
    "belongs": st.column_config.TextColumn(
        "Is it theirs?", width=150, help="What the badge itself says about its holder."
    ),
    "kept": st.column_config.TextColumn("What happens", width=250),
    "why": st.column_config.TextColumn("What the check found", width=330),
    "issuer": st.column_config.TextColumn("Issuer, as it says", width=190),
    "trust": st.column_config.TextColumn(
        "Issuer shown by", width=190, help="Who stands behind it: your list, or a web domain."
    ),
    "credential": st.column_config.TextColumn("Credential of the catalog", width=220),
    "linked": st.column_config.TextColumn("Why that one", width=170),
    "earned_on": st.column_config.TextColumn("Earned", width=100),
    "expires_on": st.column_config.TextColumn("Expires", width=100),
    "file": st.column_config.TextColumn("File", width=200),
}
REASONS = 3
"""Reasons for which badges are not kept that are listed below the counts."""


def looked_at(
    file_id: str, path: Path, kind: str | None, person: str = "", is_online: bool = False
) -> dict[str, Any]:
    """What would come of a file. Badges of a file are judged once while the reader looks at them.

    Raises:
        Refused: the file cannot be read at all.
    """
    seen: dict[tuple[object, ...], dict[str, Any]] = st.session_state.setdefault(SEEN, {})
    key = (file_id, kind, person, is_online)
    if key not in seen:
        found = jobs.import_file(path, kind, None, dry_run=True, person=person, is_online=is_online)
        if "badges" not in found:
            return found
        if any(other[0] != file_id for other in seen):
            seen.clear()
        seen[key] = found
    return seen[key]


def previewed(file_id: str, path: Path, kind: str | None, found: dict[str, Any]) -> None:
    """The badges of a file with their verdicts; whose they are can be said, and issuers asked.

    Args:
        found: what would come of the file where nothing is said.
    """
    st.subheader("Read as badges", anchor=False)
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        person = st.text_input(
            "Whose badges are these?",
            key=f"import_badges_person_{file_id}",  # the next file may be somebody else's
            placeholder="candidate id or e-mail address, if they are all one person's",
            help="Left empty, the folder in the zip or the badge itself has to say it.",
        ).strip()
    with right:
        is_online = st.toggle(
            "Ask the issuers over the network",
            key=f"import_badges_online_{file_id}",
            help=ONLINE_SAYS,
        )
    if person or is_online:
        with st.skeleton(height=220):
            found = looked_at(file_id, path, kind, person, is_online)
    if is_online:
        st.caption(ONLINE_SAYS)
    st.markdown(f"**{escaped(summary(found))}**")
    # Not as Markdown, where a stranger's address would become a link.
    st.text("\n".join(on_the_page(said) for said in (*refusals(found), *found["notes"][1:])))
    _table(found)
    if found["kept"] and st.button(
        f"Keep {plural(found['kept'], 'badge')}",
        type="primary",
        key="import_badges_keep",
        icon=":material/download_done:",
    ):
        _keep(path, kind, person, is_online)


def summary(found: Mapping[str, Any]) -> str:
    """How many badges came, what would become of them, and how many there are of each verdict."""
    said = (
        f"{plural(found['rows_in'], 'badge')} came: {count(found['kept'])} can be kept, "
        f"{count(found['quarantined'])} cannot be used"
    )
    if found["ignored"]:
        said += f", {count(found['ignored'])} are passed over"
    verdicts = Counter(badge["verdict"] for badge in found["badges"])
    listed = [f"{n} {VERDICT_LABELS.get(v, v).casefold()}" for v, n in verdicts.most_common()]
    return f"{said}. {', '.join(listed).capitalize()}." if listed else f"{said}."


def refusals(found: Mapping[str, Any]) -> list[str]:
    """Why badges are not kept, the commonest reasons with how many badges each concerns."""
    reasons = Counter(r["reason"] for r in (*found["rejects"], *found["ignored_lines"]))
    said = [
        f"{plural(n, 'badge')} not kept: {reason}." for reason, n in reasons.most_common(REASONS)
    ]
    more = len(reasons) - REASONS
    return [*said, f"{plural(more, 'further reason')} in the table."] if more > 0 else said


def on_the_page(text: str) -> str:
    """What the command says, with the fields of the page in the place of its options."""
    for option, field in (("--person", "the field above"), ("--online", "the toggle above")):
        text = text.replace(f"({option})", f"in {field}").replace(option, field)
    return text.replace(". the", ". The").replace("..", ".")


def rows(found: Mapping[str, Any]) -> pd.DataFrame:
    """A row a badge with the columns of COLUMNS, as plain text."""
    refused = {r["line"]: r["reason"] for r in found["rejects"]}
    refused |= {r["line"]: f"passed over: {r['reason']}" for r in found["ignored_lines"]}
    return pd.DataFrame(
        [_row(badge, refused.get(number)) for number, badge in enumerate(found["badges"], start=1)],
        columns=list(COLUMNS),
    )


def _row(badge: Mapping[str, Any], refused: str | None) -> dict[str, Any]:
    trust = TRUST_SHORT.get(badge["issuer_trust"], badge["issuer_trust"])
    if badge["issuer_domain"]:
        trust = f"{trust}: {badge['issuer_domain']}"
    return {
        "badge": badge["badge_name"],
        "verdict": VERDICT_LABELS.get(badge["verdict"], badge["verdict"]),
        "why": badge["sentence"],
        "holder": badge["candidate_name"] or _without_name(badge["candidate"]),
        "belongs": belongs_short(badge),
        "issuer": badge["issuer"],
        "trust": trust,
        "credential": _credential(badge),
        "linked": LINKS.get(badge["linked_by"]),
        "earned_on": (badge["earned_on"] or "")[:10] or None,
        "expires_on": (badge["expires_on"] or "")[:10] or None,
        "kept": _becomes(badge, refused),
        "file": badge["file"],
    }


def _credential(badge: Mapping[str, Any]) -> str | None:
    if badge["credential_id"] is None:
        return None
    return badge["credential_name"] if badge["linked_by"] in LINKS else "none: stands as itself"


def _without_name(candidate: str | None) -> str | None:
    by_address = candidate is not None and candidate.startswith("person-")
    return "known by an address alone" if by_address else candidate


def _becomes(badge: Mapping[str, Any], refused: str | None) -> str:
    if not badge["is_kept"]:
        return on_the_page(refused or "will not be kept")
    if badge["verdict"] in NOT_HELD:
        return "will be kept, but not count as held"
    return "will be kept"


def _table(found: Mapping[str, Any]) -> None:
    shown = rows(found)
    st.dataframe(
        shown,
        hide_index=True,
        key="import_badges",
        height=height_of(len(shown)),
        placeholder=UNKNOWN,
        column_config=COLUMNS,
        alt=f"Table of {len(shown)} badges with verdict, holder, issuer and credential.",
    )
    if len(shown) < found["rows_in"]:
        st.caption(f"The first {count(len(shown))} of {count(found['rows_in'])} badges.")


def _keep(path: Path, kind: str | None, person: str, is_online: bool) -> None:
    with st.status("Keeping the badges", expanded=True) as progress:
        kept = jobs.import_file(path, kind, None, dry_run=False, person=person, is_online=is_online)
        st.write(f"{plural(kept['kept'], 'badge')} kept, each with what its check found.")
        if kept["quarantined"]:
            st.write(f"{plural(kept['quarantined'], 'badge')} put aside in")
            st.code(kept["quarantine_file"], language=None)
        forget()
        progress.update(label="Kept", state="complete")
    st.success("The pages about people show them now.", icon=":material/check:")


def forget() -> None:
    """Let the session read what was kept."""
    st.session_state.pop(SEEN, None)
    people.forget()
    hires.forget()
