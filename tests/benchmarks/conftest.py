"""What is measured is the program, without the eyes of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.measuring import Pace
from tests.support.student import Flashes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def pace(qapp: QApplication) -> Pace:
    """How fast this machine is from the beginning of the test on."""
    assert qapp  # without it no text is laid out
    return Pace()


@pytest.fixture(autouse=True)
def _nobody_looks_at_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter in Python that sees every event there is takes a quarter of a turn of the loop."""
    monkeypatch.delattr(Flashes, "eventFilter")
