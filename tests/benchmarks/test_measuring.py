"""Budgets grow with a machine that is slower than the one they are for, and never shrink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import measuring
from tests.benchmarks.measuring import Pace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize(("faster", "least", "most"), [(3.0, 2.0, 5.0), (0.1, 1.0, 1.0)])
def test_budgets_grow_with_a_slower_machine_and_never_shrink(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, faster: float, least: float, most: float
) -> None:
    assert qapp  # without it no text is laid out
    monkeypatch.setattr(measuring, "REFERENCE_MS", measuring.piece_ms() / faster)
    assert least <= Pace().slack <= most
