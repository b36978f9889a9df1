"""The kinds of rows that can be imported."""

from etl.importing import Kind, awards, candidates, credentials, groups, hires, postings

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (postings, credentials, candidates, awards, hires, groups)
}
