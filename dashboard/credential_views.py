"""The parts of a credential's own page."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.statistics import MEASURED
from analysis.wages import TOO_FEW as NO_PREMIUM
from dashboard import answers, credential, depth_views, evidence, exports, pay, show, tables
from dashboard.charts import pay as pay_charts
from dashboard.charts.by_group import MOST, by_group
from dashboard.filters import Filters, describe
from dashboard.metrics import NOT_COUNTED, STRENGTH_LABELS, count, percent
from dashboard.queries import catalog
from dashboard.queries import credential as queries
from dashboard.queries import recognition_groups as groups
from dashboard.queries.depth import exams as exams_of
from dashboard.ranking import heatmap_cells, intensity, state_of
from dashboard.tables import credential as own_tables
from dashboard.tables import pay as pay_tables


@dataclass(frozen=True)
class Shown:
    """One credential: its catalog row, its counts (no row where none), the base, its premium."""

    filters: Filters
    row: pd.Series
    counted: pd.DataFrame
    base: pd.Series
    premium: pd.Series

    @property
    def words(self) -> str:
        return f"{self.row['name']} · {describe(self.filters)}"


def recognition(shown: Shown) -> None:
    if shown.row["kind"] == "degree":
        show.nothing(f"A degree is {NOT_COUNTED}: a posting asks for a level, not for a programme.")
        return
    one = pd.DataFrame([shown.row[["credential_id", "name", "abbreviation"]]])
    ids = (str(shown.row["credential_id"]),)
    counts = groups.by_group(shown.filters, groups.INDUSTRY, ids)
    cells = heatmap_cells(
        counts, groups.groups(shown.filters, groups.INDUSTRY), one, groups.INDUSTRY
    )
    show.picture(
        by_group(cells, show.palette(), groups="industries"),
        "credential_industries",
        "Every industry is shown, whatever the sidebar says; the other choices hold. "
        + answers.groups_note(cells, "industries", MOST),
    )
    st.markdown(show.escaped(answers.varies(cells, ids[0], "industries")))
    if len(shown.counted) and state_of(shown.base) == MEASURED:
        st.markdown(show.escaped(_strengths(shown.counted)))
        st.markdown(show.escaped(answers.breadth(shown.counted.iloc[0])))
    tables.cells(cells, "Industry", "credential_cells")
    exports.offer(cells, "credential_by_industry", shown.words)


def _strengths(counted: pd.DataFrame) -> str:
    row = counted.iloc[0]
    parts = [f"{count(row[key])} {label.lower()}" for key, label in STRENGTH_LABELS.items()]
    strongly = float(intensity(counted).iloc[0])
    return f"How strongly: {', '.join(parts)}, {percent(strongly)} of full strength."


def premium(shown: Shown) -> None:
    if shown.premium.empty:
        show.nothing("Not collected: no posting under your choices names it and states its pay.")
        return
    st.markdown(show.escaped(pay.sentence(shown.premium)))
    if shown.premium["verdict"] != NO_PREMIUM:
        show.picture(pay_charts.one(shown.premium, show.palette()), "credential_pay")
        table = pay_tables.premiums_table(pd.DataFrame([shown.premium]))
        pay_tables.draw_premiums(table)
        exports.offer(table, "credential_pay", shown.words)
    show.button_to("Premiums of all, and how they are worked out", "pay", ":material/paid:")


def cost(shown: Shown) -> None:
    rows = queries.costs(str(shown.row["credential_id"]))
    if rows.empty:
        show.nothing("No price has been found yet.")
        return
    own_tables.costs(rows)
    exports.offer(rows, "credential_costs", shown.words)


def what(shown: Shown) -> None:
    industries = queries.labels()
    for heading, value in credential.facts(shown.row.to_dict(), industries):
        st.markdown(f"**{heading}:** {show.escaped(value)}")
    skills = catalog.skills_of((str(shown.row["credential_id"]),))
    names = ", ".join(skills["skill_name"]) or "none collected yet"
    st.markdown(f"**Skills:** {show.escaped(names)}")
    st.subheader("What the European approach asks to be stated", anchor=False)
    exams = exams_of((str(shown.row["credential_id"]),))
    rows = credential.elements(shown.row, skills, _edges(shown), exams)
    st.markdown(show.escaped(credential.elements_sentence(rows)))
    own_tables.elements(rows)
    show.caption(credential.FEW_LEVELS)
    show.caption(f"{credential.EU_SOURCE}. “Missing” means that our catalog does not know it.")


def depth(shown: Shown) -> None:
    depth_views.one(shown.filters, shown.row, shown.words)


def path(shown: Shown) -> None:
    steps = tables.steps_table(_edges(shown))
    if steps.empty:
        show.nothing("The catalog knows no step from it or to it.")
        return
    tables.steps(steps)
    exports.offer(steps, "credential_steps", shown.words)
    show.button_to("The path as a picture", "stackability", ":material/account_tree:")


def postings(shown: Shown) -> None:
    evidence.part(shown.filters, str(shown.row["credential_id"]), str(shown.row["name"]))


def others(shown: Shown) -> None:
    show.caption(
        "Claims and figures of others, kept apart from what is measured here. Ours stand under "
        "Recognition and Pay."
    )
    published = queries.published(str(shown.row["credential_id"]))
    offered = queries.offers(str(shown.row["credential_id"]))
    claims, figures = (published[published["is_issuers"] == own] for own in (True, False))
    st.subheader("What its issuer claims", anchor=False)
    if claims.empty:
        show.caption("No claim of its issuer is on record here.")
    else:
        show.caption("Who issues it says so; nobody has checked it here.")
        own_tables.published(claims, "credential_claims")
    st.subheader("What others published", anchor=False)
    if figures.empty:
        show.caption("No figure of anybody else is on record here.")
    else:
        own_tables.published(figures, "credential_published")
    if len(offered):
        st.subheader("What other catalogs say", anchor=False)
        own_tables.offers(offered)


def _edges(shown: Shown) -> pd.DataFrame:
    edges, own = catalog.edges(), shown.row["credential_id"]
    return edges[(edges["from_id"] == own) | (edges["to_id"] == own)]


VIEWS = {
    "Recognition": recognition,
    "Pay": premium,
    "Cost": cost,
    "What it is": what,
    "Depth and fit": depth,
    "Path": path,
    "Postings": postings,
    "What others say": others,
}
