"""Whether a share changes over time, by more than months differ anyway."""

import warnings
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from analysis.trends import NOTHING, change

PERIODS = st.lists(
    st.integers(40, 900).flatmap(lambda n: st.tuples(st.integers(3, n - 3), st.just(n))),
    min_size=3,
    max_size=24,
)


@pytest.fixture(scope="module")
def sm() -> ModuleType:
    module: ModuleType = pytest.importorskip(
        "statsmodels.api", reason="needs statsmodels (requirements-dev.txt) as the other opinion"
    )
    return module


@given(periods=PERIODS)
def test_it_is_the_logistic_regression_of_statsmodels(
    sm: ModuleType, periods: list[tuple[int, int]]
) -> None:
    k, n = (np.array(side, dtype=float) for side in zip(*periods, strict=True))
    when = np.arange(len(k)) * 2.0
    found = change(k, n, when)
    design = sm.add_constant(when / when[-1])
    model = sm.GLM(np.column_stack([k, n - k]), design, family=sm.families.Binomial())
    with warnings.catch_warnings():
        # Periods that lie on the line exactly are a perfect fit to it, of which it warns.
        warnings.simplefilter("ignore")
        oracle = model.fit()
    scatter = max(oracle.pearson_chi2 / (len(k) - 2), 1.0)
    reach = student.ppf(0.975, len(k) - 2) * oracle.bse[1] * np.sqrt(scatter)
    ends = oracle.params[1] - reach, oracle.params[1], oracle.params[1] + reach
    ours = [np.log(float(end)) for end in (found.low, found.ratio, found.high) if end is not None]
    assert ours == pytest.approx(ends, rel=1e-4, abs=1e-6)
    assert found.first_share == pytest.approx(oracle.fittedvalues[0], rel=1e-5)
    assert found.last_share == pytest.approx(oracle.fittedvalues[-1], rel=1e-5)


def test_a_planted_rise_is_found() -> None:
    """1 to 10 % over two years of 400 postings a month."""
    share = np.linspace(0.01, 0.10, 24)
    found = change(share * 400, np.full(24, 400.0), np.arange(24))
    assert found.p_value is not None
    assert found.p_value < 1e-6
    assert found.low is not None
    assert found.low > 1


@pytest.mark.parametrize("correlation", [0.0, 0.02])
def test_no_trend_is_called_one_about_one_time_in_twenty(correlation: float) -> None:
    """Also where months scatter more than chance but go nowhere."""
    chance = np.random.default_rng(4)
    n = np.array([300, 500, 250, 400, 350, 450, 300, 200, 600, 400])
    weight = (1 - correlation) / correlation if correlation else 0.0
    called = []
    for _ in range(1000):
        true = chance.beta(0.1 * weight, 0.9 * weight, size=10) if weight else 0.1
        found = change(chance.binomial(n, true), n, np.arange(10))
        assert found.p_value is not None
        called.append(found.p_value < 0.05)
    assert 0.01 < np.mean(called) < 0.075


@pytest.mark.parametrize(
    ("k", "n"),
    [
        ([], []),
        ([10, 20], [100, 100]),
        ([1, 1, 1], [100, 100, 100]),
        ([100, 100, 99], [100, 100, 100]),
        ([10, 0, 30], [100, 0, 100]),
        ([0, 0, 0], [0, 0, 0]),
    ],
)
def test_too_little_to_say_is_said(k: list[int], n: list[int]) -> None:
    assert change(k, n, np.arange(len(k))) == NOTHING


def test_a_share_that_is_there_only_at_one_end_has_no_line_but_no_error_either() -> None:
    found = change([0, 0, 0, 50], [50, 50, 50, 50], [0, 1, 2, 3])
    assert found == NOTHING
    gap = change([10, 0, 12, 15], [100, 0, 100, 100], [0, 1, 2, 3])
    assert gap.ratio is not None
