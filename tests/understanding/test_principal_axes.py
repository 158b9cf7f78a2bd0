"""Fewer columns keep what the rows hold."""

import numpy as np
import pytest

from understanding.principal_axes import principal_axes

RANDOM = np.random.default_rng(0)
# A hundred rows of twenty columns that need only four directions.
ROWS = (RANDOM.normal(size=(100, 4)) @ RANDOM.normal(size=(4, 20))).astype(np.float32)


def products(rows: np.ndarray) -> np.ndarray:
    return rows @ rows.T


@pytest.mark.parametrize("dimensions", [4, 7, 20, 50])
def test_nothing_is_lost_that_the_rows_need(dimensions: int) -> None:
    axes = principal_axes(ROWS, dimensions)
    assert axes.shape == (20, min(dimensions, 20))
    assert axes.dtype == np.float32
    assert products(ROWS @ axes) == pytest.approx(products(ROWS), abs=1e-2)


def test_the_directions_that_hold_most_are_kept() -> None:
    axes = principal_axes(np.diag([1.0, 3.0, 2.0]).astype(np.float32), 2)
    assert np.abs(axes).sum(axis=1) == pytest.approx([0, 1, 1], abs=1e-5)


def test_the_axes_are_at_right_angles() -> None:
    axes = principal_axes(RANDOM.normal(size=(50, 20)).astype(np.float32), 6)
    assert axes.T @ axes == pytest.approx(np.eye(6), abs=1e-5)


def test_a_pipeline_without_dense_columns() -> None:
    assert principal_axes(np.zeros((5, 0), np.float32), 512).shape == (0, 0)
