"""DataFrame -> Plotly figure with its text alternative; no queries, no Streamlit."""
