"""The live sources of postings, for the registry of connectors."""

from types import ModuleType

from etl.sources import (
    adzuna,
    arbeitnow,
    ashby,
    greenhouse,
    lever,
    remotive,
    the_muse,
    usajobs_historic,
    usajobs_search,
)

LIVE_HIRING: tuple[ModuleType, ...] = (
    usajobs_historic,
    usajobs_search,
    greenhouse,
    lever,
    ashby,
    remotive,
    arbeitnow,
    the_muse,
    adzuna,
)
