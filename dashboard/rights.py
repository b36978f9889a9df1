"""Who may change the data from a page."""

import ipaddress
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

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
        if signed_in_as(st.user.to_dict()) in named:
            return None
        return "Only the analysts named by whoever runs this dashboard may add data, signed in."
    if is_at_this_machine(st.context.ip_address, st.context.headers.to_dict()):
        return None
    return (
        "Data can be added from the machine that runs this dashboard, or by analysts that "
        f"{ANALYSTS} names."
    )


def who_decides() -> str | None:
    """The e-mail address of this visitor, who is signed in, or "" for somebody who sits at this
    machine and is to be asked for a name; None where neither holds: such a visitor may only look.
    """
    address = signed_in_as(st.user.to_dict())
    if address is not None:
        return address
    here = is_at_this_machine(st.context.ip_address, st.context.headers.to_dict())
    return "" if here else None


def signed_in_as(user: Mapping[str, object]) -> str | None:
    """The visitor's e-mail address, casefolded, where they are signed in and it is verified."""
    if not user.get("is_logged_in") or not user.get("email_verified", True):
        return None
    return str(user.get("email") or "").casefold() or None


def is_at_this_machine(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a visitor's browser runs on this machine.

    Args:
        address: as Streamlit tells it: None for some forms of loopback.
        headers: of the connection. A proxy may hide the visitor's address, but it mostly says
            that it forwards, and the browser names the site that it is on.
    """
    given = {name.casefold(): value for name, value in headers.items()}
    if any(given.get(name.casefold()) for name in _FORWARDED):
        return False
    site = urlsplit(given.get("origin") or "").hostname
    if site is not None and site != "localhost" and not _is_loopback(site):
        return False
    return address is None or _is_loopback(address)


def _is_loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback
