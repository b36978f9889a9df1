"""Finds the amounts of money in a salary string, and drops those that are not the salary."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.normalise.pay_rules import (
    AMOUNT,
    AND_OR_WITH,
    DOLLAR_BY_COUNTRY,
    EXTRA,
    MINIMUM_WITHOUT_PERIOD,
    NOT_MONEY_AFTER,
    NOT_MONEY_BEFORE,
    PERIOD,
    PLUS,
    RANGE_WITH_CURRENCY_LAST,
    SMALL_EXTRA,
    SYMBOLS,
)


@dataclass(frozen=True)
class Amount:
    """An amount of money and where it stands in the string; a value of -1 marks damage."""

    value: float
    currency: str | None
    has_scale: bool
    start: int
    end: int


def money(text: str, country: str | None) -> Iterator[Amount]:
    """Every number of `text` that is certainly an amount of money."""
    previous_end = -1
    for match in AMOUNT.finditer(text):
        number, end = match["number"], match.end()
        start = match.start()
        while text[start].isspace():
            start += 1
        before, after = text[:start], text[end:]
        if (
            (before[-1:].isalpha() and match["symbol"] not in SYMBOLS and not match["lead"])
            or after[:1].isdigit()
            or before[-1:] == "."
            or re.match(r"[,.]\d", after)
        ):
            # A letter or a broken thousands group touches the number: damage ("£30,6155").
            if match["symbol"] or before[-1:].isdigit() or "," in number:
                yield Amount(-1.0, None, False, start, end)
            continue
        scale = (match["scale"] or "").strip().lower()
        if scale == "m" and not match["symbol"]:
            continue
        value = float(_plain(number))
        value *= {"k": 1_000.0, "m": 1_000_000.0, "": 1.0}[scale]
        symbol, code = match["symbol"] or match["tail"], match["lead"] or match["code"]
        joined = previous_end >= 0 and re.fullmatch(
            r"\s*(?:-|to|/|and|or)\s*", text[previous_end:start], re.IGNORECASE
        )
        if not symbol and not code:
            looks_like_salary = bool(
                re.fullmatch(r"\d{2,3},\s?\d{3}(?:\.\d{1,2})?|\d{5,6}(?:\.\d{1,2})?", number)
            ) or bool(scale)
            looks_like_rate = bool(re.fullmatch(r"\d{1,3}\.\d{2}", number))
            if NOT_MONEY_AFTER.match(after) and not looks_like_salary:
                continue
            if NOT_MONEY_BEFORE.search(before) and not joined:
                continue
            is_range = bool(RANGE_WITH_CURRENCY_LAST.match(after))
            if not (looks_like_salary or looks_like_rate or joined or is_range):
                continue
            if not joined and not is_range and country not in ("GB", "US"):
                continue
        yield Amount(value, _currency(symbol, code, country), bool(scale), start, end)
        previous_end = end


def _plain(number: str) -> str:
    """`45 000,00`, `45.000,00`, `10,00,000` and `24,907.50` to a plain decimal."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?", number):
        return number.replace(".", "").replace(",", ".")
    if re.search(r"[ \u00a0\u202f]\d{3}", number) and re.search(r",\d{2}$", number):
        return re.sub(r"[ \u00a0\u202f]", "", number).replace(",", ".")
    return re.sub(r"[, ]", "", number)


def _currency(symbol: str | None, code: str | None, country: str | None) -> str | None:
    if code:
        return code
    if symbol is None:
        return None
    if symbol in SYMBOLS:
        return SYMBOLS[symbol]
    prefixed = {"S$": "SGD", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD"}
    return prefixed.get(symbol) or DOLLAR_BY_COUNTRY.get(country or "", "USD")


def one_period(text: str, amounts: list[Amount]) -> tuple[list[Amount], str | None]:
    """The amounts of the longest stated period, and that period.

    An amount takes the first period word after it, else the last before it; where a string gives
    the same pay twice (a year and an hour) the yearly amounts are kept. Beside a rate for an hour,
    an amount that only a year can pay is yearly though the word for the hour follows it.
    """
    words = [(match.start(), match.end(), str(match.lastgroup)) for match in PERIOD.finditer(text)]
    if not words:
        return amounts, None
    assigned: list[tuple[Amount, str]] = []
    for amount in amounts:
        after = [word for word in words if word[0] >= amount.end - 1]
        before = [word for word in words if word[1] <= amount.start]
        assigned.append(
            (amount, after[0][2] if after else before[-1][2] if before else words[0][2])
        )
    hourly = [amount for amount, word in assigned if word == "hour"]
    if any(0 < amount.value < MINIMUM_WITHOUT_PERIOD for amount in hourly):
        assigned = [
            (amount, "year" if word == "hour" and _is_yearly(amount) else word)
            for amount, word in assigned
        ]
    for period in ("year", "month", "fortnight", "week", "day", "hour"):
        chosen = [amount for amount, word in assigned if word == period]
        if chosen:
            return chosen, period
    return amounts, None


def _is_yearly(amount: Amount) -> bool:
    return amount.value >= MINIMUM_WITHOUT_PERIOD


def without_extras(text: str, amounts: list[Amount]) -> list[Amount]:
    """Amounts that are not a bonus, an allowance or the actual pay of a part-time post."""
    kept: list[Amount] = []
    for index, amount in enumerate(amounts):
        gap_start = amounts[index - 1].end if index else 0
        gap_end = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
        lead = text[gap_start : amount.start]
        tail = text[amount.end : gap_end]
        is_in_brackets = lead.endswith("(") and re.match(
            r"\s*(?:fte|wte|full[- ]time\s+equiv)", tail, re.IGNORECASE
        )
        if index and (is_in_brackets or re.search(r"\b(?:fte|wte)\W*$", lead, re.IGNORECASE)):
            # What follows is the full-time rate; what came before was the part-time pay.
            kept = [amount]
            continue
        if (
            index
            and PLUS.search(lead)
            and (
                EXTRA.search(lead)
                or EXTRA.search(tail)
                or re.search(r"pro[- ]?rata|\bpr\b", lead, re.I)
            )
        ):
            break
        is_small = bool(kept) and amount.value < SMALL_EXTRA * kept[0].value
        if is_small and PLUS.search(lead):
            break
        if is_small and AND_OR_WITH.search(lead) and (EXTRA.search(lead) or EXTRA.search(tail)):
            break
        if index and re.search(r"actual|equat|bonus|allowance|supplement", lead, re.IGNORECASE):
            break
        kept.append(amount)
    return kept


def scaled_values(amounts: list[Amount]) -> list[float]:
    """Values with a shared thousand: `38-44k` and `38-44,000` mean 38,000 to 44,000.

    A value that would exceed every other one is as written: `$500-$1K` is 500 to 1,000.
    """
    values = [amount.value for amount in amounts]
    has_scale = any(amount.has_scale for amount in amounts)
    return [
        value * 1_000
        if not amount.has_scale
        and value < 1_000
        and value * 1_000 <= max(values)
        and (has_scale or (value.is_integer() and _is_round_thousand(following)))
        else value
        for amount, value, following in zip(amounts, values, [*values[1:], 0.0], strict=True)
    ]


def _is_round_thousand(value: float) -> bool:
    return value >= MINIMUM_WITHOUT_PERIOD and value % 1_000 == 0
