"""Which credentials do employers ask for, how widely and how strongly."""

from analysis.statistics import MEASURED
from dashboard import answers, frame, show
from dashboard.filters import asked, describe, where
from dashboard.queries import recognition
from dashboard.ranking import state_of, with_shares
from dashboard.recognition_views import VIEWS, Shown

filters = frame.filters()
base = recognition.denominators(filters)
rows = with_shares(recognition.credentials(filters), base)
sources = recognition.composition(filters)

show.question(
    f"Which credentials do employers{where(filters)} ask for?",
    answers.recognition(rows, base, describe(filters), asked(filters)),
)
if state_of(base) != MEASURED:
    show.no_figure(base, recognition.without_each(filters))
elif rows.empty:
    show.nothing("No credential of the chosen kinds is asked for in these postings.")
else:
    show.composition(sources, base)
    VIEWS[show.views(list(VIEWS))](Shown(filters, base, rows, sources))
show.how_counted(
    "share",
    "interval",
    "plain_interval",
    "rank",
    "shrunk",
    "strength",
    "intensity",
    "employers",
    "too_few",
    notes=answers.recognition_notes(base),
)
show.sources_line(sources)
