"""The fit gives what liblinear gives, on data of many shapes and from any working set."""

from typing import List, Tuple

import numpy as np
import pytest
import scipy.sparse
from sklearn.svm import LinearSVC

from understanding import support_vectors
from understanding.support_vectors import Examples, Heads, _fit_share, fit


def examples(rows: int, seed: int, noise: float = 1.0) -> Tuple[np.ndarray, scipy.sparse.csr_matrix, List[str]]:
    """Three classes of unequal size around centres of their own, in six dense and thirty sparse columns."""
    random = np.random.default_rng(seed)
    classes = random.choice(3, rows, p=[0.7, 0.2, 0.1])
    dense = random.normal(0, noise, (rows, 6)) + np.eye(6)[classes]
    sparse = scipy.sparse.random(rows, 30, 0.2, "csr", np.float32, random_state=seed)
    return dense.astype(np.float32), sparse, [f"topic_{number}" for number in classes]


def liblinear(dense: np.ndarray, sparse: scipy.sparse.csr_matrix, labels: List[str], cost: float) -> Heads:
    machine = LinearSVC(C=cost, tol=1e-8, max_iter=100_000).fit(scipy.sparse.hstack([dense, sparse]), labels)
    return Heads(list(machine.classes_), machine.coef_.T, machine.intercept_)


@pytest.mark.parametrize("cost", [0.05, 0.5, 5.0])
@pytest.mark.parametrize(("rows", "noise"), [(30, 1.0), (400, 0.3), (400, 1.0), (3000, 2.0)])
def test_ends_where_liblinear_ends(rows: int, noise: float, cost: float) -> None:
    data = examples(rows, 1, noise)
    ours, theirs = fit(*data, cost), liblinear(*data, cost)
    assert ours.classes == theirs.classes
    assert ours.weights == pytest.approx(theirs.weights, abs=0.02)
    assert ours.bias == pytest.approx(theirs.bias, abs=0.02)


def test_ends_there_from_a_small_working_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FIRST_SAMPLE": 500, "JOINING": 5, "JOINING_SHARE": 0.0}.items():
        monkeypatch.setattr(support_vectors, name, value)
    dense, sparse, labels = examples(600, 2)
    targets = np.where(np.array(labels) == np.array([["topic_2"]]), np.float32(1), np.float32(-1))
    weights = _fit_share(Examples(dense, sparse), targets, 0.5)
    theirs = liblinear(dense, sparse, labels, 0.5)
    assert weights[:-1, 0] == pytest.approx(theirs.weights[:, 2], abs=0.02)
    assert weights[-1, 0] == pytest.approx(theirs.bias[2], abs=0.02)


@pytest.mark.parametrize("common", [0, 7, 30])
def test_common_columns_come_back_to_their_places(common: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support_vectors, "COMMON", common)
    data = examples(400, 5)
    ours, theirs = fit(*data, 0.5), liblinear(*data, 0.5)
    assert ours.weights == pytest.approx(theirs.weights, abs=0.02)


def test_no_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support_vectors, "ROUNDS", 0)
    dense, sparse, _ = examples(30, 3)
    with pytest.raises(RuntimeError, match="1 support vector machines"):
        _fit_share(Examples(dense, sparse), np.ones((1, 30), np.float32), 0.5)


def test_the_same_data_gives_the_same_weights_in_any_number_of_processes() -> None:
    data = examples(500, 4)
    once, again, alone = fit(*data, 0.5), fit(*data, 0.5), fit(*data, 0.5, processes=1)
    assert np.array_equal(once.weights, again.weights)
    assert np.array_equal(once.bias, again.bias)
    assert once.weights == pytest.approx(alone.weights, abs=1e-3)
