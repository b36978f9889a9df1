"""One contender in a process of its own; run by `benchmarks.matching`.

Arguments: contender, patterns, texts, part, parts, seconds. It says `ready` when all is built,
waits for a line, reads its share of the texts (until the seconds are over), and prints one JSON
object.
"""

import json
import resource
import sys
import time

from benchmarks.matching_contenders import CHUNK, CHUNKS, CONTENDERS
from benchmarks.matching_texts import aliases_for, read_texts


def main() -> None:
    """Build, wait, read, tell."""
    name, patterns, place, part, parts, seconds = sys.argv[1:]
    texts = read_texts(place)[int(part) :: int(parts)]
    aliases = aliases_for(int(patterns))
    before = _resident()
    started = time.perf_counter()
    read = CONTENDERS[name](aliases)
    built = time.perf_counter() - started
    print("ready", flush=True)
    sys.stdin.readline()
    chunk = CHUNKS.get(name, CHUNK)
    done = found = 0
    started = time.perf_counter()
    for first in range(0, len(texts), chunk):
        found += read(texts[first : first + chunk])
        done = min(first + chunk, len(texts))
        if time.perf_counter() - started > float(seconds):
            break
    took = time.perf_counter() - started
    result = {
        "seconds": took,
        "build_seconds": built,
        "postings": done,
        "bytes": sum(len(text.encode("utf-8", "surrogatepass")) for text in texts[:done]),
        "found": found,
        "memory": max(0, _resident() - before),
    }
    print(json.dumps(result))


def _resident() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
