"""Rows are told apart by all that they are."""

from typing import Any

import numpy as np
import scipy.sparse
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT

from understanding.row import Row

DENSE = np.array([[0.0, 1.0, 2.0]], np.float32)
SPARSE = scipy.sparse.csr_matrix(DENSE)


def fingerprint(numbers: Any, kind: str = FEATURE_TYPE_SENTENCE, attribute: str = TEXT, origin: str = "words") -> str:
    return Row(numbers, kind, attribute, origin).fingerprint()


def test_equal_rows_have_one_fingerprint() -> None:
    assert fingerprint(DENSE) == fingerprint(DENSE.copy())
    assert fingerprint(SPARSE) == fingerprint(SPARSE.copy())


def test_every_difference_counts() -> None:
    wider = scipy.sparse.csr_matrix((SPARSE.data, SPARSE.indices, SPARSE.indptr), (1, 4))
    elsewhere = scipy.sparse.csr_matrix((SPARSE.data, SPARSE.indices - 1, SPARSE.indptr), (1, 3))
    found = [
        fingerprint(DENSE),
        fingerprint(DENSE * 2),
        fingerprint(DENSE.T),
        fingerprint(SPARSE),
        fingerprint(SPARSE * 2),
        fingerprint(wider),
        fingerprint(elsewhere),
        fingerprint(DENSE, kind=FEATURE_TYPE_SEQUENCE),
        fingerprint(DENSE, attribute="intent"),
        fingerprint(DENSE, origin="characters"),
    ]
    assert len(set(found)) == len(found)
