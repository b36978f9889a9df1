"""Pictures of the page Cost with a row for each part or credential."""

import pandas as pd

from analysis.costs import Amount
from analysis.ownership import COUNTED, Ownership
from analysis.payback import PAID_BACK
from dashboard.charts.dots import dots
from dashboard.charts.style import Chart, Palette, plain
from dashboard.cost_answers import cents
from dashboard.cost_payback import WORDS, in_time
from dashboard.metrics import count, dollars
from dashboard.metrics.labels import COST_PARTS
from dashboard.ownership import told

MONTHS = (
    (0.25, "a week"),
    (1.0, "1 month"),
    (3.0, "3 months"),
    (12.0, "1 year"),
    (36.0, "3 years"),
    (120.0, "10 years"),
    (600.0, "50 years"),
)


def parts_chart(one: Ownership, name: str, palette: Palette) -> Chart:
    """A step for each part of a cost with its range, and one for the total."""
    rows, before = [], 0.0
    for part in one.parts:
        name_of = COST_PARTS[part.name]
        rows.append(
            {
                "label": name_of,
                "start": before,
                **_ends(part.amount, before),
                "note": _range(part.amount),
                "gap": part.why,
                "hover": "<br>".join(
                    words
                    for words in (f"<b>{name_of}</b>", _range(part.amount), plain(part.why))
                    if words
                ),
            }
        )
        before += part.amount.typical or 0.0
    rows.append(
        {
            "label": "Total",
            "start": 0.0,
            **_ends(one.total, 0.0),
            "note": "" if one.total.typical is None else _range(one.total),
            "gap": told(one),
            "hover": f"<b>Total</b><br>{told(one)}",
        }
    )
    known = "; ".join(
        f"{COST_PARTS[p.name].lower()} {_range(p.amount)}" for p in one.parts if p.state == COUNTED
    )
    return dots(
        pd.DataFrame(rows),
        palette,
        scale="US dollars, each part added to those above it",
        heading="US dollars",
        alt=f"What {name} costs, part by part: {known}. Total: {told(one)}.",
        is_log=False,
    )


def units_chart(rows: pd.DataFrame, column: str, unit: str, palette: Palette) -> Chart:
    """What one hour, skill or new skill of each credential costs.

    Args:
        rows: from ``cost_buys.with_units``, those with a ratio above zero.
    """
    number = {"per_hour_usd": "hours", "per_skill_usd": "skills_n"}.get(column, "new_skills")
    units = {"hours": "hours"}.get(number, "skills")
    n = rows[number].astype(float)
    table = pd.DataFrame(
        {
            "label": rows["name"],
            "value": rows[column].astype(float),
            "low": rows[column].astype(float),
            "high": rows[column].astype(float),
            "note": [f"{cents(v)} · {count(k)}" for v, k in zip(rows[column], n, strict=True)],
            "gap": "",
            "kind": rows["kind"],
            "credential_id": rows["credential_id"],
            "hover": [
                f"<b>{plain(name)}</b><br>{cents(v)} for a {unit}<br>{dollars(t)} for {count(k)} "
                f"{units}<br><i>click: open it</i>"
                for name, v, t, k in zip(
                    rows["name"], rows[column], rows["total_usd"], n, strict=True
                )
            ],
        }
    )
    first = "; ".join(
        f"{name} {cents(v)} ({count(k)} {units})"
        for name, v, k in zip(rows["name"].head(6), rows[column].head(6), n.head(6), strict=True)
    )
    return dots(
        table,
        palette,
        scale=f"US dollars for a {unit}",
        heading=f"US dollars ·<br>{units}",
        alt=f"Cost for a {unit} of {len(rows)} credentials, lowest first: {first}.",
    )


def payback_chart(rows: pd.DataFrame, palette: Palette) -> Chart:
    """Months until the cost is paid back, with the interval, or why it never is.

    Args:
        rows: from ``cost_payback.paybacks``.
    """
    table = pd.DataFrame(
        {
            "label": rows["name"],
            # What costs nothing is paid back at once, which no logarithmic scale can show.
            "value": rows["months"].where(rows["months"] > 0).astype(float),
            "low": rows["low_months"].astype(float),
            "high": rows["high_months"].astype(float),
            "note": ["" if pd.isna(m) else in_time(m) for m in rows["months"]],
            "gap": ["at once: it is free" if o == PAID_BACK else WORDS[o] for o in rows["outcome"]],
            "kind": rows["kind"],
            "credential_id": rows["credential_id"],
            "hover": [
                ""
                if pd.isna(m)
                else f"<b>{plain(name)}</b><br>paid back after {in_time(m)} "
                f"({in_time(low)} to {in_time(high)})<br>{dollars(usd)} for one person"
                for name, m, low, high, usd in rows[
                    ["name", "months", "low_months", "high_months", "cost_usd"]
                ].itertuples(index=False)
            ],
        }
    )
    said = "; ".join(
        f"{name} {in_time(m) if not pd.isna(m) else WORDS[o]}"
        for name, m, o in rows[["name", "months", "outcome"]].itertuples(index=False)
    )
    return dots(
        table,
        palette,
        scale="time until paid back, with its 95 % interval",
        heading="paid back<br>after",
        alt=f"Payback of {len(rows)} credentials: {said}.",
        ticks=MONTHS,
        is_log=True,
    )


def _ends(amount: Amount, before: float) -> dict[str, float | None]:
    """Where an amount and its range end when it is added to what comes before it."""
    ends = {"value": amount.typical, "low": amount.low, "high": amount.high}
    return {name: None if usd is None else before + usd for name, usd in ends.items()}


def _range(amount: Amount) -> str:
    if amount.typical is None:
        return "" if amount.low is None else f"from {dollars(amount.low)}"
    if amount.low == amount.high:
        return dollars(amount.typical)
    return (
        f"{dollars(amount.low)} to {dollars(amount.high)}"
        if amount.high
        else dollars(amount.typical)
    )
