"""Who may change the data from a page."""

import ipaddress
import os

import streamlit as st

ANALYSTS = "CREDENCE_ANALYSTS"
"""Environment variable: e-mail addresses, separated by commas, of those who may import."""
_FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded")


def why_not_import() -> str | None:
    """Why this visitor may not import; None where they may.

    Where analysts are named, only they may, signed in. Else whoever sits at this machine: a
    visitor from another one, or through a proxy, may only look.
    """
    named = {a.strip().casefold() for a in os.environ.get(ANALYSTS, "").split(",") if a.strip()}
    if named:
        user = st.user.to_dict()
        verified = user.get("is_logged_in") and user.get("email_verified", True)
        if verified and str(user.get("email", "")).casefold() in named:
            return None
        return "Only the analysts named by whoever runs this dashboard may add data, signed in."
    through_proxy = any(st.context.headers.get(name) for name in _FORWARDED)
    if through_proxy or not _is_this_machine(st.context.ip_address):
        return (
            "Data can be added from the machine that runs this dashboard, or by analysts that "
            f"{ANALYSTS} names."
        )
    return None


def _is_this_machine(address: str | None) -> bool:
    """Whether a visitor's address is loopback; Streamlit gives None for some forms of it."""
    if address is None:
        return True
    ip = ipaddress.ip_address(address)
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback
