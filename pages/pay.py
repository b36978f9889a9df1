"""Which credentials go with higher advertised pay, and what the roles that ask for them earn."""

import streamlit as st

from dashboard import choices, exports, frame, pay, show
from dashboard.charts.pay import premiums
from dashboard.filters import describe, where
from dashboard.pay_fit import fitted
from dashboard.queries import catalog, recognition
from dashboard.queries import pay as queries
from dashboard.scrolling import at_least
from dashboard.tables import pay as tables

SHOWN = 20
# Narrowest picture whose two marks can still be told apart.
PICTURE_PX = 620
filters = frame.filters()
words = describe(filters)
known = queries.coverage(filters)
found = fitted(filters)
rows = found.rows
told = pay.measured(rows)

show.question(f"Which credentials are paid for{where(filters)}?", pay.answer(rows))
if rows.empty:
    show.nothing(
        "Not collected: no posting under your choices names a credential, states its pay and has "
        "a known occupation. That is no sign that nothing is paid for it."
    )
else:
    show.headline(pay.headline(rows, known, found.r_squared))
    for warning in pay.warnings(known, found.every):
        st.warning(show.escaped(warning), icon=":material/balance:")
    if len(told):
        with at_least(PICTURE_PX, "wide_premiums"):
            show.picture_of_credentials(
                premiums(told.head(SHOWN), show.palette()), "premiums", None
            )
        show.caption(pay.picture_note(rows, SHOWN))
    table = tables.premiums_table(rows)
    tables.draw_premiums(table)
    exports.offer(table, "pay", words)

    st.subheader("What do the roles that ask for it earn?", anchor=False)
    names = catalog.names()
    chosen = choices.one_of("pay_of", "Credential", names, rows.iloc[0]["credential_id"])
    roles = queries.roles(filters, chosen)
    show.caption(pay.roles_sentence(names[chosen], roles, filters.country))
    if len(roles):
        earned = tables.roles_table(roles)
        tables.draw_roles(earned)
        exports.offer(earned, "pay_roles", f"{names[chosen]} · {words}")
show.how_counted(*pay.MEASURES_SHOWN, notes=pay.METHOD)
show.sources_line(recognition.composition(filters))
