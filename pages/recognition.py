"""Which credentials do employers ask for, how widely and how strongly."""

from analysis.statistics import MEASURED, figure_state
from dashboard import answers, composition, exports, frame, show, tables
from dashboard.charts.heatmap import industry_heatmap, source_heatmap
from dashboard.charts.shares import ranking, strengths
from dashboard.filters import asked, describe, where
from dashboard.metrics import STRENGTH_LABELS
from dashboard.queries import recognition
from dashboard.ranking import by_size, heatmap_cells, with_shares

SHOWN, ACROSS = 20, 10
VIEWS = ["How widely", "Required or preferred", "By industry", "By source"]
filters = frame.filters()
words = describe(filters)
base = recognition.denominators(filters)
postings, employers = int(base["postings"]), int(base["employers"])
rows = with_shares(recognition.credentials(filters), postings)
sources = recognition.composition(filters)
state = figure_state(postings, employers)

show.question(
    f"Which credentials do employers{where(filters)} ask for?",
    answers.recognition(rows, base, state, words, asked(filters)),
)
if state != MEASURED:
    show.no_figure(state, postings, employers, recognition.without_each(filters))
elif rows.empty:
    show.nothing("No credential of the chosen kinds is asked for in these postings.")
else:
    show.composition(sources, base)
    view = show.views(VIEWS)
    top = rows.head(ACROSS if view == VIEWS[3] else SHOWN)
    ids = tuple(top["credential_id"])
    if view == VIEWS[0]:
        note = answers.ranking_note(rows, SHOWN)
        show.picture_of_credentials(ranking(top, show.palette()), "ranking", note, rows)
    elif view == VIEWS[1]:
        chart = strengths(top, show.palette(), tuple(STRENGTH_LABELS))
        show.picture_of_credentials(chart, "strengths", answers.STRENGTHS_NOTE, rows)
    elif view == VIEWS[2]:
        groups = by_size(recognition.industry_denominators(filters))
        counts = recognition.by_industry(filters, ids)
        cells = heatmap_cells(counts, groups, top, "naics_sector")
        show.picture_of_industries(
            industry_heatmap(cells, show.palette()), "heatmap", answers.INDUSTRIES_NOTE
        )
        tables.cells(cells, "Industry", "industry_cells")
        exports.offer(cells, "recognition_by_industry", words)
    else:
        groups, counts = by_size(sources), recognition.by_source(filters, ids)
        cells = heatmap_cells(counts, groups, top, "source_id")
        note = composition.by_source_note(cells)
        show.wide_picture(source_heatmap(cells, show.palette()), "by_source", note)
        tables.cells(cells, "Source", "source_cells")
        exports.offer(cells, "recognition_by_source", words)
    if view in VIEWS[:2]:
        show.offer_to_compare(tables.recognition(rows))
        exports.offer(tables.recognition_table(rows), "recognition", words)
show.how_counted(
    "share", "interval", "strength", "employers", "too_few", notes=answers.recognition_notes(base)
)
show.sources_line(sources)
