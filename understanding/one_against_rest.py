"""Fits one linear support vector machine a class, on several threads at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import List, NamedTuple, Sequence

import numpy as np
import scipy.sparse
from sklearn.svm import LinearSVC

# The threads share liblinear's one generator of random numbers, so two fits of the same data go different ways and end
# this near to each other: with 0.1 a message at the threshold was answered by one model and not by the next.
TOLERANCE = 1e-3
REST = ""  # sorts before every class, and is none


class Heads(NamedTuple):
    """Classes in alphabetical order; `weights` [columns, classes], `bias` [classes]: margin = x @ weights + bias."""

    classes: List[str]
    weights: np.ndarray
    bias: np.ndarray


def fit(
    columns: scipy.sparse.csr_matrix, labels: Sequence[str], inverse_regularisation: float, threads: int = 2
) -> Heads:
    """What `LinearSVC` fits, one class against the rest.

    scikit-learn fits the classes one after another on one thread. Each thread here has its share of the classes
    and takes all others for the rest, which gives the same machines.
    """
    classes = sorted(set(labels))
    # Made ready once: scikit-learn and SciPy would do it in place, and in all threads at the same time.
    columns = columns.astype(np.float64)
    columns.sum_duplicates()
    parts = max(threads, 2)  # a share never holds all classes: there is always a rest
    shares = [share for share in (classes[start::parts] for start in range(parts)) if share]

    def fit_share(share: List[str]) -> LinearSVC:
        known = set(share)
        targets = [label if label in known else REST for label in labels]
        return LinearSVC(C=inverse_regularisation, tol=TOLERANCE, random_state=0).fit(columns, targets)

    weights = np.empty((columns.shape[1], len(classes)))
    bias = np.empty(len(classes))
    with ThreadPoolExecutor(threads) as pool:
        for share, machine in zip(shares, pool.map(fit_share, shares)):
            # With two labels scikit-learn keeps one machine: the second label against the first.
            own = slice(-len(share), None)
            places = [classes.index(name) for name in share]
            weights[:, places] = machine.coef_[own].T
            bias[places] = machine.intercept_[own]
    return Heads(classes, weights, bias)
