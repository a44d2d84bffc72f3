"""Panes beside each other keep what was made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panes(qtbot: QtBot) -> Splitter:
    side, wide, panel = QWidget(), QWidget(), QWidget()
    splitter = Splitter((side, 200), (wide, 500), (panel, 240), wide=wide)
    qtbot.addWidget(splitter)
    splitter.resize(1200, 400)
    splitter.show()
    return splitter


def test_panes_have_the_widths_of_a_fresh_start_at_another_size_of_text(
    qapp: QApplication, panes: Splitter
) -> None:
    assert [panes.sizes()[at] for at in (0, 2)] == [200, 240]
    theme.apply(qapp, "light", 125)
    assert [panes.sizes()[at] for at in (0, 2)] == [250, 300]
    theme.apply(qapp, "light", 110)
    assert [panes.sizes()[at] for at in (0, 2)] == [220, 264]


def test_dividers_that_were_moved_stay_so_in_other_colours_and_sizes(
    qapp: QApplication, panes: Splitter
) -> None:
    panes.moveSplitter(320, 1)
    theme.apply(qapp, "dark")
    assert panes.sizes()[0] == 320
    theme.apply(qapp, "dark", 125)
    assert panes.sizes()[0] == 400
