"""Fewer columns that say almost the same."""

import numpy as np
import scipy.linalg


def principal_axes(rows: np.ndarray, dimensions: int) -> np.ndarray:
    """The directions that keep most of `rows`, float32 [columns, at most `dimensions`], at right angles, of length 1.

    `rows @ axes` has the same distances and angles as `rows`, but for what the left-out directions held.
    """
    columns = rows.shape[1]
    kept = min(dimensions, columns)
    if kept == columns:
        return np.eye(columns, dtype=np.float32)
    products = (rows.T @ rows).astype(np.float64)
    _, axes = scipy.linalg.eigh(products, subset_by_index=[columns - kept, columns - 1])
    return axes.astype(np.float32)
