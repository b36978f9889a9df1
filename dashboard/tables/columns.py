"""Column kinds that every table shares."""

import streamlit as st

TEXT, NUMBER = st.column_config.TextColumn, st.column_config.NumberColumn
NAME = TEXT(pinned=True, width="medium")
