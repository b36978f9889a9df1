"""The shared choices: one frozen value, made once by the sidebar and bound to the URL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from analysis.statistics import MIN_POSTINGS
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS
from dashboard.queries import choices

ALL = "all"
MOST_ASKED_FOR = 5000
"""Largest number of postings that a reader may demand below a share."""


@dataclass(frozen=True)
class Filters:
    """What the reader chose; passed whole to queries and bound there as parameters.

    ``industry`` is a NAICS sector, ``occupation`` a SOC major group, ``place`` a country code or
    ``US-CA`` style country and region; each may be ``all``. Empty ``kinds`` or ``strengths``
    stand for all of them. ``least`` is the fewest postings below a share, which may be raised.
    """

    industry: str = ALL
    place: str = ALL
    occupation: str = ALL
    kinds: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    with_questionnaires: bool = False
    least: int = MIN_POSTINGS

    @property
    def country(self) -> str:
        return self.place.split("-")[0]

    @property
    def region(self) -> str:
        return self.place.partition("-")[2] or ALL

    def side_by_side(self) -> "Filters":
        """The same choices without kind and strength, for pages that show all of them."""
        return replace(self, kinds=(), strengths=())

    def parameters(self) -> dict[str, object]:
        """The choices as named query parameters."""
        return {
            "industry": self.industry,
            "country": self.country,
            "region": self.region,
            "occupation": self.occupation,
            "kinds": list(self.kinds or KIND_LABELS),
            "strengths": list(self.strengths or STRENGTH_LABELS),
            "with_questionnaires": self.with_questionnaires,
            "least": self.least,
        }


def sidebar() -> Filters:
    """Draw the shared choices and return them. Every choice is in the URL and survives pages."""
    industries = choices.industries()
    occupations = choices.occupations()
    places = choices.places()
    unknown = _unknown_in_address(
        {
            "industry": industries.values(),
            "place": places.values(),
            "occupation": occupations.values(),
            "kind": KIND_LABELS.values(),
            "strength": STRENGTH_LABELS.values(),
        }
    )
    with st.sidebar:
        if unknown:
            st.warning(
                f"The address names what is not known here: {unknown}. It was left out.",
                icon=":material/link_off:",
            )
        industry = st.selectbox(
            "Industry",
            [ALL, *industries],
            key="industry",
            bind="query-params",
            persist_state="session",
            format_func=lambda code: industries.get(code, "All industries"),
        )
        place = st.selectbox(
            "Country or region",
            [ALL, *places],
            key="place",
            bind="query-params",
            persist_state="session",
            format_func=lambda code: places.get(code, "Everywhere"),
        )
        occupation = st.selectbox(
            "Occupation group",
            [ALL, *occupations],
            key="occupation",
            bind="query-params",
            persist_state="session",
            format_func=lambda code: occupations.get(code, "All occupations"),
        )
        kinds = st.pills(
            "Kind of credential",
            list(KIND_LABELS),
            selection_mode="multi",
            key="kind",
            bind="query-params",
            persist_state="session",
            format_func=KIND_LABELS.__getitem__,
            help="None chosen stands for all of them.",
        )
        strengths = st.pills(
            "How it is asked for",
            list(STRENGTH_LABELS),
            selection_mode="multi",
            key="strength",
            bind="query-params",
            persist_state="session",
            format_func=STRENGTH_LABELS.__getitem__,
            help="Required gates the job, preferred helps, mentioned stands there without either "
            "word. None chosen stands for all of them.",
        )
        questionnaires = st.toggle(
            "Count questionnaires",
            key="questionnaires",
            bind="query-params",
            persist_state="session",
            help="US federal agencies publish forms that applicants fill in. They list options "
            "rather than ask, so they stay out of the shares unless you count them here.",
        )
        least = st.number_input(
            "Fewest postings for a share",
            min_value=MIN_POSTINGS,
            max_value=MOST_ASKED_FOR,
            step=10,
            key="least",
            bind="query-params",
            persist_state="session",
            help=f"Below so many postings no share is shown. You may ask for more than "
            f"{MIN_POSTINGS}, not for fewer.",
        )
        filters = Filters(
            industry, place, occupation, tuple(kinds), tuple(strengths), questionnaires, least
        )
        st.caption(f"Chosen: {describe(filters)}")
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=_reset,
            disabled=filters == Filters(),
            width="stretch",
        )
    return filters


def describe(filters: Filters) -> str:
    """The choices in one line."""
    parts = [
        choices.industries().get(filters.industry, "All industries"),
        choices.places().get(filters.place, "everywhere"),
        choices.occupations().get(filters.occupation, "all occupations"),
    ]
    if filters.kinds:
        parts.append(", ".join(KIND_LABELS[k].lower() for k in filters.kinds))
    if filters.strengths:
        parts.append(", ".join(STRENGTH_LABELS[s].lower() for s in filters.strengths))
    if filters.with_questionnaires:
        parts.append("questionnaires counted")
    if filters.least > MIN_POSTINGS:
        parts.append(f"at least {filters.least:,} postings")
    return " · ".join(parts)


def asked(filters: Filters) -> str:
    """How the counted postings name a credential: ``asked for``, ``required or preferred``, ..."""
    if not filters.strengths or len(filters.strengths) == len(STRENGTH_LABELS):
        return "asked for"
    return " or ".join(STRENGTH_LABELS[s].lower() for s in filters.strengths)


def where(filters: Filters) -> str:
    """Industry and place for the title of a page, such as `` in health care, United States``."""
    industry = choices.industries().get(filters.industry, "").lower()
    place = choices.places().get(filters.place, "").rpartition(": ")[2]
    known = ", ".join(part for part in (industry, place) if part)
    return f" in {known}" if known else ""


def _unknown_in_address(known: Mapping[str, Iterable[str]]) -> str:
    """Values of the address that no choice has, in words; Streamlit drops them in silence."""
    everything = {"All industries", "Everywhere", "All occupations"}
    found = [
        f"{key} “{value[:60]}”"
        for key, labels in known.items()
        for value in st.query_params.get_all(key)
        if value not in {*labels, *everything}
    ]
    return "".join(c for c in ", ".join(found) if c not in "\\`*_{}[]<>#$|~")


def _reset() -> None:
    for key, value in {
        "industry": ALL,
        "place": ALL,
        "occupation": ALL,
        "kind": [],
        "strength": [],
        "questionnaires": False,
        "least": MIN_POSTINGS,
    }.items():
        st.session_state[key] = value
