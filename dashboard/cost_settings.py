"""The settings of the page Cost; every one of them is in the URL."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.costs import LOADING, LOADING_SOURCE, loaded_hourly_usd
from analysis.ownership import (
    DISCOUNT_RATE,
    MEMBER,
    NON_MEMBER,
    SUBSIDISED,
    Terms,
)
from dashboard import choices
from dashboard.flexibility import TRAITS
from dashboard.metrics import count, dollars, listed, plural
from dashboard.prices import to_keep

MOST_SEATS = 10_000
MOST_PILLS = 6
AUDIENCE_LABELS = {
    NON_MEMBER: "Non-members",
    MEMBER: "Members",
    SUBSIDISED: "Subsidised",
}
AUDIENCE_NOTES = {
    NON_MEMBER: "price for non-members",
    MEMBER: "price for members, their membership counted",
    SUBSIDISED: "price left after a named subsidy",
}
WAGE_SOURCE = "OEWS May 2025, United States"


@dataclass(frozen=True)
class Chosen:
    """The terms of the cost, and where the wage comes from."""

    terms: Terms
    wage_words: str

    @property
    def over(self) -> str:
        """``to earn and keep for 5 years, for 10 people``."""
        return over(self.terms)

    @property
    def words(self) -> str:
        """All the terms in one line."""
        terms = self.terms
        time = (
            "time not valued"
            if terms.hourly_usd is None
            else f"time valued at ${terms.hourly_usd:,.2f} an hour ({self.wage_words})"
        )
        rate = f"{terms.discount_rate * 100:g} % a year"
        discount = f"discounted at {rate}" if terms.discount_rate else "not discounted"
        people = "1 person" if terms.seats == 1 else f"{count(terms.seats)} people"
        years = plural(terms.years, "year") if terms.years else "only to earn it"
        return f"{years} · {people} · {AUDIENCE_NOTES[terms.audience]} · {time} · {discount}"


def over(terms: Terms) -> str:
    """The horizon and the seats in words."""
    people = f", for {count(terms.seats)} people" if terms.seats > 1 else ""
    return to_keep(terms.years) + people


def settings(wage: pd.Series) -> Chosen:
    """Draw the settings and return them.

    Args:
        wage: from ``queries.cost.wage``.
    """
    years = choices.years_to_keep(width=270)
    seats = int(
        st.number_input(
            "People",
            1,
            MOST_SEATS,
            1,
            key="seats",
            bind="query-params",
            persist_state="session",
            width=100,
        )
    )
    audience = st.selectbox(
        "Price for",
        list(AUDIENCE_LABELS),
        key="price_for",
        bind="query-params",
        persist_state="session",
        format_func=AUDIENCE_LABELS.__getitem__,
        width=150,
        help="Where no such price is on record, the usual one is taken, and the part says so.",
    )
    with st.popover("Time and discount", icon=":material/tune:"):
        hourly, words = _time(wage)
        rate = st.number_input(
            "Discount rate, % a year",
            0.0,
            20.0,
            DISCOUNT_RATE * 100,
            0.5,
            key="discount",
            bind="query-params",
            persist_state="session",
            help="What is paid later weighs less: each payment is discounted from its month.",
        )
    return Chosen(Terms(years, seats, audience, hourly, rate / 100), words)


def _time(wage: pd.Series) -> tuple[float | None, str]:
    """The loaded hourly wage, None where time is not valued, and where it comes from."""
    published = loaded_hourly_usd(float(wage["annual_median_usd"]))
    source = (
        f"median wage of {wage['occupation'].lower()} in {wage['industry'].lower()}, "
        f"{dollars(wage['annual_median_usd'])} a year, {WAGE_SOURCE}, x {LOADING:.3f} for "
        f"benefits, {LOADING_SOURCE}"
    )
    is_valued = st.toggle(
        "Value the time",
        key="value_time",
        bind="query-params",
        persist_state="session",
        help="Counts hours of study and of continuing education at what they cost an employer.",
    )
    own = st.number_input(
        "An hour costs, US dollars",
        0.0,
        1000.0,
        None,
        1.0,
        key="wage",
        bind="query-params",
        persist_state="session",
        placeholder=f"{published:.2f} (published)",
        help=f"Left empty: {source}.",
    )
    if not is_valued:
        return None, ""
    return (published, source) if own is None else (float(own), "your figure")


def flexibility() -> dict[str, Sequence[str]]:
    """Draw the choices of how one learns and is examined; returns those that were made."""
    wanted: dict[str, Sequence[str]] = {}
    with st.popover("Flexibility", icon=":material/schedule:"):
        for key, trait in TRAITS.items():
            if len(trait.labels) > MOST_PILLS:
                chosen = st.multiselect(
                    trait.title,
                    list(trait.labels),
                    key=key,
                    bind="query-params",
                    persist_state="session",
                    format_func=trait.labels.__getitem__,
                    placeholder="Any",
                    select_all=False,  # else Enter takes everything that matches what was typed
                )
            else:
                chosen = st.pills(
                    trait.title,
                    list(trait.labels),
                    selection_mode="multi",
                    key=key,
                    bind="query-params",
                    persist_state="session",
                    format_func=trait.labels.__getitem__,
                )
            if chosen:
                wanted[key] = chosen
        st.caption("None chosen stands for all, those of which it is not known included.")
    return wanted


def wanted_in_words(wanted: dict[str, Sequence[str]]) -> str:
    """The chosen values in one line; empty where none is chosen."""
    return " · ".join(
        f"{TRAITS[key].title.lower()} {listed((TRAITS[key].labels[c] for c in codes), 6)}"
        for key, codes in wanted.items()
    )
