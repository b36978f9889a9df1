"""The views of the page Recognition: each draws its picture, its table and its export."""

from dataclasses import dataclass

import pandas as pd

from dashboard import answers, choices, composition, evidence, exports, over_time, show, tables
from dashboard.charts.by_group import MOST, by_group
from dashboard.charts.heatmap import industry_heatmap, source_heatmap
from dashboard.charts.shares import ranking, strengths
from dashboard.filters import Filters, asked, describe
from dashboard.metrics import STRENGTH_LABELS
from dashboard.queries import catalog
from dashboard.queries import recognition_groups as groups
from dashboard.ranking import heatmap_cells
from dashboard.tables.employers import employers_table, naming_employers

SHOWN, ACROSS, EMPLOYERS = 20, 10, 30


@dataclass(frozen=True)
class Shown:
    """What every view draws from."""

    filters: Filters
    base: pd.Series
    rows: pd.DataFrame
    sources: pd.DataFrame

    @property
    def words(self) -> str:
        return describe(self.filters)


def widely(shown: Shown) -> None:
    note = answers.ranking_note(shown.rows, SHOWN)
    chart = ranking(shown.rows.head(SHOWN), show.palette())
    show.picture_of_credentials(chart, "ranking", note)
    _table_of_credentials(shown)


def required(shown: Shown) -> None:
    chart = strengths(shown.rows.head(SHOWN), show.palette(), tuple(STRENGTH_LABELS))
    show.picture_of_credentials(chart, "strengths", answers.strengths_note(asked(shown.filters)))
    _table_of_credentials(shown)


def industries(shown: Shown) -> None:
    top = shown.rows.head(SHOWN)
    cells = _cells(shown, groups.INDUSTRY, top)
    show.picture_of_industries(
        industry_heatmap(cells, show.palette()), "heatmap", answers.INDUSTRIES_NOTE
    )
    show.caption(answers.varies(cells, top.iloc[0]["credential_id"], "industries"))
    tables.cells(cells, "Industry", "industry_cells")
    exports.offer(cells, "recognition_by_industry", shown.words)


def by_source(shown: Shown) -> None:
    cells = _cells(shown, groups.SOURCE, shown.rows.head(ACROSS))
    show.wide_picture(source_heatmap(cells, show.palette()), "by_source", answers.SOURCES_NOTE)
    show.caption(composition.by_source_note(cells))
    tables.cells(cells, "Source", "source_cells")
    exports.offer(cells, "recognition_by_source", shown.words)


def places(shown: Shown) -> None:
    one = _one(shown)
    cells = _cells(shown, groups.PLACE, one)
    home = catalog.home_of_licence(str(one.iloc[0]["credential_id"]))
    if home:
        # Elsewhere it is not counted, which is not zero.
        cells = cells[cells["key"].str.split("-").str[0] == home]
        show.caption(answers.AT_HOME)
    if cells.empty:
        show.nothing("No posting under these choices tells its place.")
        return
    word = "countries" if shown.filters.place == "all" else "regions"
    chart = by_group(cells, show.palette(), groups=word)
    show.picture(chart, "by_place", answers.groups_note(cells, word, MOST))
    show.caption(answers.varies(cells, one.iloc[0]["credential_id"], word))
    tables.cells(cells, "Place", "place_cells")
    exports.offer(cells, "recognition_by_place", shown.words)


def time(shown: Shown) -> None:
    one = _one(shown).iloc[0]
    over_time.part(shown.filters, str(one["credential_id"]), str(one["name"]), shown.sources)


def employers(shown: Shown) -> None:
    one = _one(shown).iloc[0]
    rows = groups.by_employer(shown.filters, str(one["credential_id"]), EMPLOYERS)
    show.caption(answers.breadth(one))
    naming_employers(rows, str(one["name"]))
    exports.offer(employers_table(rows), "employers", f"{one['name']} · {shown.words}")


def postings(shown: Shown) -> None:
    one = _one(shown).iloc[0]
    evidence.part(shown.filters, str(one["credential_id"]), str(one["name"]))


VIEWS = {
    "How widely": widely,
    "Required or preferred": required,
    "By industry": industries,
    "By source": by_source,
    "By place": places,
    "Over time": time,
    "Employers": employers,
    "Postings": postings,
}
"""The first four show many credentials at once, the others one of them."""


def _cells(shown: Shown, by: str, credentials: pd.DataFrame) -> pd.DataFrame:
    ids = tuple(credentials["credential_id"])
    counts = groups.by_group(shown.filters, by, ids)
    return heatmap_cells(counts, groups.groups(shown.filters, by), credentials, by)


def _one(shown: Shown) -> pd.DataFrame:
    """The row of the credential that the reader chose; the leader at first."""
    names = dict(zip(shown.rows["credential_id"], shown.rows["name"], strict=True))
    chosen = choices.one_of("credential", "Credential", names, next(iter(names)))
    return shown.rows[shown.rows["credential_id"] == chosen]


def _table_of_credentials(shown: Shown) -> None:
    show.offer_to_compare(tables.recognition(shown.rows))
    exports.offer(tables.recognition_table(shown.rows), "recognition", shown.words)
