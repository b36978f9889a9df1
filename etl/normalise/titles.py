"""Job titles to occupation groups: the two-digit major groups of the 2018 SOC.

Method: the title is compared with O*NET's occupation titles and alternate titles after tidying
(an exact match counts only when every occupation of that name lies in one major group), then read
by ordered keyword rules (`data/reference/title_rules.csv`). What neither settles stays unknown.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby
from pathlib import Path

from etl.errors import DataError
from etl.normalise.occupations import CodeRule, OccupationCodes

SOC_GROUPS = frozenset({
    "11", "13", "15", "17", "19", "21", "23", "25", "27", "29", "31", "33", "35", "37", "39",
    "41", "43", "45", "47", "49", "51", "53", "55",
})  # fmt: skip

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_HEAD_END = re.compile(
    r"\s[-–—|•:]+\s|[|;:•]|,|\s[-–—]|[-–—]\s|\s@\s|\s(?:at|for|with|based in|located in|h/f|m/f)\s",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:band \d[a-d]?|bands? \d [a-d0-9]|grade \d+|gs \d+(?: \d+)*|full time|part time|fulltime|"
    r"parttime|remote|hybrid|onsite|on site|temporary|permanent|contract|fixed term|per diem|prn|"
    r"urgent|hiring|now hiring|new|immediate|locum|bank|m f d|m f x|h f|f h|m f|f m|w m d|"
    r"with verification|maternity cover|nights?|days?|weekends?|evenings?|us citizen\w*|"
    r"\$?\d[\d.]*k?)\b"
)
_LEVELS = re.compile(
    r"\b(?:senior|sr|snr|junior|jr|jnr|lead|principal|chief|staff|mid level|mid|entry level|"
    r"entry|experienced|associate|assistant|deputy|supervisory|advanced|trainee|apprentice|"
    r"graduate|intern|internship|student|i|ii|iii|iv|v|vi|level|expert)\b"
)
_RANKS = re.compile(
    r"\b(?:senior|sr|snr|junior|jr|jnr|lead|principal|mid level|mid|entry level|entry|experienced|"
    r"deputy|supervisory|advanced|graduate|i|ii|iii|iv|v|vi|level|expert)\b"
)
"""Levels within an occupation; an assistant or associate may well have another one."""
_LEVELS_KEPT_IN_RULES = re.compile(r"\b(?:i|ii|iii|iv|v|vi|sr|snr|jr|jnr)\b")


@dataclass(frozen=True)
class TitleRule:
    """A row of the rules file: `=` before a whole title, else a pattern; no group refuses."""

    pattern: str
    soc_group: str | None
    note: str


def read_title_rules(path: Path) -> tuple[TitleRule, ...]:
    """The rules of `title_rules.csv`, in order.

    Raises:
        DataError: a pattern does not compile or a group is not a SOC major group.
    """
    rules = []
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            group = row["soc_group"] or None
            if group is not None and group not in SOC_GROUPS:
                raise DataError(f"{path}: line {number}: {group} is not a SOC major group.")
            try:
                re.compile(row["pattern"])
            except re.error as error:
                raise DataError(f"{path}: line {number}: {error}.") from error
            rules.append(TitleRule(row["pattern"], group, row["note"]))
    return tuple(rules)


@lru_cache(maxsize=131_072)
def tidy_title(text: str) -> str:
    """Lower case without accents; words and the signs `& + #` (and `.` in `.net`) spaced by one."""
    folded = unicodedata.normalize("NFKD", unescape(text)).casefold()
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    folded = re.sub(r"['’`´]", "", folded)
    folded = re.sub(r"\.(?!net\b)", " ", folded)
    folded = re.sub(r"[^a-z0-9&+#. ]", " ", folded)
    return re.sub(r"\s+", " ", folded).strip()


class TitleClassifier:
    """Classifies titles by a vocabulary of known titles and by ordered rules.

    Args:
        titles: pairs of a title and its SOC code ("Staff Nurse", "29-1141.00").
        rules: the rows of `title_rules.csv`.
        codes: the rows of `title_codes.csv`.
    """

    def __init__(
        self,
        titles: Iterable[tuple[str, str]],
        rules: Sequence[TitleRule],
        codes: Sequence[CodeRule] = (),
    ) -> None:
        groups: dict[str, set[str]] = defaultdict(set)
        known: dict[str, set[str]] = defaultdict(set)
        for title, code in titles:
            for form in _vocabulary_forms(title):
                groups[form].add(code[:2])
                known[form].add(code)
        self._codes = OccupationCodes(known, codes)
        self._known = {form: next(iter(found)) for form, found in groups.items() if len(found) == 1}
        self._whole = {
            rule.pattern[1:]: rule.soc_group for rule in rules if rule.pattern.startswith("=")
        }
        ordered = [rule for rule in rules if not rule.pattern.startswith("=")]
        # Neighbouring rules of one group become one expression: the order is kept, and thousands
        # of titles take a few seconds.
        self._rules = [
            (re.compile("|".join(f"(?:{rule.pattern})" for rule in block)), group)
            for group, block in groupby(ordered, key=lambda rule: rule.soc_group)
        ]
        self._cache: dict[str, str | None] = {}

    def soc_group(self, title: str) -> str | None:
        """The two-digit SOC major group of `title`, or None when it is not certain."""
        if title not in self._cache:
            self._cache[title] = self._classify(title)
        return self._cache[title]

    def soc_code(self, title: str, group: str | None) -> str | None:
        """The detailed SOC occupation (``29-1141``) of `title` within its major group.

        None where several occupations of the group go by that name, or none is known to.
        """
        if group is None:
            return None
        whole, head = _forms(title)
        plain = re.sub(r"\s+", " ", _RANKS.sub(" ", head)).strip()
        return self._codes.code(whole, head, plain, group)

    def _classify(self, title: str) -> str | None:
        whole, head = _forms(title)
        for form in dict.fromkeys((whole, head)):
            if form in self._whole:
                if self._whole[form] is not None:
                    return self._whole[form]
                continue
            if form in self._known:
                return self._known[form]
        for form in dict.fromkeys((head, whole, _trimmed(tidy_title(title)))):
            if form in self._whole:
                continue
            is_settled, group = self._by_rules(_LEVELS_KEPT_IN_RULES.sub(" ", form))
            if is_settled:
                return group
            plain = re.sub(r"\s+", " ", _LEVELS.sub(" ", form)).strip()
            if plain in self._whole:
                if self._whole[plain] is not None:
                    return self._whole[plain]
            elif plain in self._known:
                return self._known[plain]
        return None

    def _by_rules(self, form: str) -> tuple[bool, str | None]:
        tidied = re.sub(r"\s+", " ", form).strip()
        for pattern, group in self._rules:
            if pattern.search(tidied):
                return True, group
        return False, None


@lru_cache(maxsize=131_072)
def _forms(title: str) -> tuple[str, str]:
    """The whole tidied title, and the part before what only places or qualifies it."""
    plain = _BRACKETED.sub(" ", title)
    head = _HEAD_END.split(plain.strip(), maxsplit=1)[0]
    return _trimmed(tidy_title(plain)), _trimmed(tidy_title(head))


def _trimmed(form: str) -> str:
    """A tidied title without its grade, hours and place in a staffing bank."""
    return re.sub(r"\s+", " ", _DROPPED.sub(" ", form)).strip(" &+#.")


def _vocabulary_forms(title: str) -> tuple[str, ...]:
    """A known title as published, without its bracket, and in the singular."""
    plain = _trimmed(tidy_title(_BRACKETED.sub(" ", title)))
    forms = {form for form in (_trimmed(tidy_title(title)), plain) if form}
    for form in tuple(forms):
        if form.endswith("s") and not form.endswith("ss"):
            forms.add(form[:-1])
    return tuple(forms)
