"""One credential: what it is worth, what it is, what it costs, where it leads."""

import pandas as pd
import streamlit as st

from dashboard import choices, credential, frame, show
from dashboard.credential_views import VIEWS, Shown
from dashboard.pay_fit import fitted
from dashboard.queries import catalog, recognition
from dashboard.ranking import with_shares

DEFAULT = "comptia-security-plus"
filters = frame.filters().side_by_side()
names = catalog.names()
base = recognition.denominators(filters)
ranked = with_shares(recognition.credentials(filters), base)

choices.say_unknown("credential", names)
head = st.container()
chosen = choices.one_of("credential", "Credential", names, DEFAULT)
row = catalog.named((chosen,)).iloc[0]
counted = ranked[ranked["credential_id"] == chosen]
premiums = fitted(filters).rows
own = premiums[premiums["credential_id"] == chosen]
premium = own.iloc[0] if len(own) else pd.Series(dtype=object)
with head:
    show.question(f"What is {row['name']} worth?", credential.answer(row, counted, base, premium))
show.headline(credential.headline(row, counted, base, premium))
sources = recognition.composition(filters)
show.composition(sources, base)
for warning in credential.warnings(counted, base):
    st.warning(show.escaped(warning), icon=":material/balance:")
VIEWS[show.views(list(VIEWS), "about")](Shown(filters, row, counted, base, premium))
show.how_counted(
    *("share", "interval", "shrunk", "intensity", "breadth", "too_few", "price", "pay_premium"),
    *("depth", "focus", "level_fit"),
)
show.sources_line(sources)
