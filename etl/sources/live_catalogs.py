"""The live sources of catalogs and of reference data, for the registry of connectors."""

from types import ModuleType

from etl.sources import (
    careeronestop,
    credential_registry,
    elm,
    esco,
    oews,
    onet,
    open_badges,
)

LIVE_CATALOGS: tuple[ModuleType, ...] = (credential_registry, careeronestop, open_badges, elm)
LIVE_REFERENCE: tuple[ModuleType, ...] = (onet, oews, esco)
