"""The search in the bar at the top: what it looks like where there is much room, some, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.core.feature import FeatureSpec
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.tabbar import TopBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TABS = (
    ("home", "Home", "house"),
    ("questions", "Questions", "question"),
    ("flashcards", "Flashcards", "cards"),
    ("videos", "Videos", "monitor-play"),
    ("library", "Library", "books"),
    ("notebook", "Notebook", "notebook"),
    ("planner", "Planner", "calendar-check"),
    ("analytics", "Analytics", "chart-line-up"),
)


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    specs = [
        FeatureSpec(key, title, icon, at, tuple, lambda _ctx: ())
        for at, (key, title, icon) in enumerate(TABS)
    ]
    bar = TopBar(specs, menu_button=True)
    bar.search.set_key("Ctrl K")
    qtbot.addWidget(bar)
    bar.resize(1440, 48)
    bar.show()
    return bar


def widths(bar: TopBar, width: int) -> tuple[int, bool]:
    bar.resize(width, 48)
    QTest.qWait(1)
    return bar.search.width(), bar.search.folded


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1100, 1000, 960])
def test_nothing_in_the_bar_lies_over_anything_else(bar: TopBar, width: int) -> None:
    bar.profile.show()
    widths(bar, width)
    parts = [bar.menu_button, bar.tabs, bar.search, bar.profile]
    edges = [edge for one in parts for edge in (one.x(), one.x() + one.width())]
    assert edges == sorted(edges)
    assert edges[-1] <= width


def test_the_search_is_a_field_where_there_is_room_and_folds_to_an_icon(
    bar: TopBar, qapp: QApplication
) -> None:
    wide, folded = widths(bar, 1440)
    assert (wide, folded) == (224, False)
    theme.apply(qapp, "light", 150)
    narrow, folded = widths(bar, 1600)
    assert folded
    assert narrow < 60
    assert "Ctrl K" in bar.search.toolTip()


def test_a_badge_takes_its_room_from_the_search(bar: TopBar) -> None:
    assert widths(bar, 1270)[0] in (224, 150)
    needed = next(width for width in range(1270, 900, -1) if widths(bar, width)[0] < 224)
    widths(bar, needed + 1)
    assert bar.search.width() == 224
    bar.set_badge("flashcards", 120, "120 cards due")
    QTest.qWait(1)
    assert bar.search.width() < 224


def test_a_click_asks_for_the_search_and_takes_no_keyboard(bar: TopBar, qtbot: QtBot) -> None:
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    bar.tabs.setFocus()
    with qtbot.waitSignal(bar.search_requested):
        QTest.mouseClick(bar.search, Qt.MouseButton.LeftButton)
    assert not bar.search.hasFocus()


def test_the_search_says_its_name_and_key_to_ears(bar: TopBar) -> None:
    assert bar.search.accessibleName() == "Search everything"
    assert bar.search.accessibleDescription() == "Ctrl K"
