"""The real domain with the real responses, read without training."""

from functools import cache

import pytest
import yaml
from rasa.shared.core.domain import Domain

from content.files import DATA


@cache
def _read_domain() -> Domain:
    document = yaml.safe_load((DATA.parent / "domain.yml").read_text(encoding="utf-8"))
    document["responses"] = {
        name: variants
        for path in DATA.glob("*/*responses.yml")
        for name, variants in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items()
    }
    return Domain.from_dict(document)


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The assistant's domain."""
    return _read_domain()
