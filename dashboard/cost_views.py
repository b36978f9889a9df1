"""The views of the page Cost: each says its answer, draws its picture, its table, its export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.ownership import Terms, ownership
from analysis.statistics import MEASURED
from analysis.wages import TOO_FEW
from dashboard import (
    choices,
    cost_answers,
    cost_buys,
    cost_payback,
    exports,
    flexibility,
    show,
    stack_view,
)
from dashboard.charts.cost_rows import parts_chart, payback_chart, units_chart
from dashboard.charts.costs import price_against_recognition
from dashboard.cost_settings import Chosen
from dashboard.filters import Filters, describe
from dashboard.metrics import plural
from dashboard.ownership import facts_of, parts_table, with_total_cost
from dashboard.pay_fit import fitted
from dashboard.queries import catalog
from dashboard.queries import cost as queries
from dashboard.ranking import state_of, with_shares
from dashboard.scrolling import at_least
from dashboard.tables import cost as tables
from dashboard.tables.columns import prices
from dashboard.warehouse import session_build

SHOWN = 20
SCATTER_PX, ROWS_PX = 620, 560
MOST_HELD = 30
DEFAULT = "comptia-security-plus"


@dataclass(frozen=True)
class Shown:
    """What every view draws from.

    ``rows``: ``whole_catalog`` under all choices, with postings (empty if not asked for);
    ``counted``: ``queries.recognition.credentials``; ``head``: where the answer goes.
    """

    filters: Filters
    chosen: Chosen
    rows: pd.DataFrame
    counted: pd.DataFrame
    base: pd.Series
    head: DeltaGenerator

    @property
    def words(self) -> str:
        return f"{describe(self.filters)} · {self.chosen.words}"

    def answer(self, sentence: str) -> None:
        with self.head:
            show.question("What does a credential cost, and what does that buy?", sentence)


def whole_catalog(terms: Terms) -> pd.DataFrame:
    """Every credential with its total cost, its traits in words (a column for each) and its price
    as ``published``; worked out once for each build, day and terms.
    """
    return _whole_catalog(str(session_build()), datetime.now(UTC).date().isoformat(), terms)


@st.cache_data(max_entries=50, show_spinner=False)
def _whole_catalog(build: str, day: str, terms: Terms) -> pd.DataFrame:
    # Build and day are parts of the key; the queries read the session's build, which is the same.
    rows = queries.credentials(Filters())
    costs = with_total_cost(rows, queries.items(), terms, datetime.now(UTC).date())
    return costs.assign(**flexibility.columns(rows), published=prices(rows))


def recognition(shown: Shown) -> None:
    is_told = state_of(shown.base) == MEASURED
    shares = with_shares(shown.counted, shown.base)[["credential_id", "share", "low", "high", "n"]]
    rows = shown.rows.merge(shares, on="credential_id", how="left")
    both = rows[rows["total_usd"].notna() & (rows["postings"] > 0)].reset_index(drop=True)
    over = shown.chosen.over
    shown.answer(cost_answers.recognition(shown.rows, both if is_told else both.head(0), over))
    if not is_told:
        show.no_figure(shown.base)
    elif both.empty:
        show.nothing(
            "None of these credentials has both a cost known in full and a posting that asks for "
            "it. Choose another industry, more kinds in the sidebar, or less flexibility."
        )
    else:
        with at_least(SCATTER_PX, "cost_scroll"):
            show.picture_of_credentials(
                price_against_recognition(both, show.palette(), over), "price_recognition", None
            )
        show.caption(cost_answers.recognition_note(shown.rows, both))
    if len(shown.rows):
        table = tables.recognition_table(rows)
        tables.recognition(table)
        exports.offer(table, "cost", shown.words)


def parts(shown: Shown) -> None:
    names = catalog.names()
    choices.say_unknown("credential", names)
    one_id = choices.one_of("credential", "Credential", names, DEFAULT)
    row, items = queries.named((one_id,)), queries.items()
    one = ownership(facts_of(row, items)[0], shown.chosen.terms)
    shown.answer(cost_answers.parts(names[one_id], one, shown.chosen.over))
    table = parts_table(one)
    with at_least(ROWS_PX, "parts_scroll"):
        show.picture(parts_chart(one, names[one_id], show.palette()), "cost_parts")
    show.caption(cost_answers.parts_note(one))
    tables.parts(table)
    own = items[items["credential_id"] == one_id]
    sources = [f"{s} ({d})" for s, d in own[["source", "as_of"]].drop_duplicates().to_numpy()]
    show.caption(f"Sources of its prices: {'; '.join(sources) or 'none'}.")
    exports.offer(table, "cost_parts", f"{names[one_id]} · {shown.words}")


def buys(shown: Shown) -> None:
    column = st.segmented_control(
        "Cost for",
        list(cost_buys.UNITS),
        default="per_hour_usd",
        required=True,
        key="buys",
        bind="query-params",
        format_func=lambda key: f"a {cost_buys.UNITS[key]}",
        label_visibility="collapsed",
    )
    held = _held() if column == "per_new_skill_usd" else ()
    terms = shown.chosen.terms
    rows = cost_buys.with_units(shown.rows, queries.skill_sets(), held, terms.seats)
    rows = rows.sort_values([column, "name"], na_position="last").reset_index(drop=True)
    unit, over = cost_buys.UNITS[column], shown.chosen.over
    shown.answer(cost_answers.buys(rows, column, unit, over))
    paid = rows[rows[column] > 0].head(SHOWN)
    if len(paid):
        with at_least(ROWS_PX, "buys_scroll"):
            show.picture_of_credentials(
                units_chart(paid, column, unit, show.palette()), f"cost_{column}", None
            )
        show.caption(
            f"The {plural(len(paid), 'credential')} with the lowest cost for a {unit} that are not "
            "free; the others are in the table. Hours are those that issuers publish, skills those "
            "that the catalog files: few skills on record make a ratio dear, not a credential poor."
            + (" The price of an exam alone buys no hours." if column == "per_hour_usd" else "")
        )
    if len(rows):
        table = tables.units_table(rows)
        tables.units(table)
        exports.offer(table, "cost_buys", shown.words)


def _held() -> tuple[str, ...]:
    return choices.several_of(
        "held", "Credentials held already", catalog.names(), (), at_most=MOST_HELD
    )


def payback(shown: Shown) -> None:
    # Every named credential, wherever it is filed: as on the page Pay.
    rows = cost_payback.paybacks(
        whole_catalog(shown.chosen.terms),
        fitted(shown.filters).rows,
        queries.advertised_pay(shown.filters),
        shown.chosen.terms.seats,
    )
    shown.answer(cost_payback.answer(rows, shown.chosen.over))
    told = rows[rows["outcome"] != TOO_FEW]
    if told.empty:
        show.nothing(
            "No premium can be told here. Choose fewer conditions in the sidebar: a premium needs "
            "30 postings with pay of 5 employers."
        )
    else:
        with at_least(ROWS_PX, "payback_scroll"):
            show.picture_of_credentials(
                payback_chart(told.head(SHOWN), show.palette()), "cost_payback", None
            )
        show.caption(cost_payback.picture_note(rows))
    if len(rows):
        table = tables.payback_table(rows)
        tables.payback(table)
        exports.offer(table, "cost_payback", shown.words)
    for note in cost_payback.NOTES:
        show.caption(note)


def grows(shown: Shown) -> None:
    everything = whole_catalog(shown.chosen.terms)
    stack_view.part(shown.filters, shown.chosen, everything, shown.rows, shown.answer, shown.words)


VIEWS: dict[str, Callable[[Shown], None]] = {
    "Price and recognition": recognition,
    "What makes it up": parts,
    "What it buys": buys,
    "Payback": payback,
    "As a stack grows": grows,
}
