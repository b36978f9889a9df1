"""Ours and its peers, each a function from aliases to a function that reads texts.

Peers only find forms; ours also resolves them, judges their context and their strength.
"""

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from analysis.matching import build_vocabulary, find_mentions
from analysis.resolving import Alias
from etl.paths import default_paths
from etl.vocabulary import read_vocabulary

Reads = Callable[[Sequence[str]], int]


def ours(aliases: Sequence[Alias]) -> Reads:
    """Scan, senses, context, strength, for what the catalog holds."""
    vocabulary = build_vocabulary(aliases)
    return lambda texts: len(find_mentions(texts, vocabulary))


def all_kinds(aliases: Sequence[Alias]) -> Reads:
    """The same with families and open patterns; the whole catalog, whatever `aliases` says."""
    vocabulary = read_vocabulary(default_paths().catalog, all_kinds=True)
    return lambda texts: len(find_mentions(texts, vocabulary))


def reading(aliases: Sequence[Alias]) -> Reads:
    """No matching: every byte of the text is looked at once."""
    return lambda texts: sum(text.count("\x00") for text in texts)


def pandas_loop(aliases: Sequence[Alias]) -> Reads:
    pandas = import_module("pandas")
    patterns = _patterns(aliases)

    def read(texts: Sequence[str]) -> int:
        series = pandas.Series(texts)
        return sum(
            int(series.str.contains(pattern, case=case, regex=True).sum())
            for pattern, case in patterns
        )

    return read


def re_alternation(aliases: Sequence[Alias]) -> Reads:
    forms = sorted((alias.form for alias in aliases), key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
    return lambda texts: sum(len(found.findall(text)) for text in texts)


def flashtext(aliases: Sequence[Alias]) -> Reads:
    processor = import_module("flashtext").KeywordProcessor()
    for alias in aliases:
        processor.add_keyword(alias.form)
    return lambda texts: sum(len(processor.extract_keywords(text)) for text in texts)


def spacy(aliases: Sequence[Alias]) -> Reads:
    nlp = import_module("spacy").blank("en")
    nlp.max_length = 10_000_000
    matcher = import_module("spacy.matcher").PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("credential", list(nlp.tokenizer.pipe(alias.form for alias in aliases)))
    return lambda texts: sum(len(matcher(doc)) for doc in nlp.tokenizer.pipe(texts))


def hyperscan(aliases: Sequence[Alias]) -> Reads:
    library = import_module("hyperscan")
    patterns = [rf"\b{re.escape(alias.form)}".encode() for alias in aliases if _is_ascii(alias)]
    database = library.Database()
    flags = library.HS_FLAG_CASELESS | library.HS_FLAG_SOM_LEFTMOST
    database.compile(
        expressions=patterns, ids=list(range(len(patterns))), flags=[flags] * len(patterns)
    )

    def read(texts: Sequence[str]) -> int:
        hits: list[Any] = []
        for text in texts:
            database.scan(text.encode(), match_event_handler=lambda *hit: hits.append(hit))
        return len(hits)

    return read


def pyahocorasick(aliases: Sequence[Alias]) -> Reads:
    automaton = import_module("ahocorasick").Automaton()
    for alias in aliases:
        automaton.add_word(alias.form.lower(), alias.form)
    automaton.make_automaton()
    return lambda texts: sum(sum(1 for _ in automaton.iter(text.lower())) for text in texts)


def google_re2(aliases: Sequence[Alias]) -> Reads:
    library = import_module("re2")
    options = library.Options()
    options.case_sensitive = False
    options.max_mem = 1 << 30
    forms = sorted((alias.form for alias in aliases), key=len, reverse=True)
    found = library.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})", options)
    return lambda texts: sum(len(found.findall(text)) for text in texts)


CONTENDERS: dict[str, Callable[[Sequence[Alias]], Reads]] = {
    "ours": ours,
    "all_kinds": all_kinds,
    "reading": reading,
    "pandas_loop": pandas_loop,
    "re_alternation": re_alternation,
    "flashtext": flashtext,
    "spacy": spacy,
    "hyperscan": hyperscan,
    "pyahocorasick": pyahocorasick,
    "google_re2": google_re2,
}
PEERS = ("pandas_loop", "re_alternation", "flashtext", "spacy")
SCANNERS = ("hyperscan", "google_re2", "pyahocorasick")
CHUNKS = {"pandas_loop": 4, "spacy": 50, "re_alternation": 20}
"""Postings a peer is given at a time; ours and the quick ones take `CHUNK`."""
CHUNK = 2_000


def _is_ascii(alias: Alias) -> bool:
    return alias.form.isascii()


def _patterns(aliases: Sequence[Alias]) -> list[tuple[str, bool]]:
    return [(rf"\b{re.escape(alias.form)}\b", alias.case_sensitive) for alias in aliases]
