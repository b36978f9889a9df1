"""A whole file of postings matched in processes: read, cleaned, matched, strongest mention kept."""

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pyarrow.parquet as pq

from analysis.matching import collapse, find_mentions
from etl.normalise.texts import clean_text
from etl.paths import default_paths
from etl.vocabulary import read_vocabulary

BATCH = 1_000


def match_file(path: str, processes: int) -> int:
    """Mentions found in the texts of a Parquet file, one a posting and credential."""
    if processes == 1:
        return _share(path, 0, 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(_share, repeat(path), range(processes), repeat(processes)))


def _share(path: str, part: int, parts: int) -> int:
    vocabulary = read_vocabulary(default_paths().catalog)
    found = 0
    batches = pq.ParquetFile(path).iter_batches(BATCH, columns=["text"])
    for number, batch in enumerate(batches):
        if number % parts == part:
            texts = [clean_text(text) for text in batch.column(0).to_pylist()]
            found += len(collapse(find_mentions(texts, vocabulary)))
    return found


if __name__ == "__main__":
    print(match_file(sys.argv[1], int(sys.argv[2])))
