"""The examples in docstrings run, so that none goes stale."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import whence

MODULES = sorted(each.name for each in pkgutil.walk_packages(whence.__path__, "whence."))


@pytest.mark.parametrize("name", ["whence", *MODULES])
def test_examples_run(name: str) -> None:
    if not name.endswith("__main__"):
        assert doctest.testmod(import_module(name)).failed == 0
