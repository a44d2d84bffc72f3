"""Marks over a text: painted and flattened, never laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets import marks
from ms2qbank_desktop.ui.widgets.choice import ChoiceRow, ChoiceState
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled
from ms2qbank_desktop.ui.widgets.marks import Mark, flattened
from ms2qbank_desktop.ui.widgets.textview import TextView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
YELLOW = "highlight-yellow"

W = TypeVar("W", bound=QWidget)

drawn = st.lists(
    st.builds(
        lambda start, length, ground, underline: Mark(start, start + length, ground, "", underline),
        st.integers(0, 9),
        st.integers(1, 5),
        st.sampled_from(["", "highlight-yellow", "highlight-blue"]),
        st.sampled_from(["", "accent"]),
    ),
    max_size=6,
)


def shown(qtbot: QtBot, widget: W) -> W:
    widget.resize(600, 60)
    qtbot.addWidget(widget)
    widget.show()
    return widget


@given(drawn)
def test_flattened_marks_give_each_character_the_newest_of_each_role(laid: list[Mark]) -> None:
    flat = flattened(laid)
    for place in range(15):
        over = [mark for mark in laid if mark.start <= place < mark.end]
        found = [mark for mark in flat if mark.start <= place < mark.end]
        assert len(found) == bool(over)
        for role in ("ground", "underline"):
            wanted = [getattr(mark, role) for mark in over if getattr(mark, role)] or [""]
            assert not found or getattr(found[0], role) == wanted[-1]


@given(st.text("aβ😀", max_size=8), st.data())
def test_places_are_counted_in_characters_though_qt_counts_units(
    text: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert marks.characters(text, marks.units(text, place)) == place
    assert marks.units(text, len(text)) == len(text) + text.count("😀")


@pytest.mark.parametrize("name", ["light", "dark", "sepia"])
@pytest.mark.parametrize("colour", ["yellow", "green", "blue"])
def test_text_on_a_highlight_has_contrast_enough(
    qapp: QApplication, name: str, colour: str
) -> None:
    theme.apply(qapp, name)

    def luminance(role: str) -> float:
        colour = theme.current().color(role)
        red, green, blue = (
            value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
            for value in (colour.redF(), colour.greenF(), colour.blueF())
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance("highlight-text"), luminance(f"highlight-{colour}")))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_layers_replace_only_themselves_and_go_with_the_text(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView("<p>one two three</p>"))
    view.set_marks("highlights", [Mark(0, 3, YELLOW)])
    view.set_marks("phrases", [Mark(4, 7, underline="accent")])
    view.set_marks("highlights", [Mark(8, 13, YELLOW)])
    assert [s.cursor.selectedText() for s in view.extraSelections()] == ["two", "three"]
    view.set_html("<p>another text</p>")
    assert view.extraSelections() == []


def test_a_selection_is_told_in_characters(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView("<p>😀 two</p>"))
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selection() == (2, 5)
    view.clear_selection()
    assert view.selection() == (0, 0)


def test_the_caret_begins_at_the_beginning_and_the_pane_follows_it(qtbot: QtBot) -> None:
    view = TextView("<p>line<br></p>" * 60)
    content = QWidget()
    content.setLayout(column(view))
    area = shown(qtbot, scrolled(content, "Text"))
    area.resize(400, 200)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selection() == (0, 1)
    assert area.verticalScrollBar().value() == 0
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    caret = view.viewport().mapTo(area.viewport(), view.cursorRect().center())
    assert area.verticalScrollBar().value() > 0
    assert area.viewport().rect().contains(caret)


def test_a_struck_choice_keeps_its_highlight(qtbot: QtBot) -> None:
    row = shown(qtbot, ChoiceRow("A", "Distal tubule"))
    row.set_marks("highlights", [Mark(0, 6, YELLOW, "highlight-text")])
    row.set_state(ChoiceState.STRUCK)
    image = row.grab().toImage()
    wanted = theme.current().color(YELLOW).rgb()
    assert any(image.pixel(x, row.height() // 2 + 8) == wanted for x in range(70, 120))


def test_dragging_over_a_choice_selects_and_a_tremor_still_chooses(qtbot: QtBot) -> None:
    row = shown(qtbot, ChoiceRow("A", "Distal tubule"))
    chosen: list[bool] = []
    row.chosen.connect(lambda: chosen.append(True))
    middle = row.height() // 2
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(72, middle))
    qtbot.mouseMove(row, QPoint(74, middle))
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(74, middle))
    assert chosen == [True]
    assert row.selection() == (0, 0)


def test_a_choice_copies_what_is_selected(qtbot: QtBot) -> None:
    row = shown(qtbot, ChoiceRow("A", "Distal tubule"))
    qtbot.keyClick(row, Qt.Key.Key_Right, SHIFT | CTRL)
    assert row.selection() == (0, 7)
    qtbot.keyClick(row, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Distal "
    row.set_content("B", "another")
    assert row.selection() == (0, 0)
