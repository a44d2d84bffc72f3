"""Another style sheet: once for each widget, at once where it is seen, else before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.theme.restyling import Restyling
from ms2qbank_desktop.ui.theme.theme import load
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

LABELS = 400


class House:
    """A window with two pages of labels, the first of them shown, each a few boxes deep."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QStackedWidget()
        qtbot.addWidget(self.window)
        self.labels = [self._add_page(), self._add_page()]
        for page in (1, 0):  # each was seen in the old theme
            self.window.setCurrentIndex(page)
            self.window.show()
            QApplication.processEvents()

    def _add_page(self) -> list[Label]:
        labels = [Label(f"{at}", ink="incorrect") for at in range(LABELS)]
        around = QWidget()
        around.setLayout(column(*labels, gap=0))
        for _ in range(5):
            inner, around = around, QWidget()
            around.setLayout(column(inner, gap=0))
        self.window.addWidget(around)
        return labels


@pytest.fixture
def house(qapp: QApplication, qtbot: QtBot) -> Iterator[House]:
    theme.apply(qapp, "light")
    finish(qapp)
    yield House(qtbot)
    theme.apply(qapp, "light")


def restyling(app: QApplication) -> Restyling:
    found = app.findChild(Restyling)
    assert isinstance(found, Restyling)
    return found


def finish(app: QApplication) -> None:
    """Let all have their turns."""
    while restyling(app).under_way:
        app.processEvents()


def inks(labels: list[Label]) -> set[str]:
    return {one.palette().color(QPalette.ColorRole.WindowText).name() for one in labels}


def ink(name: str) -> set[str]:
    colour: QColor = load(name).color("incorrect")
    return {colour.name()}


class Styled(QObject):
    """Counts how often a widget gets a style."""

    times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.StyleChange
        return False


def test_a_widget_is_styled_once_however_deep_it_stands(house: House, qapp: QApplication) -> None:
    seen, hidden = Styled(), Styled()
    house.labels[0][0].installEventFilter(seen)
    house.labels[1][0].installEventFilter(hidden)
    theme.apply(qapp, "dark")
    finish(qapp)
    assert (seen.times, hidden.times) == (1, 1)


def test_what_is_seen_is_styled_at_once_and_the_rest_in_turns(
    house: House, qapp: QApplication
) -> None:
    theme.apply(qapp, "dark")
    assert inks(house.labels[0]) == ink("dark")
    assert inks(house.labels[1]) == ink("light")
    qapp.processEvents()
    assert restyling(qapp).under_way
    finish(qapp)
    assert inks(house.labels[1]) == ink("dark")


def test_no_page_is_shown_in_the_old_theme(house: House, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    house.window.setCurrentIndex(1)
    assert inks(house.labels[1]) == ink("dark")


def test_a_page_whose_turn_has_begun_is_finished_before_it_is_shown(
    house: House, qapp: QApplication
) -> None:
    theme.apply(qapp, "dark")
    qapp.processEvents()
    theme.apply(qapp, "sepia")
    qapp.processEvents()
    house.window.setCurrentIndex(1)
    assert inks([*house.labels[0], *house.labels[1]]) == ink("sepia")


def test_a_page_may_go_before_its_turn_has_come(house: House, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    house.labels[1][-1].deleteLater()
    qapp.processEvents()
    page = house.window.widget(1)
    assert page is not None
    house.window.removeWidget(page)
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    finish(qapp)
    assert inks(house.labels[0]) == ink("dark")


def test_a_hidden_text_keeps_the_font_that_it_was_given(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    text = QLabel("a title")
    qtbot.addWidget(text)
    text.show()
    text.hide()
    theme.apply(qapp, "light", 150)
    text.setFont(theme.font("heading3"))
    finish(qapp)
    assert text.font().pointSizeF() == theme.font("heading3").pointSizeF()
    theme.apply(qapp, "light")
    finish(qapp)
