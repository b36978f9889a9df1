"""Do employers ask for what they say they value: surveys beside postings."""

import pandas as pd

from analysis.statistics import MEASURED
from dashboard import exports, frame, say_do, show, survey_answers
from dashboard.charts.say_do import say_do as picture
from dashboard.filters import describe, where
from dashboard.queries import recognition, surveys
from dashboard.ranking import state_of
from dashboard.tables import surveys as tables

filters = frame.filters()
published = surveys.surveys()
base = recognition.denominators(filters)
is_measured = state_of(base) == MEASURED
said = survey_answers.said(published)
done = say_do.done(surveys.at_least_one(filters), base)
sources = recognition.composition(filters)

show.question(
    "Do employers ask for what they say they value?",
    say_do.answer(said, done, base, where(filters)),
)
show.headline(say_do.headline(said, done, base))
if is_measured:
    show.composition(sources, base)
else:
    show.no_figure(base, recognition.without_each(filters))
opinions, behaviour = (
    said[said["section"] == s] for s in (survey_answers.SAY, survey_answers.HIRES)
)
rows = pd.concat([opinions, *([done] if is_measured else []), behaviour], ignore_index=True)
show.caption(say_do.SCALE)
show.wide_picture(picture(rows, show.palette()), "say_do", say_do.LIMITS)
table = tables.say_do_table(rows)
tables.draw_say_do(table)
exports.offer(table, "say_do", describe(filters))
tables.draw_others(tables.others_table(survey_answers.other_answers(published)))
show.how_counted("interval", "strength", "too_few", notes=say_do.notes(said))
show.sources_line(sources)
