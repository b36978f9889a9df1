"""The pay premium: against statsmodels, against matrices written out, and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import wages
from analysis.absorb import absorb, residuals
from analysis.slopes import slope
from analysis.wages import (
    HIGHER,
    LOWER,
    NONE,
    SELECTION,
    TOO_FEW,
    Premiums,
    premiums,
    verdict,
)


def dummies(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] == np.unique(codes)[None, :]).astype(float)


def market(seed: int = 4, n: int = 600) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """Log pay, three controls and employers of uneven size."""
    rng = np.random.default_rng(seed)
    controls = [rng.integers(0, k, n) for k in (25, 7, 4)]
    employer = np.minimum(rng.geometric(0.03, n), 60)
    pay = 10 + 0.1 * controls[0] - 0.05 * controls[1] + 0.2 * rng.normal(size=n)
    return pay + 0.1 * rng.normal(size=61)[employer], controls, employer


def one(pay: np.ndarray, controls: list[np.ndarray], employer: np.ndarray, named: np.ndarray,
        cell: np.ndarray | None = None) -> Premiums:  # fmt: skip
    """The premium of a single credential that the rows ``named`` name."""
    own = controls[0] if cell is None else cell
    return premiums(pay, controls, employer, own, named, np.zeros(named.size, int), 1)


@given(st.integers(0, 10_000))
def test_residuals_are_those_of_least_squares_on_all_dummies(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 60
    # The third control is nested in the first, so that the dummies are of deficient rank.
    first = rng.integers(0, 12, n)
    controls = [first, rng.integers(0, 5, n), first // 3, rng.integers(0, 2, n)]
    values = rng.normal(size=(n, 3))
    design = np.column_stack([dummies(c) for c in controls])
    expected = values - design @ np.linalg.lstsq(design, values)[0]
    held = absorb(controls)
    np.testing.assert_allclose(residuals(held, values), expected, atol=1e-9)
    assert held.rank == np.linalg.matrix_rank(design)


def test_one_control_is_taken_out_by_the_means_of_its_cells() -> None:
    held = absorb([np.array(["a", "a", "b"])])
    left = residuals(held, np.array([[1.0], [3.0], [7.0]]))
    assert left[:, 0].tolist() == [-1, 1, 0]
    assert held.rank == 2


@pytest.mark.parametrize("controls", [[], [np.array([])], [np.zeros(3), np.zeros(2)]])
def test_controls_that_do_not_fit_are_refused(controls: list[np.ndarray]) -> None:
    with pytest.raises(ValueError, match="controls must be"):
        absorb(controls)


def test_by_hand() -> None:
    """Within each cell the premium is the difference of two means; it is weighted by overlap."""
    # Cell 0: two of four name it, log pay +0.2; cell 1: two of four, +0.4. Equal weights: +0.3.
    pay = np.array([1.0, 1.0, 1.2, 1.2, 2.0, 2.0, 2.4, 2.4])
    named = np.array([0.0, 0, 1, 1, 0, 0, 1, 1])
    cell = np.repeat([0, 1], 4)
    left = residuals(absorb([cell]), np.column_stack([pay, named]))
    found = slope(left[:, 0], left[:, 1], np.arange(8), 2)
    assert found.estimate == pytest.approx(0.3)
    # Each residual is 0.05, each column value 1/2: of V = 8 (0.5 x 0.05)^2 / (1 - 1/8) / 2^2 and
    # the factor (8 - 1) / (8 - 3).
    half = np.sqrt(8 * 0.025**2 / (7 / 8) / 4 * 7 / 5)
    assert found.degrees == pytest.approx(7)
    assert found.high - found.low == pytest.approx(2 * half * stats.t.ppf(0.975, 7))


def test_the_slope_and_its_error_are_those_of_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api", reason="needs statsmodels as the other opinion")
    pay, controls, employer = market()
    named = np.random.default_rng(1).random(pay.size) < 0.3
    design = np.column_stack([named.astype(float), *[dummies(c) for c in controls]])
    keep = np.ones(design.shape[1], bool)
    keep[[26, 33]] = False  # One dummy of each control but the first.
    fit = sm.OLS(pay, design[:, keep]).fit(cov_type="cluster", cov_kwds={"groups": employer})
    found = one(np.exp(pay), controls, employer, np.flatnonzero(named))
    assert np.log1p(found.estimate[0]) == pytest.approx(fit.params[0], abs=1e-10)
    assert found.r_squared == pytest.approx(
        sm.OLS(pay, design[:, keep][:, 1:]).fit().rsquared, abs=1e-10
    )
    # statsmodels has CR1, which makes nothing up for leverage: ours is a little wider.
    error = (np.log1p(found.high) - np.log1p(found.low)) / 2 / stats.t.ppf(0.975, found.degrees)
    groups = np.unique(employer).size
    assert 1 <= error[0] / (fit.bse[0] * np.sqrt((groups - 1) / groups)) < 1.04
    # With every posting an employer of its own and no weight in any of them, the two agree.
    alone = one(np.exp(pay), controls, np.arange(pay.size), np.flatnonzero(named))
    robust = sm.OLS(pay, design[:, keep]).fit(
        cov_type="cluster", cov_kwds={"groups": np.arange(pay.size)}
    )
    error = (np.log1p(alone.high) - np.log1p(alone.low)) / 2 / stats.t.ppf(0.975, alone.degrees)
    assert error[0] == pytest.approx(robust.bse[0], rel=0.005)


def test_the_correction_is_that_of_the_matrices_written_out() -> None:
    """CR2 and its degrees of freedom, from their definitions, of a regression on one column."""
    rng = np.random.default_rng(3)
    n = 40
    clusters = np.sort(rng.integers(0, 9, n))
    x, noise = rng.normal(size=n), rng.normal(size=n)
    y = 0.4 * x + noise
    hat = np.outer(x, x) / (x @ x)
    keep = np.eye(n) - hat
    errors = keep @ y
    variance, columns = 0.0, []
    for g in np.unique(clusters):
        rows = clusters == g
        values, vectors = np.linalg.eigh(keep[np.ix_(rows, rows)])
        adjusted = vectors @ np.diag(values**-0.5) @ vectors.T @ x[rows] / (x @ x)
        variance += (adjusted @ errors[rows]) ** 2
        columns.append(keep[:, rows] @ adjusted)
    products = np.column_stack(columns).T @ np.column_stack(columns)
    degrees = np.trace(products) ** 2 / (products**2).sum()
    found = slope(y, x, clusters, 0)
    assert found.estimate == pytest.approx((x @ y) / (x @ x))
    assert found.degrees == pytest.approx(degrees)
    assert found.high - found.estimate == pytest.approx(
        stats.t.ppf(0.975, degrees) * np.sqrt(variance)
    )


def test_credentials_do_not_depend_on_each_other_or_on_their_order() -> None:
    pay, controls, employer = market()
    rng = np.random.default_rng(8)
    posting, credential = np.nonzero(rng.random((pay.size, wages.BATCH + 9)) < 0.12)
    order = rng.permutation(posting.size)
    found = premiums(
        np.exp(pay), controls, employer, controls[0], posting[order], credential[order],
        wages.BATCH + 9,
    )  # fmt: skip
    for c in (0, wages.BATCH + 8):
        alone = one(np.exp(pay), controls, employer, posting[credential == c])
        for name in ("with_n", "employers", "estimate", "low", "raw", "raw_high", "verdict"):
            assert getattr(found, name)[c] == pytest.approx(getattr(alone, name)[0])


def test_a_currency_cancels_where_a_control_tells_it_apart() -> None:
    pay, controls, employer = market()
    named = np.flatnonzero(np.random.default_rng(2).random(pay.size) < 0.2)
    rate = np.where(controls[1] == 3, 0.01, 1.0)
    there = one(np.exp(pay), controls, employer, named)
    back = one(np.exp(pay) * rate, controls, employer, named)
    assert back.estimate == pytest.approx(there.estimate)
    assert back.high == pytest.approx(there.high)
    assert back.raw[0] != pytest.approx(there.raw[0], abs=0.01)


@pytest.mark.parametrize(
    ("named", "employers", "cells", "verdict"),
    [
        (29, 40, 1, TOO_FEW),
        (30, 4, 1, TOO_FEW),
        (30, 40, 0, TOO_FEW),
        (30, 40, 1, HIGHER),
        (0, 40, 1, TOO_FEW),
    ],
)
def test_what_is_too_few_is_not_told(named: int, employers: int, cells: int, verdict: str) -> None:
    rng = np.random.default_rng(5)
    n = 400
    pay = np.exp(10 + 0.05 * rng.normal(size=n) + 0.1 * (np.arange(n) < named))
    cell = np.zeros(n, int) if cells else np.where(np.arange(n) < named, 1, 0)
    employer = np.where(np.arange(n) < named, np.arange(n) % employers, 50 + np.arange(n) % 50)
    found = one(pay, [rng.integers(0, 3, n)], employer, np.arange(named), cell)
    assert found.verdict[0] == verdict
    assert np.isnan(found.estimate[0]) == (verdict == TOO_FEW)
    assert (found.with_n[0], found.without_n[0]) == (named, n - named)


def test_an_unknown_employer_is_a_cluster_but_no_employer() -> None:
    pay, controls, employer = market()
    named = np.arange(200)
    found = one(np.exp(pay), controls, np.where(np.arange(600) < 150, -1, employer), named)
    assert found.employers[0] == np.unique(employer[150:200]).size
    with_all = one(np.exp(pay), controls, np.full(600, -1), named)
    assert with_all.employers[0] == 0
    assert with_all.verdict[0] == TOO_FEW


def test_a_credential_that_the_controls_tell_exactly_has_no_premium() -> None:
    pay, controls, employer = market()
    named = np.flatnonzero(controls[2] == 1)
    found = one(np.exp(pay), controls, employer, named, np.zeros(600))
    assert found.verdict[0] == TOO_FEW
    with pytest.raises(ValueError, match="leave nothing"):
        slope(pay, np.zeros(600), employer, 1)


@pytest.mark.parametrize(
    ("estimate", "low", "high", "said"),
    [
        (0.05, 0.01, 0.09, HIGHER),
        (0.05, -0.01, 0.11, NONE),
        (0.30, -0.01, 0.61, NONE),
        (0.21, 0.01, 0.41, SELECTION),
        (0.20, 0.01, 0.39, HIGHER),
        (-0.05, -0.09, -0.01, LOWER),
        (-0.25, -0.4, -0.1, SELECTION),
        (0.0, 0.0, 0.0, NONE),
        (float("nan"), float("nan"), float("nan"), TOO_FEW),
    ],
)
def test_verdicts(estimate: float, low: float, high: float, said: str) -> None:
    assert verdict(estimate, low, high) == said


@pytest.mark.parametrize("pay", [0.0, -1.0, float("nan")])
def test_pay_that_is_none_is_refused(pay: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        one(np.array([1.0, pay]), [np.zeros(2)], np.zeros(2, int), np.array([0]))
