"""Coverage of the pay premium's interval on simulated markets with a planted effect.

In a market the credential is named more often in better paid occupations, seniorities, regions and
sources, so that the raw gap is mostly selection. Employers have a pay policy of their own and a
habit of their own of naming the credential, so that postings of one employer are not independent.
The settings differ in how much so, in how many employers there are and how rare the credential is.
"""

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.absorb import absorb, residuals
from analysis.statistics import Z_95
from analysis.wages import TOO_FEW, Premiums, premiums
from benchmarks.rows import Row

MARKETS = 1_000
SEED = 20
POSTINGS = 3_000
SPREAD = 0.25
"""Standard deviation of log pay that no control explains, the employer's policy included."""
EFFECTS = (-0.05, 0.0, 0.03, 0.10, 0.25)
"""Planted effects on log pay, in turn."""
COVERAGE, TOLERANCE = 0.95, 0.02
MOST_RAW = 0.5
MOST_SECONDS = 120.0


@dataclass(frozen=True)
class Setting:
    """What a market is like.

    ``share`` of the postings name the credential; ``policy`` is the employer's part of the
    variance that no control explains; ``habit`` how much employers differ in naming it (logits).
    """

    id: str
    note: str
    employers: int = 300
    share: float = 0.03
    policy: float = 0.25
    habit: float = 1.0


SETTINGS = (
    Setting("usual", "300 employers, 3 % name it, a quarter of what is left is pay policy"),
    Setting("rare", "1.5 % of the postings name it", share=0.015),
    Setting("pay_policy", "half of what is left is pay policy; employers differ much in naming it",
            policy=0.5, habit=2.5),
    Setting("few_employers", "60 employers, who differ much in naming it", employers=60, habit=2.5),
)  # fmt: skip


@dataclass(frozen=True)
class Market:
    """Postings of a market: pay, controls, employers, who names it, and the planted effect."""

    pay: npt.NDArray[np.float64]
    controls: list[npt.NDArray[np.int64]]
    employer: npt.NDArray[np.int64]
    named: npt.NDArray[np.int64]
    effect: float

    def premium(self) -> Premiums:
        """The premium as the pages fit it."""
        once = np.zeros(self.named.size, dtype=np.int64)
        own = self.controls[0]
        return premiums(self.pay, self.controls, self.employer, own, self.named, once, 1)


def measure() -> list[Row]:
    """Coverage of the interval and of the raw gap's, over all markets and for each setting."""
    started = time.perf_counter()
    rng = np.random.default_rng(SEED)
    told: list[tuple[str, bool, bool, bool]] = []
    drawn = 0
    while len(told) < MARKETS:
        setting = SETTINGS[len(told) % len(SETTINGS)]
        effect = EFFECTS[len(told) // len(SETTINGS) % len(EFFECTS)]
        market = simulated(rng, setting, effect)
        found = market.premium()
        drawn += 1
        # The rule looks at who names it, never at pay: it cannot choose the markets that fit.
        if found.verdict[0] == TOO_FEW:
            continue
        planted = np.expm1(effect)
        told.append(
            (
                setting.id,
                bool(found.low[0] <= planted <= found.high[0]),
                bool(found.raw_low[0] <= planted <= found.raw_high[0]),
                usual_interval_covers(market),
            )
        )
    seconds = time.perf_counter() - started
    said = f"{MARKETS:,} markets, and {drawn - MARKETS} that the rule for too few passed over"
    return [
        Row("premium_coverage", _share(told, 1), COVERAGE, "of markets", said, tolerance=TOLERANCE),
        Row("raw_gap_coverage", _share(told, 2), MOST_RAW, "of markets", "no controls"),
        Row("usual_cluster_error_coverage", _share(told, 3), None, "of markets",
            "same slope, CR1 and the normal quantile"),
        *[
            Row(f"coverage_{setting.id}", _share([t for t in told if t[0] == setting.id], 1), None,
                "of markets", setting.note)
            for setting in SETTINGS
        ],
        Row("premium_markets_seconds", seconds, MOST_SECONDS, "s", f"{POSTINGS:,} postings each"),
    ]  # fmt: skip


def _share(told: list[tuple[str, bool, bool, bool]], place: int) -> float:
    return float(np.mean([bool(t[place]) for t in told]))


def simulated(rng: np.random.Generator, setting: Setting, effect: float) -> Market:
    """A market with that effect of the credential on log pay."""
    n, employers = POSTINGS, setting.employers
    sizes = rng.pareto(1.5, employers) + 0.3
    employer = rng.choice(employers, n, p=sizes / sizes.sum())
    occupation = rng.choice(60, n, p=rng.dirichlet(np.full(60, 0.5)))
    seniority, region = rng.integers(0, 4, n), rng.integers(0, 20, n)
    quarter, source = rng.integers(0, 6, n), rng.integers(0, 4, employers)[employer]
    controls = [occupation, seniority, region, quarter, source]
    levels = [
        0.35 * rng.normal(size=60),
        np.array([-0.25, 0.0, 0.2, 0.45]),
        0.10 * rng.normal(size=20),
        0.03 * rng.normal(size=6),
        0.20 * rng.normal(size=4),
    ]
    paid = sum((level[c] for level, c in zip(levels, controls, strict=True)), np.zeros(n))
    policy, habit = rng.normal(size=employers), setting.habit * rng.normal(size=employers)
    # The better paid by any control, the likelier the credential is named: 3 logits for log pay 1.
    odds = 3 * paid + habit[employer]
    naming = rng.random(n) < _logistic(odds + _level(odds, setting.share))
    # Heavy tails, as advertised pay has them; scaled to a variance of 1.
    noise = rng.standard_t(6, n) / np.sqrt(1.5)
    left = np.sqrt(setting.policy) * policy[employer] + np.sqrt(1 - setting.policy) * noise
    pay = np.exp(10.8 + paid + effect * naming + SPREAD * left)
    return Market(pay, controls, employer, np.flatnonzero(naming), effect)


def usual_interval_covers(market: Market) -> bool:
    """Whether the textbook interval covers: the same slope, CR1, the normal quantile."""
    held = absorb(market.controls)
    naming = np.zeros(market.pay.size)
    naming[market.named] = 1
    pay, column = residuals(held, np.column_stack([np.log(market.pay), naming])).T
    total, n = column @ column, column.size
    estimate = column @ pay / total
    score = np.bincount(market.employer, column * (pay - estimate * column))
    groups = np.unique(market.employer).size
    scale = groups / (groups - 1) * (n - 1) / (n - held.rank - 1)
    error = np.sqrt(scale * (score @ score)) / total
    return bool(abs(estimate - market.effect) <= Z_95 * error)


def _logistic(logit: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    result: npt.NDArray[np.float64] = 1 / (1 + np.exp(-logit))
    return result


def _level(odds: npt.NDArray[np.float64], share: float) -> float:
    """What to add to the logits so that their mean probability is the share; by bisection."""
    low, high = -20.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if _logistic(odds + middle).mean() > share else (middle, high)
    return low
