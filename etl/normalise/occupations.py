"""Job titles to detailed occupations: six-digit codes of the 2018 SOC (``29-1141``).

Method: within the major group that `etl.normalise.titles` has settled, whole titles of
``data/reference/title_codes.csv`` decide first (``=`` before the pattern), then O*NET titles that
name one occupation of the group, then the file's patterns in order, then O*NET titles without
their rank. A row without a code refuses: the title fits several occupations of its group.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.errors import DataError

_CODE = re.compile(r"\d{2}-\d{4}")


@dataclass(frozen=True)
class CodeRule:
    """A row of the file: `=` before a whole title, else a pattern; no code refuses."""

    pattern: str
    soc_group: str
    soc_code: str | None


def read_title_codes(path: Path) -> tuple[CodeRule, ...]:
    """The rules of `title_codes.csv`, in order.

    Raises:
        DataError: a pattern does not compile, or a code is malformed or outside its group.
    """
    rules = []
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            code = row["soc_code"] or None
            if code is not None and not (
                _CODE.fullmatch(code) and code.startswith(f"{row['soc_group']}-")
            ):
                raise DataError(
                    f"{path}: line {number}: {code} is not a SOC code of group {row['soc_group']}."
                )
            try:
                re.compile(row["pattern"])
            except re.error as error:
                raise DataError(f"{path}: line {number}: {error}.") from error
            rules.append(CodeRule(row["pattern"], row["soc_group"], code))
    return tuple(rules)


class OccupationCodes:
    """Codes of tidied titles.

    Args:
        known: SOC codes by tidied O*NET title.
        rules: the rows of `title_codes.csv`.
    """

    def __init__(self, known: Mapping[str, Iterable[str]], rules: Sequence[CodeRule]) -> None:
        by_group: dict[tuple[str, str], set[str]] = defaultdict(set)
        for form, codes in known.items():
            for code in codes:
                by_group[form, code[:2]].add(code[:7])
        self._known = {key: next(iter(codes)) for key, codes in by_group.items() if len(codes) == 1}
        self._whole = {
            (rule.pattern[1:], rule.soc_group): rule.soc_code
            for rule in rules
            if rule.pattern.startswith("=")
        }
        self._patterns: dict[str, list[tuple[re.Pattern[str], str | None]]] = defaultdict(list)
        for rule in rules:
            if not rule.pattern.startswith("="):
                self._patterns[rule.soc_group].append((re.compile(rule.pattern), rule.soc_code))

    def code(self, whole: str, head: str, plain: str, group: str) -> str | None:
        """The occupation of a title within `group`, or None when it is not certain.

        Args:
            whole, head, plain: the tidied title, the part before what only places it, and that
                part without its rank.
        """
        for form in (whole, head, plain):
            if (form, group) in self._whole:
                return self._whole[form, group]
        for form in (whole, head):
            if (form, group) in self._known:
                return self._known[form, group]
        for form in (head, whole):
            for pattern, code in self._patterns.get(group, ()):
                if pattern.search(form):
                    return code
        return self._known.get((plain, group))
