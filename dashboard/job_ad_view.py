"""The parts of the page on a job ad: the text with its marks, the figures, the comparison."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from analysis.language import language_of
from dashboard import candidate_words, job_ad, jobs, show
from dashboard import job_ad_words as words
from dashboard.charts.job_ad import against_industry
from dashboard.filters import Filters
from dashboard.job_ad_text import legend, marked
from dashboard.metrics import MEASURES, count, listed
from dashboard.prices import PRICE_COLUMNS, with_keeping_cost
from dashboard.queries import candidates, catalog
from dashboard.queries import job_ad as queries
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.pool import PoolDetails, badge_choices, checks
from dashboard.tables import job_ad as tables

MOST_IN_PICTURE = 14
CATALOG = ["credential_id", "name", "kind", "country", "issuer_name", "price_year", *PRICE_COLUMNS]
"""What the page needs of a credential; all of its columns take far longer."""
DRAWN = ["name", "strength", "share", "low", "high", "postings", "n"]


def read(text: str) -> jobs.Reading | None:
    """The text as it was read; None, with the reason on screen, where there is nothing to read."""
    if not text.strip():
        return None
    if (language := language_of(text)) != "en":
        st.warning(show.escaped(words.not_read(language)), icon=":material/translate:")
        return None
    try:
        return jobs.read_text(text)
    except jobs.Refused as error:
        st.error(show.escaped(f"The catalog cannot be read. {error}"), icon=":material/error:")
        return None


def named(
    reading: jobs.Reading, market: pd.DataFrame, base: pd.Series, filters: Filters, valid_on: date
) -> pd.DataFrame:
    """What the ad names, with the catalog's facts, prices, holders and the market's shares.

    A credential that the session's build does not know yet is left out.
    """
    found = job_ad.named(reading.mentions)
    ids = tuple(found["credential_id"])
    known = with_keeping_cost(catalog.named(ids)[CATALOG], 0, datetime.now(UTC).date())
    rows = job_ad.with_yearly(found.merge(known, on="credential_id"))
    held = queries.holders(ids, valid_on)
    rows["candidates"] = rows["credential_id"].map(held).astype("Int64")
    return job_ad.with_market(rows, market, base, filters.country)


def text_with_marks(reading: jobs.Reading) -> None:
    """The ad, every mention marked, under a legend of the marks."""
    st.subheader("The ad, its credentials marked", anchor=False)
    if reading.mentions:
        st.html(legend(reading.mentions, show.palette()))
    st.html(marked(reading.text, reading.mentions, reading.names, show.palette()))


def in_the_ad(reading: jobs.Reading) -> set[str]:
    """Ids of the credentials that have a form of their name in the ad, counted or not."""
    ids = [m.credential_id for m in reading.mentions] + [r.credential_id for r in reading.refusals]
    return {credential_id for credential_id in ids if credential_id is not None}


def promise() -> None:
    """What stands on the page before there is an ad."""
    st.markdown(
        "You will see\n\n" + "\n".join(f"- {show.escaped(part)}" for part in words.WILL_SHOW)
    )


def headline(rows: pd.DataFrame, pool: PoolDetails, as_many: int, n: int, state: str) -> None:
    """Four figures: what is required, its price, who has all of it, how many ask for as many."""
    must = job_ad.required(rows)
    ids = tuple(must["credential_id"])
    people = "invented candidates" if pool.is_sample else "candidates"
    if ids:
        chosen = CandidateFilter(all_of=ids, valid_on=pool.reference_on)
        left = candidates.count_after_each_condition(chosen)["candidates"]
        holds = f"{count(left.iloc[-1])} of {count(left.iloc[0])}"
    else:
        holds = "none required"
    asked = int(rows["is_asked"].sum())
    show.headline(
        [
            (
                "Required",
                f"{count(len(must))} of {count(asked)}",
                "Credentials that gate the job, of all that the ad asks for.",
            ),
            (
                "To earn that",
                tables.total(job_ad.bill(must, "earn_usd")),
                f"What is required, together. {MEASURES['price'].help} A plus sign: the price of "
                "one or more is not known.",
            ),
            (
                "Hold all of that",
                holds,
                f"{people.capitalize()} of the pool who hold every required credential on "
                f"{candidate_words.day(pool.reference_on)}, whether verified or not.",
            ),
            (
                "Ask for as many",
                words.as_many_short(asked, as_many, n, state),
                "Postings under your choices that ask for as many credentials as this ad or more, "
                "however strongly: " + words.as_many(asked, as_many, n, state, ""),
            ),
        ]
    )


def comparison(rows: pd.DataFrame, missing: pd.DataFrame) -> None:
    """How the ad's credentials stand in its industry: sentences, then the picture."""
    st.markdown(
        "\n".join(
            f"- **{head}:** {show.escaped(said)}." for head, said in words.compared(rows, missing)
        )
    )
    counted = rows.loc[rows["is_counted"], DRAWN].head(MOST_IN_PICTURE)
    drawn = pd.concat([counted, missing[DRAWN]]) if len(missing) else counted
    if drawn.empty:
        return
    drawn = drawn.sort_values(["share", "name"], ascending=[False, True])
    show.wide_picture(
        against_industry(drawn, show.palette()), "job_ad_industry", words.picture_note(len(missing))
    )


def asked_for(rows: pd.DataFrame, pool: PoolDetails, state: str) -> pd.DataFrame:
    """The table of credentials with the ways on from it; what it shows, for a file."""
    st.subheader("The credentials it names", anchor=False)
    table = tables.asked_table(rows, state)
    day = candidate_words.day(pool.reference_on)
    whose = "The sample pool: invented people." if pool.is_sample else "Your imported pool."
    tables.asked(table, f"{whose} Earned by {day} and not expired then, verified or not.")
    if pool.is_sample:
        st.markdown(
            f":orange-badge[:material/science: {candidate_words.INVENTED}] Who holds a credential "
            "is counted in it; nobody in it exists."
        )
    else:
        show.caption(candidate_words.checks_line(checks()))
    _ways_on(rows)
    return table


def other_names(reading: jobs.Reading) -> None:
    """What is named and counts for no credential, and what was seen and refused."""
    beside = job_ad.beside(reading.mentions, reading.names)
    if len(beside):
        st.subheader("Named, but no credential of the catalog", anchor=False)
        st.caption(
            "A family or a general word is never counted for one of its members; a name without a "
            "row in the catalog has no price and no share here."
        )
        tables.beside(beside)
    refused = job_ad.refused(reading.refusals, reading.names)
    if len(refused):
        title = f"Seen and not counted ({count(len(refused))})"
        with st.expander(title, icon=":material/visibility_off:"):
            st.caption("Forms that can name a credential, and the rule that says they do not here.")
            tables.refused(refused)


def _ways_on(rows: pd.DataFrame) -> None:
    """Buttons to the pages on comparing and on candidates, with these credentials chosen."""
    asked = rows[rows["is_asked"]]
    must = job_ad.required(rows)
    to_compare = tuple(asked["credential_id"])[: show.MOST_COMPARED]
    pool_knows = {c.choice_id: c.name for c in badge_choices()}
    wanted = must if len(must) else asked
    held = [pool_knows[i] for i in wanted["credential_id"] if i in pool_knows]
    unheld = wanted["name"][~wanted["credential_id"].isin(list(pool_knows))]
    is_all = len(must) > 0 and unheld.empty
    with st.container(horizontal=True):
        if st.button(
            f"Compare {'the first ' if len(asked) > len(to_compare) else ''}{len(to_compare)}",
            icon=":material/compare_arrows:",
            key="job_ad_compare",
            disabled=len(to_compare) < 2,
        ):
            show.compare(to_compare)
        if st.button(
            f"Candidates with {'all required' if is_all else 'any of them'}",
            icon=":material/group:",
            key="job_ad_candidates",
            disabled=not held,
        ):
            condition = "all_of" if is_all else "any_of"
            st.switch_page("pages/candidates.py", query_params={condition: held})
    if len(unheld):
        st.caption(show.escaped(f"Nobody in the pool holds {listed(unheld)}."))
