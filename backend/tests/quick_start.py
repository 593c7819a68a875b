"""For pytest's -p: looks for no garbage among imports and collected tests, which takes a quarter of that time."""

import gc

import pytest

gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is there by now lasts; what tests make is looked through as ever."""
    gc.freeze()
    gc.enable()
