"""Which credential a written name stands for: equal once folded, never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import jobs
from dashboard.queries import catalog, held
from dashboard.warehouse import session_build


@dataclass(frozen=True)
class Names:
    """Folded forms -> credential ids; ``own`` are the catalog's names, ``every`` all forms."""

    own: Mapping[str, frozenset[str]]
    every: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    def find(self, written: str) -> tuple[str, ...]:
        """The credentials that a name may stand for: none, the one, or several by their names.

        An id stands for itself. A form that is one credential's own name stands for that one,
        whatever else is called so.
        """
        if written in self.labels:
            return (written,)
        for form in jobs.folded_forms(written):
            own = self.own.get(form, frozenset())
            found = own if len(own) == 1 else self.every.get(form, frozenset())
            if found:
                return tuple(sorted(found, key=self.labels.__getitem__))
        return ()


def names() -> Names:
    """The names of the served catalog."""
    return _names(str(session_build()))


@st.cache_data(max_entries=2, show_spinner=False)
def _names(build: str) -> Names:
    # The build is a part of the key; the queries read the session's, which is the same.
    labels = {i: name for i, name in catalog.names().items() if not jobs.is_average(name)}
    own: dict[str, set[str]] = {}
    every: dict[str, set[str]] = {}
    for row in held.forms().itertuples():
        key = jobs.folded_name(str(row.form))
        if key and row.credential_id in labels:
            every.setdefault(key, set()).add(str(row.credential_id))
            if row.is_name:
                own.setdefault(key, set()).add(str(row.credential_id))
    return Names(_frozen(own), _frozen(every), labels)


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in found.items()}
