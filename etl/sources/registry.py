"""Every source, in one tuple."""

from etl.sources import Source, oews, onet
from etl.sources.archived import ARCHIVED
from etl.sources.curated import CURATED

SOURCES: tuple[Source, ...] = (*ARCHIVED, onet.SOURCE, oews.SOURCE, *CURATED)
