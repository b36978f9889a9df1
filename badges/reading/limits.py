"""How much of a stranger's file is read. Sizes in bytes."""

from typing import Final

FILE: Final = 32 * 2**20
JSON: Final = 2**20
JSON_DEPTH: Final = 64
TOKEN: Final = 2**20
SVG: Final = 2 * 2**20
SVG_ELEMENTS: Final = 50_000
PNG: Final = 20 * 2**20
PNG_CHUNKS: Final = 10_000
PNG_TEXT: Final = 256 * 2**10
TABLE: Final = 10 * 2**20
TABLE_LINE: Final = 2**20
ZIP_ENTRIES: Final = 20_000
ZIP_TOTAL: Final = 50 * 2**20
ZIP_RATIO: Final = 100
# Of a zip whose files are read one after another and not kept together.
ZIP_FILE: Final = 2**30
ZIP_STREAMED: Final = 2**30
# A list of so many files needs no more; the count in it is read after the list itself.
ZIP_LIST: Final = 8 * 2**20
ZIP_CHUNK: Final = 2**16
# Containers of containers are exports; deeper ones are nobody's honest file.
LISTED_DEPTH: Final = 4
BADGES: Final = 20_000
