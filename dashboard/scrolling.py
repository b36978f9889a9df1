"""Wide things on narrow screens: they keep their width and scroll in a box of their own."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

PHONE_PX = 640


def at_least(width_px: int, key: str) -> DeltaGenerator:
    """A container whose content is never narrower than ``width_px``; use it with ``with``."""
    box = f".st-key-{key}"
    st.html(
        f"<style>{box}{{overflow-x:auto}} {box}>*{{min-width:{int(width_px)}px}}"
        f"@media(max-width:{PHONE_PX}px){{{box}::before{{content:'scroll sideways \\2192';"
        "position:sticky;left:0;font-size:0.8rem;opacity:0.7}}</style>"
    )
    return st.container(key=key)
