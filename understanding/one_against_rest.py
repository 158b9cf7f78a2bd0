"""Fits one linear support vector machine a class, in several processes at once."""

from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
import scipy.sparse
from joblib import Parallel, delayed
from sklearn.svm import LinearSVC

TOLERANCE = 1e-2  # weights within 0.001 of where a fit without end would come to, see bench/RESULTS.md
REST = ""  # sorts before every class, and is none


class Heads(NamedTuple):
    """Classes in alphabetical order; `weights` [columns, classes], `bias` [classes]: margin = x @ weights + bias."""

    classes: List[str]
    weights: np.ndarray
    bias: np.ndarray


def fit(
    columns: scipy.sparse.csr_matrix, labels: Sequence[str], inverse_regularisation: float, processes: int = 2
) -> Heads:
    """What `LinearSVC` fits, one class against the rest; the same data gives the same weights, to the last bit.

    scikit-learn fits the classes one after another. Each process here has its share of the classes and takes all
    others for the rest, which gives the same machines. Threads would not do: liblinear has one generator of random
    numbers for all of them.
    """
    classes = sorted(set(labels))
    # Made ready once: scikit-learn and SciPy would do it again in each process.
    columns = columns.astype(np.float64)
    columns.sum_duplicates()
    parts = max(processes, 2)  # a share never holds all classes: there is always a rest
    shares = [share for share in (classes[start::parts] for start in range(parts)) if share]

    weights = np.empty((columns.shape[1], len(classes)))
    bias = np.empty(len(classes))
    fits = (delayed(_fit_share)(columns, labels, share, inverse_regularisation) for share in shares)
    for share, (own_weights, own_bias) in zip(shares, Parallel(processes)(fits)):
        places = [classes.index(name) for name in share]
        weights[:, places] = own_weights.T
        bias[places] = own_bias
    return Heads(classes, weights, bias)


def _fit_share(
    columns: scipy.sparse.csr_matrix, labels: Sequence[str], share: List[str], inverse_regularisation: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Weights [share, columns] and bias [share]."""
    known = set(share)
    targets = [label if label in known else REST for label in labels]
    machine = LinearSVC(C=inverse_regularisation, tol=TOLERANCE, random_state=0).fit(columns, targets)
    # With two labels scikit-learn keeps one machine: the second label against the first.
    own = slice(-len(share), None)
    return machine.coef_[own], machine.intercept_[own]
