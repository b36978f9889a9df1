"""When a measured pay premium pays a credential's cost back. Pure; frames in, frames out."""

import pandas as pd

from analysis.payback import LOWER_PAY, NO_PREMIUM, PAID_BACK, payback
from analysis.wages import SELECTION, TOO_FEW
from dashboard.metrics import count, dollars, listed, plural
from dashboard.pay import VERDICTS, signed_range

NO_COST = "cost not known in full"
WORDS = {
    PAID_BACK: "paid back",
    NO_PREMIUM: "none: the premium's interval holds zero",
    LOWER_PAY: "never: lower pay",
    SELECTION: "not told: the gap is likely selection",
    TOO_FEW: "not told: too few postings",
    NO_COST: "not told: a part of the cost is not known",
}
ORDER = tuple(WORDS)


def paybacks(
    rows: pd.DataFrame, premiums: pd.DataFrame, pay: pd.DataFrame, seats: int
) -> pd.DataFrame:
    """Months until one person's cost is paid back, for each credential that postings pay for.

    Args:
        rows: credential_id, name, kind, total_usd (for all seats), unknown.
        premiums: ``pay_fit.Fit.rows``.
        pay: ``queries.cost.advertised_pay``.

    Returns:
        A row per credential that postings with pay name: outcome (a key of ``WORDS``), cost_usd
        (of one person), pay_usd (a year without it), estimate, low, high, with_n, employers,
        months, low_months, high_months; paid back ones first, soonest first. The pay without it is
        the median of the postings that name it, less the premium.
    """
    known = ["credential_id", "verdict", "estimate", "low", "high", "with_n", "employers"]
    told = rows[["credential_id", "name", "kind", "total_usd", "unknown"]].merge(
        premiums[known], on="credential_id"
    )
    told = told.merge(pay, on="credential_id", how="left").reset_index(drop=True)
    told["cost_usd"] = told["total_usd"].astype("Float64") / seats
    without = told["median_pay_usd"] / (1 + told["estimate"].astype(float))
    told["pay_usd"] = without.astype("Float64")
    found = [_outcome(row) for row in told.to_dict("records")]
    for i, column in enumerate(("outcome", "months", "low_months", "high_months")):
        told[column] = [one[i] for one in found]
    for column in ("months", "low_months", "high_months"):
        told[column] = told[column].astype("Float64")
    rank = told["outcome"].map(ORDER.index)
    told = told.assign(rank=rank).sort_values(
        ["rank", "months", "with_n"], ascending=[True, True, False], na_position="last"
    )
    return told.drop(columns="rank").reset_index(drop=True)


def _outcome(row: dict[str, object]) -> tuple[str, float | None, float | None, float | None]:
    verdict = str(row["verdict"])
    if verdict in (TOO_FEW, SELECTION):
        return verdict, None, None, None
    premium, low, high = (float(str(row[name])) for name in ("estimate", "low", "high"))
    is_priced = not pd.isna(row["cost_usd"])
    cost = float(str(row["cost_usd"])) if is_priced else 0.0
    found = payback(cost, float(str(row["pay_usd"])), premium, low, high)
    if found.verdict == PAID_BACK and not is_priced:
        return NO_COST, None, None, None
    return found.verdict, found.months, found.low_months, found.high_months


def answer(rows: pd.DataFrame, over: str) -> str:
    """Which credentials pay back, when, and how many do not."""
    told = rows[~rows["outcome"].isin([TOO_FEW])]
    if told.empty:
        return (
            "Too few to say: no credential under your choices is named in enough postings with pay "
            "to tell a premium, so that no payback can be worked out."
        )
    paid = told[told["outcome"] == PAID_BACK]
    if len(paid):
        first = paid.iloc[0]
        sentence = (
            f"{first['name']} pays back {dollars(first['cost_usd'])} ({over}) in "
            f"{in_time(first['months'])} ({in_time(first['low_months'])} to "
            f"{in_time(first['high_months'])}), if its premium is what one earns more. Of "
            f"{plural(len(told), 'credential')} whose premium can be told {len(paid)} "
            f"{'pays' if len(paid) == 1 else 'pay'} back"
        )
    else:
        sentence = (
            f"None of {plural(len(told), 'credential')} whose premium can be told is shown to pay "
            "back"
        )
    rest = [
        f"{len(told[told['outcome'] == key])} {words}"
        for key, words in (
            (NO_PREMIUM, "with none (the premium's interval holds zero)"),
            (LOWER_PAY, "with lower pay"),
            (SELECTION, "with a gap that is likely selection"),
            (NO_COST, "with a cost that is not known in full"),
        )
        if (told["outcome"] == key).any()
    ]
    return f"{sentence}; {listed(rest, 4)}." if rest else f"{sentence}."


def picture_note(rows: pd.DataFrame) -> str:
    """What the picture shows of all that postings with pay name."""
    few = int((rows["outcome"] == TOO_FEW).sum())
    said = "Each credential whose premium can be told: its payback, or why there is none."
    return said + (f" {plural(few, 'credential')} with too few postings left out." if few else "")


def in_time(months: float) -> str:
    """Months in words: days for less than one, years from two years on."""
    if months == 0:
        return "at once"
    if months < 0.95:
        return plural(max(1, round(months * 30.4)), "day")
    if months < 23.5:
        return plural(round(months), "month")
    return f"{months / 12:.1f} years" if months < 120 else f"{count(round(months / 12))} years"


def premium_words(row: dict[str, object]) -> str:
    """A premium with its interval, or why there is none."""
    if row["verdict"] == TOO_FEW:
        return VERDICTS[TOO_FEW]
    return signed_range(float(str(row["low"])), float(str(row["high"])))


NOTES = [
    "The premium is that of the page Pay, with its 95 % interval: pay that postings advertise, not "
    "what somebody earns. The interval of the months comes from the premium alone; the cost is the "
    "typical one. Pay without the credential is the median advertised pay of the postings that "
    "name it, less the premium.",
    "It is the payback of the person who earns more, or of an employer who bears the cost in place "
    "of that person. To an employer who pays the higher wage the premium is a cost, not a gain.",
]
