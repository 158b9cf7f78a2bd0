"""Fits one linear support vector machine a class, each against the rest, with a squared hinge.

Only a few of a hundred examples bear on a machine, those not well clear of its border. So each machine is solved on a
working set by Newton's method in the space of examples (Chapelle, "Training a support vector machine in the primal",
2007), then what the set left out and the machine gets wrong joins the set, until nothing does. With thousands of dense
columns this is several times quicker than liblinear's passes over everything and ends at the same weights
(`bench/RESULTS.md`); nothing is drawn by chance, so the same data gives the same weights.
"""

from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
import scipy.linalg
import scipy.sparse
from joblib import Parallel, delayed

COMMON = 512  # of the sparse columns those that most examples hold are multiplied quicker as dense ones
FIRST_SAMPLE = 80  # a working set begins with its class and every so many of all examples
JOINING, JOINING_SHARE = 400, 0.25  # the most wrong ones join a working set, so many or this share of it at a time
LEAVING = 1.1  # an example that does not bear on the machine leaves its set when its margin is at least this
CLEAR = 0.98  # outside the working set an example is wrong when its margin is less than this: 1, rounded
ROUGHLY, SETTLED = 0.3, 0.01  # Newton's method ends when at most this share of the bearing examples changed
FEW = 0.1  # while more than this share of a working set is new, it is enough to solve it roughly
NEWTON_STEPS, SMALLEST_STEP = 30, 2**-8
SHARES = 8  # of the work; a process that is done with one takes the next
ROUNDS = 200  # far fewer are needed; a bound for examples that nobody foresaw


class Heads(NamedTuple):
    """Classes in alphabetical order; `weights` [columns, classes], `bias` [classes]: margin = x @ weights + bias."""

    classes: List[str]
    weights: np.ndarray
    bias: np.ndarray


class Examples(NamedTuple):
    """Rows of float32, alike in number: the dense columns and the sparse ones after them."""

    dense: np.ndarray
    sparse: scipy.sparse.csr_matrix

    def products(self, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        """[rows, others] inner products, with the constant column of the bias."""
        products = self.dense[rows] @ self.dense[others].T
        products += (self.sparse[rows] @ self.sparse[others].T).toarray()
        products += 1
        return products

    def weighted_sum(self, rows: np.ndarray, factors: np.ndarray) -> np.ndarray:
        """[columns + 1]: the rows times their factors, the bias last."""
        return np.concatenate([factors @ self.dense[rows], self.sparse[rows].T @ factors, [factors.sum()]])

    def margins(self, weights: np.ndarray) -> np.ndarray:
        """[rows, machines] for weights [columns + 1, machines]."""
        border = self.dense.shape[1]
        return self.dense @ weights[:border] + self.sparse @ weights[border:-1] + weights[-1]


def fit(
    dense: np.ndarray,
    sparse: scipy.sparse.csr_matrix,
    labels: Sequence[str],
    inverse_regularisation: float,
    processes: int = 2,
) -> Heads:
    """The machines that `sklearn.svm.LinearSVC` fits, one for each label, to float32 columns."""
    classes = sorted(set(labels))
    targets = np.where(np.array(classes)[:, None] == np.array(labels), np.float32(1), np.float32(-1))
    common, rare = _by_frequency(sparse)
    examples = Examples(np.concatenate([dense, sparse[:, common].toarray()], axis=1), sparse[:, rare])
    shares = _shares((targets > 0).sum(axis=1))
    fits = (delayed(_fit_share)(examples, targets[share], inverse_regularisation) for share in shares)
    fitted = np.concatenate(Parallel(processes)(fits), axis=1)[:, np.argsort(np.concatenate(shares))]
    border = dense.shape[1]
    weights = np.empty_like(fitted[:-1])
    weights[np.concatenate([np.arange(border), border + common, border + rare])] = fitted[:-1]
    return Heads(classes, weights, fitted[-1])


def _shares(sizes: np.ndarray) -> List[np.ndarray]:
    """The classes in shares of about as many examples, the greatest class first, which takes longest."""
    by_size = np.argsort(-sizes, kind="stable")
    before = np.cumsum(sizes[by_size]) - sizes[by_size]
    share = before * SHARES // sizes.sum()
    return [by_size[share == number] for number in np.unique(share)]


def _by_frequency(sparse: scipy.sparse.csr_matrix) -> Tuple[np.ndarray, np.ndarray]:
    """The columns that most rows hold and the others, both in ascending order."""
    held = np.bincount(sparse.indices, minlength=sparse.shape[1])
    order = np.argsort(-held, kind="stable")
    return np.sort(order[:COMMON]), np.sort(order[COMMON:])


def _fit_share(examples: Examples, targets: np.ndarray, inverse_regularisation: float) -> np.ndarray:
    """[columns + 1, machines] for targets [machines, rows]; what was left out is looked at for all machines at once."""
    weights = np.zeros((examples.dense.shape[1] + examples.sparse.shape[1] + 1, len(targets)), np.float32)
    unfinished = {place: _Machine(examples, target, inverse_regularisation) for place, target in enumerate(targets)}
    for _ in range(ROUNDS):
        for place, machine in unfinished.items():
            weights[:, place] = machine.solve()
        margins = examples.margins(weights[:, list(unfinished)])
        unfinished = {
            place: machine for (place, machine), column in zip(unfinished.items(), margins.T) if machine.take_in(column)
        }
        if not unfinished:
            return weights
    raise RuntimeError(f"{len(unfinished)} support vector machines of {len(targets)} found no end.")


class _Machine:
    """One class against the rest, solved on a growing working set; `factors` are of its examples, signed."""

    def __init__(self, examples: Examples, target: np.ndarray, inverse_regularisation: float) -> None:
        self._examples, self._target, self._cost = examples, target, inverse_regularisation
        self._rows = np.union1d(np.flatnonzero(target > 0), np.arange(0, len(target), FIRST_SAMPLE))
        self._products = examples.products(self._rows, self._rows)
        self._factors = np.zeros(len(self._rows), np.float32)
        self._roughly = True

    def solve(self) -> np.ndarray:
        """[columns + 1] weights that are best for the working set; what is well clear of the border leaves the set."""
        target = self._target[self._rows]
        margins = self._products @ self._factors
        bearing = np.flatnonzero(target * margins < 1)
        settled = ROUGHLY if self._roughly else SETTLED
        for _ in range(NEWTON_STEPS):
            change = -self._factors
            change[bearing] += self._best_factors(bearing, target[bearing])
            moved = self._products @ change
            step = self._descent(target, margins, change, moved)
            self._factors, margins = self._factors + step * change, margins + step * moved
            before, bearing = bearing, np.flatnonzero(target * margins < 1)
            if len(np.setxor1d(before, bearing)) <= settled * len(bearing) or step < SMALLEST_STEP:
                break
        weights = self._examples.weighted_sum(self._rows, self._factors)
        kept = np.flatnonzero((self._factors != 0) | (target * margins < LEAVING))
        self._rows, self._factors = self._rows[kept], self._factors[kept]
        self._products = self._products[np.ix_(kept, kept)]
        return weights

    def take_in(self, margins: np.ndarray) -> bool:
        """Whether there is more to solve: some of all examples were wrong outside of the working set and joined it."""
        right = margins * self._target
        right[self._rows] = np.inf
        wrong = np.flatnonzero(right < CLEAR)
        joining = wrong[np.argsort(right[wrong], kind="stable")[: max(JOINING, int(JOINING_SHARE * len(self._rows)))]]
        was_rough, self._roughly = self._roughly, len(joining) > FEW * len(self._rows)
        if not len(joining):
            return was_rough
        old = len(self._rows)
        self._rows = np.concatenate([self._rows, joining])
        added = self._examples.products(self._rows, joining)
        products = np.empty((len(self._rows), len(self._rows)), np.float32)
        products[:old, :old], products[:, old:], products[old:, :old] = self._products, added, added[:old].T
        self._products = products
        self._factors = np.concatenate([self._factors, np.zeros(len(joining), np.float32)])
        return True

    def _best_factors(self, bearing: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Of the examples that bear on the machine, if no others did."""
        system = self._products[np.ix_(bearing, bearing)]
        system[np.diag_indices_from(system)] += 1 / (2 * self._cost)
        # Of a symmetric matrix the transpose is the same, and in the order that LAPACK works in without a copy.
        factor = scipy.linalg.cho_factor(system.T, overwrite_a=True, check_finite=False)
        return scipy.linalg.cho_solve(factor, target, check_finite=False)

    def _descent(self, target: np.ndarray, margins: np.ndarray, change: np.ndarray, moved: np.ndarray) -> float:
        """The first of 1, 1/2, 1/4 … of the way at which the objective is less than where it is."""

        def objective(step: float) -> float:
            factors, at = self._factors + step * change, margins + step * moved
            return 0.5 * factors @ at + self._cost * np.square(np.maximum(1 - target * at, 0)).sum()

        now, step = objective(0.0), 1.0
        while step >= SMALLEST_STEP and objective(step) > now:
            step /= 2
        return step
