"""The sheet of keys and the editor, by real keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.keys.editor import KeyEditor

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.keys.sheet import KeySheet

    Room = Any  # the fixture's class; conftest cannot be imported

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        QApplication.processEvents()


def shown(sheet: KeySheet) -> list[str]:
    return [sheet.model.row(at).text for at in range(sheet.model.rowCount())]


def editor_of(room: Room, command: str) -> KeyEditor:
    """Open the sheet, find a command by typing, and press Enter."""
    sheet: KeySheet = room.sheet()
    sheet.search.setText(command)
    press(Key.Key_Return)
    (editor,) = sheet.findChildren(KeyEditor)
    editor.activateWindow()
    room.qtbot.waitUntil(editor.isActiveWindow)
    return editor


def caps(editor: KeyEditor) -> list[str]:
    return [slot.key for slot in editor.slots]


def test_what_can_be_run_here_comes_first_and_what_cannot_is_still_there(room: Room) -> None:
    room.open_exam()
    assert shown(room.sheet()) == [
        "Exam",
        "Mark",
        "Lab values",
        "Next item",
        "End block",
        "Help",
        "Keys…",
        "Exam, not now",
        "Review marked items",
        "File, not now",
        "Import…",
    ]


def test_what_is_done_on_the_open_page_comes_before_what_every_page_can(room: Room) -> None:
    def nothing() -> None:
        return

    room.commands.add(
        Command("add-note", "Add notes…", nothing, menu="Cards"),
        Command("new-deck", "New deck…", nothing, menu="Edit", context="tabs decks"),
        Command("new-task", "New task…", nothing, menu="Planner", when=lambda: True),
        Command("rename", "Rename…", nothing, menu="Edit", when=lambda: False),
    )
    assert shown(room.sheet()) == [
        "Planner",
        "New task…",
        "Edit, on this page",
        "New deck…",
        "File",
        "Import…",
        "Help",
        "Keys…",
        "Cards",
        "Add notes…",
        "Edit, not now",
        "Rename…",
    ]


def test_typing_finds_commands_by_name_by_menu_and_by_key(room: Room) -> None:
    room.open_exam()
    sheet = room.sheet()
    found = {}
    for words in ("val", "help", "alt n", "ctrl", "nowhere"):
        sheet.search.clear()
        QTest.keyClicks(sheet.search, words)
        found[words] = [sheet.model.row(at).text for at in range(1, sheet.model.rowCount())]
    assert found == {
        "val": ["Lab values"],
        "help": ["Keys…"],
        "alt n": ["Next item"],
        "ctrl": ["End block", "File, not now", "Import…"],
        "nowhere": [],
    }
    assert not sheet.list.isVisible()
    assert not sheet.change.isEnabled()
    press(Key.Key_Return)
    assert sheet.findChildren(KeyEditor) == []


def test_arrows_walk_the_rows_from_the_search_field_past_the_headings(room: Room) -> None:
    room.open_exam()
    sheet = room.sheet()
    names = []
    for _ in range(6):
        names.append(sheet.list.currentIndex().data())
        press(Key.Key_Down)
    assert names == ["Mark", "Lab values", "Next item", "End block", "Keys…", "Review marked items"]
    assert sheet.search.hasFocus()


def test_esc_closes_the_sheet_and_the_window_has_the_keyboard_again(room: Room) -> None:
    sheet = room.sheet()
    closed: list[int] = []
    sheet.finished.connect(closed.append)
    press(Key.Key_I, Key.Key_Escape)
    assert len(closed) == 1
    room.qtbot.waitUntil(room.window.isActiveWindow)
    assert room.ran == []


def test_a_new_key_takes_the_place_of_the_old_one(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    assert caps(editor) == ["M", ""]
    assert editor.slots[0].listening
    press(Key.Key_W)
    assert room.keys.keys("exam-mark") == ("W",)
    assert caps(editor) == ["W", ""]
    assert editor.done_button.hasFocus()


def test_a_second_key_is_added_and_one_is_removed_by_the_keyboard(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    press(Key.Key_Escape)
    assert editor.isVisible()
    assert not editor.slots[0].listening
    editor.slots[1].setFocus()
    press(Key.Key_Return)
    press(Key.Key_M, held=CTRL)
    assert room.keys.keys("exam-mark") == ("M", "Ctrl+M")
    editor.slots[0].setFocus()
    press(Key.Key_Delete)
    assert room.keys.keys("exam-mark") == ("Ctrl+M",)
    editor.reset.setFocus()
    press(Key.Key_Space)
    assert room.keys.keys("exam-mark") == ("M",)
    assert not editor.reset.isEnabled()


def test_the_key_is_what_is_pressed_whatever_it_does_elsewhere(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    for key, held, kept in (
        (Key.Key_Return, CTRL, "Ctrl+Return"),
        (Key.Key_Right, CTRL | SHIFT, "Ctrl+Shift+Right"),
        (Key.Key_F7, SHIFT, "Shift+F7"),
    ):
        editor.slots[0].listen()
        press(key, held=held)
        assert room.keys.keys("exam-mark") == (kept,)
    editor.slots[0].listen()
    press(Key.Key_Shift, held=SHIFT)
    assert editor.slots[0].listening
    QTest.keyClicks(editor.slots[0], "?", SHIFT)
    assert room.keys.keys("exam-mark") == ("?",)
    assert room.ran == []


def test_tab_leaves_a_listening_field_as_it_was(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    press(Key.Key_Tab)
    assert not editor.slots[0].hasFocus()
    assert not editor.slots[0].listening
    assert room.keys.keys("exam-mark") == ("M",)


def test_a_key_of_another_command_is_named_and_taken_only_when_asked_to(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "val")
    press(Key.Key_M)
    assert editor.fault.text() == "M is “Mark” (Exam). Take it from there?"
    assert room.keys.keys("exam-labs") == ("L",)
    press(Key.Key_Escape)
    assert editor.isVisible()
    assert not editor.fault.isVisible()
    assert room.keys.keys("exam-mark") == ("M",)
    editor.slots[0].listen()
    press(Key.Key_M, Key.Key_Space)
    assert room.keys.keys("exam-labs") == ("M",)
    assert room.keys.keys("exam-mark") == ()
    assert room.keys.keys("exam-marked") == ("M",)


def test_keys_that_the_keyboard_needs_are_refused_and_it_says_why(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    press(Key.Key_C, held=CTRL)
    assert editor.fault.text().startswith("Ctrl C moves, closes, presses")
    assert not editor.take.isVisible()
    assert room.keys.keys("exam-mark") == ("M",)


def test_a_key_that_the_command_has_already_is_not_added_again(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    editor.slots[1].listen()
    press(Key.Key_M)
    assert room.keys.keys("exam-mark") == ("M",)
    assert editor.slots[0].hasFocus()


def test_the_sheet_shows_changes_and_takes_them_back(room: Room) -> None:
    room.open_exam()
    sheet = room.sheet()
    assert not sheet.undo.isVisible()
    room.keys.choose("exam-mark", ("W",))
    row = sheet.model.row(1)
    assert (row.caps, row.own) == (("W",), True)
    sheet.undo.setFocus()
    press(Key.Key_Space)
    assert sheet.model.row(1).caps == ("M",)
    assert not sheet.undo.isVisible()


def test_a_preset_is_chosen_and_everything_reset_by_the_keyboard(room: Room) -> None:
    room.open_exam()
    sheet = room.sheet()
    sheet.preset.setFocus()
    press(Key.Key_Down)
    assert sheet.preset.currentText() == "Left hand"
    assert sheet.model.row(1).caps == ("W", "M")
    room.keys.choose("exam-mark", ("G",))
    sheet.reset_all.setFocus()
    press(Key.Key_Space)
    assert sheet.model.row(1).caps == ("W", "M")
    assert not sheet.reset_all.isEnabled()
    told = []
    for _ in range(3):
        sheet.undo.setFocus()
        press(Key.Key_Space)
        told.append((sheet.model.row(1).caps, sheet.preset.currentText()))
    assert told == [(("G",), "Left hand"), (("W", "M"), "Left hand"), (("M",), "Standard")]


def test_a_sheet_that_is_open_when_the_exam_ends_follows(room: Room) -> None:
    room.open_exam()
    sheet = room.sheet()
    room.commands.resume()
    room.commands.remove(*(command.id for command in room.exam()))
    assert shown(sheet)[:4] == ["File", "Import…", "Help", "Keys…"]
    assert "Exam, not now" in shown(sheet)


def test_every_stop_of_sheet_and_editor_has_an_accessible_name(room: Room) -> None:
    room.open_exam()
    editor = editor_of(room, "mark")
    sheet = editor.parentWidget()
    assert sheet is not None
    stops = [
        widget
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    assert len(stops) > 8
    nameless = [
        widget
        for widget in stops
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_rows_say_their_keys_to_a_screen_reader(room: Room) -> None:
    room.open_exam()
    room.keys.choose("exam-labs", ())
    sheet = room.sheet()
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [sheet.model.index(at).data(role) for at in range(4)]
    assert said == ["Exam", "Mark, M", "Lab values, no key", "Next item, → or Alt N"]


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_sheet_stays_within_the_window(room: Room, qapp: QApplication, zoom: int) -> None:
    theme.apply(qapp, "light", zoom)
    sheet = room.sheet()
    assert sheet.width() < room.window.width()
    assert sheet.height() < room.window.height()
    assert sheet.list.height() > sheet.list.sizeHintForRow(1) * 5
