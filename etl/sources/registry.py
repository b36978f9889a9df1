"""Every source, in one tuple, and the connectors of those that can be fetched."""

from etl.connector import Connector
from etl.sources import Source, oews, onet
from etl.sources.archived import ARCHIVED
from etl.sources.curated import CURATED
from etl.sources.live_catalogs import LIVE_CATALOGS, LIVE_REFERENCE
from etl.sources.live_hiring import LIVE_HIRING

CONNECTORS: dict[str, Connector] = {
    connector.SOURCE.source_id: connector
    for connector in (*LIVE_HIRING, *LIVE_CATALOGS, *LIVE_REFERENCE)
}
"""What `python -m etl fetch` can ask, by source id."""

SOURCES: tuple[Source, ...] = (
    *ARCHIVED,
    onet.SOURCE,
    oews.SOURCE,
    *(c.SOURCE for c in CONNECTORS.values() if c.SOURCE not in (onet.SOURCE, oews.SOURCE)),
    *CURATED,
)
