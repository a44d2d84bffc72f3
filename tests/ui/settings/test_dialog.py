"""The screen of settings over a plain window, by real keys."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow

from ms2qbank_desktop.core.declared import GROUPS, shown_settings
from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.commands import Commands
from ms2qbank_desktop.ui.keys.keymap import KeyMap
from ms2qbank_desktop.ui.keys.sheet import KeySheet
from ms2qbank_desktop.ui.settings.dialog import SettingsDialog
from ms2qbank_desktop.ui.settings.row import SettingRow
from ms2qbank_desktop.ui.viewmenu import view_commands

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key


class Room:
    """A window whose look follows its settings, and the dialog over it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.settings = Settings(folder / "settings.json")
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.commands = Commands(self.window, KeyMap(self.settings))
        self.commands.add(*view_commands(self.window, self.settings))
        self.window.show()
        self.dialog = self.open()

    def open(self, key: str = "") -> SettingsDialog:
        self.dialog = SettingsDialog(self.settings, self.commands, self.window)
        self.dialog.open()
        self.dialog.go_to(key)
        self.dialog.activateWindow()
        self.qtbot.waitUntil(self.dialog.isActiveWindow)
        self.settle()
        return self.dialog

    def settle(self) -> None:
        for _ in range(40):  # a few rows are built each turn
            QApplication.processEvents()

    def row(self, key: str) -> SettingRow:
        found = self.dialog.page.row_of(key)
        assert found is not None, key
        return found

    def shown(self) -> list[str]:
        return [row.title.text() for row in self.dialog.page.rows]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        QApplication.processEvents()


def focused() -> str:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus.accessibleName()


def test_every_setting_of_a_user_has_a_row_in_its_section(room: Room) -> None:
    sections = room.dialog.page.sections
    assert list(sections) == list(GROUPS) == room.dialog.contents.names
    for setting in shown_settings():
        assert room.row(setting.key) in sections[setting.group].rows
    assert room.shown()[4] == "Your data"
    assert room.shown()[-1] == "Keys of commands"
    assert room.dialog.page.row_of("window_geometry") is None


def test_every_control_has_a_name_that_tells_it_from_all_others(room: Room) -> None:
    room.dialog.page.row_of("theme")
    controls = [row.control.widget for row in room.dialog.page.rows if isinstance(row, SettingRow)]
    said = [(one.focusProxy() or one) for one in controls]
    own = [
        one.accessibleName() or inner.accessibleName()
        for one, inner in zip(controls, said, strict=True)
    ]
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in said)
    assert len(set(own)) == len(own) == len(shown_settings())
    assert "Videos: Speed" in own
    assert all(one.accessibleDescription() for one in controls)


def test_a_search_finds_by_name_help_choice_and_section(room: Room) -> None:
    search = room.dialog.search
    for words, found in (
        ("forget them", ["Missed questions come back"]),
        ("sepia", ["Theme"]),
        ("CAPTION dark", ["Captions on a dark ground"]),
        ("analytics missed", ["One missed day does no harm"]),
        ("clipboard", []),
        ("shortcuts", ["Keys of commands"]),
        (str(room.settings.folder), ["Your data"]),
    ):
        search.setText(words)
        assert room.shown() == found, words
    search.clear()
    assert len(room.shown()) == len(shown_settings()) + 2


def test_a_search_leaves_the_sections_that_have_what_it_found(room: Room) -> None:
    room.dialog.search.setText("text size")
    assert room.dialog.contents.names == ["General", "Questions", "Flashcards", "Library"]
    room.dialog.search.setText("qqq")
    assert room.dialog.contents.names == []
    labels = [one.text() for one in room.dialog.findChildren(type(room.row("theme").title))]
    assert "No setting has “qqq”." in labels


def test_the_whole_of_it_works_by_keys_alone(room: Room) -> None:
    assert room.dialog.search.hasFocus()
    QTest.keyClicks(room.dialog.search, "pause while")
    press(Key.Key_Down)
    assert focused() == "Videos: Pause while I type"
    press(Key.Key_Space)
    assert room.settings.get("video_pause_to_type") is True
    press(Key.Key_Tab)
    assert focused() == "Videos: Pause while I type: back to Off"
    press(Key.Key_Space)
    assert room.settings.get("video_pause_to_type") is False
    assert focused() == "Videos: Pause while I type"
    press(Key.Key_F, held=Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(room.dialog.search, "density")
    press(Key.Key_Return, Key.Key_Right)
    assert room.settings.get("density") == "comfortable"
    press(Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert room.window.findChildren(SettingsDialog) == []


def test_a_row_that_is_no_setting_is_reached_by_keys(room: Room) -> None:
    for words, text in (("shortcuts", "Change keys…"), ("profile database", "Open folder")):
        room.dialog.search.setText(words)
        room.dialog.search.setFocus()
        press(Key.Key_Down)
        button = QApplication.focusWidget()
        assert isinstance(button, QAbstractButton)
        assert button.text() == text


def test_a_section_is_entered_at_the_first_row_that_was_found(room: Room) -> None:
    room.dialog.search.setText("captions ground")
    press(Key.Key_Tab, Key.Key_Return)
    assert focused() == "Videos: Captions on a dark ground"


def test_a_number_is_stepped_by_arrows_or_typed_and_counts_at_enter(room: Room) -> None:
    row = room.row("exam_zoom")
    row.take_keyboard()
    press(Key.Key_Up)
    assert room.settings.get("exam_zoom") == 110
    heard: list[int] = []
    room.settings.watch("exam_zoom", heard.append)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "150")
    assert heard == []
    press(Key.Key_Return)
    assert (heard, room.dialog.isVisible()) == ([150], True)


def test_a_number_is_stepped_by_its_buttons_as_far_as_it_goes(room: Room) -> None:
    stepper: Any = room.row("exam_zoom").control.widget
    stepper.more.click()
    assert room.settings.get("exam_zoom") == 110
    for _ in range(3):
        stepper.less.click()
    assert room.settings.get("exam_zoom") == 80
    assert (stepper.less.isEnabled(), stepper.more.isEnabled()) == (False, True)


def test_the_sections_are_walked_through_by_arrows_and_entered(room: Room) -> None:
    press(Key.Key_Tab)
    assert room.dialog.contents.hasFocus()
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    room.settle()
    assert room.dialog.contents.currentItem().text() == "Videos"
    videos = room.dialog.page.sections["Videos"]
    assert videos.mapTo(room.dialog.page, videos.rect().topLeft()).y() == 0
    press(Key.Key_Return)
    assert focused() == "Videos: Speed"


@pytest.mark.parametrize("name", GROUPS)
def test_each_section_can_stand_at_the_upper_edge_and_is_marked_then(room: Room, name: str) -> None:
    room.dialog.page.go_to(name)
    room.settle()
    section = room.dialog.page.sections[name]
    assert section.mapTo(room.dialog.page, section.rect().topLeft()).y() == 0
    assert room.dialog.contents.currentItem().text() == name


def test_a_change_is_in_force_at_once(room: Room) -> None:
    face = QApplication.font().pointSizeF()
    paper = QApplication.palette().window().color()
    room.row("text_zoom").choose(150)
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * face)
    room.row("theme").choose("sepia")
    assert QApplication.palette().window().color() != paper


def test_a_change_elsewhere_is_shown(room: Room) -> None:
    row = room.row("theme")
    assert not row.reset.isVisible()
    room.commands.run("theme-dark")
    theme: Any = row.control.widget
    assert (theme.currentText(), row.is_own) == ("Dark", True)
    room.settings.set("custom_seconds", 60)
    stepper: Any = room.row("custom_seconds").control.widget
    assert stepper.field.text() == "60 s"
    room.settings.set("video_order", "title")
    box: Any = room.row("video_order").control.widget
    assert box.currentText() == "Title"
    room.settings.set("reminders", True)
    switch: Any = room.row("reminders").control.widget
    assert switch.isChecked()


def test_a_section_is_reset_and_that_taken_back(room: Room) -> None:
    for key, value in (("study_zoom", 120), ("caption_size", 150), ("caption_box", False)):
        room.settings.set(key, value)
    videos, cards = (room.dialog.page.sections[name] for name in ("Videos", "Flashcards"))
    assert not videos.reset.isHidden()
    videos.reset.click()
    keys = ("study_zoom", "caption_size", "caption_box")
    assert [room.settings.get(key) for key in keys] == [120, 100, True]
    assert (videos.reset.isHidden(), cards.reset.isHidden()) == (True, False)
    assert room.dialog.undo.isVisible()
    room.dialog.undo.click()
    assert [room.settings.get(key) for key in keys] == [120, 150, False]
    assert not room.dialog.undo.isVisible()


def test_a_value_that_cannot_be_kept_is_said_at_its_row_and_is_not_shown(room: Room) -> None:
    row = room.row("spaced_questions")
    switch: Any = row.control.widget
    folder = room.settings.folder
    gone = folder.with_name("gone")
    folder.rename(gone)
    switch.click()
    assert "cannot be saved" in row.help.text()
    assert (switch.isChecked(), room.settings.get("spaced_questions")) == (True, True)
    gone.rename(folder)
    switch.click()
    assert row.help.text() == row.setting.help


def test_it_opens_at_a_setting(room: Room) -> None:
    room.dialog.reject()
    room.open("caption_at_top")
    row = room.row("caption_at_top")
    assert focused() == "Videos: Captions at the top"
    place = row.mapTo(room.dialog.page, row.rect().topLeft()).y()
    assert 0 <= place <= room.dialog.page.height() - row.height()
    assert room.dialog.contents.currentItem().text() == "Videos"
    room.dialog.reject()
    room.open("window_geometry")
    assert room.dialog.search.hasFocus()


def test_the_data_folder_is_shown_copied_and_opened(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> None:
        opened.append(url.toLocalFile())

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    buttons = {one.text(): one for one in room.dialog.findChildren(QAbstractButton)}
    buttons["Copy path"].click()
    buttons["Open folder"].click()
    folder = str(room.settings.folder)
    assert QApplication.clipboard().text() == folder
    assert [os.path.normpath(one) for one in opened] == [folder]


def test_the_table_of_keys_opens_over_it(room: Room) -> None:
    (button,) = [
        one for one in room.dialog.findChildren(QAbstractButton) if one.text() == "Change keys…"
    ]
    button.click()
    (sheet,) = room.dialog.findChildren(KeySheet)
    assert sheet.isVisible()
    sheet.reject()
    assert room.dialog.isVisible()


def test_nothing_is_told_to_a_dialog_that_is_gone(room: Room) -> None:
    room.dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    room.settings.set("theme", "dark")
    room.settings.set("reminder_hour", 7)
    assert room.window.findChildren(SettingsDialog) == []


def test_it_opens_quickly_and_holds_the_window_for_no_turn(room: Room) -> None:
    room.dialog.reject()
    room.settle()
    turns = []
    began = time.thread_time()
    dialog = SettingsDialog(room.settings, room.commands, room.window)
    dialog.open()
    QApplication.processEvents()
    opened = 1000 * (time.thread_time() - began)
    for _ in range(40):
        began = time.thread_time()
        QApplication.processEvents()
        turns.append(1000 * (time.thread_time() - began))
    assert opened < 100
    assert max(turns) < 50, turns


def test_no_more_rows_are_built_at_once_than_lead_to_the_one_that_is_asked_for(room: Room) -> None:
    room.dialog.reject()
    room.settle()
    dialog = SettingsDialog(room.settings, room.commands, room.window)
    dialog.open()
    dialog.go_to("density")
    assert dialog.page.row_of("density") is not None
    assert dialog.page.building
    assert len(dialog.page.rows) < len(shown_settings())
    dialog.go_to("video_order")
    assert dialog.page.building
    room.settle()
    assert not dialog.page.building
    assert len(dialog.page.rows) >= len(shown_settings())
    assert dialog.contents.currentItem().text() == "Videos"


@pytest.mark.parametrize(("width", "zoom"), [(960, 100), (1280, 150), (1280, 200), (960, 200)])
def test_nothing_is_cut_off_at_any_width_and_size_of_text(
    room: Room, width: int, zoom: int
) -> None:
    room.window.resize(width, 800)
    room.settings.set("text_zoom", zoom)
    room.settle()
    page = room.dialog.page
    assert room.dialog.contents.isVisible() == (zoom < 200)
    for row in page.rows:
        place = row.mapTo(page, row.rect().bottomRight())
        assert place.x() < page.width(), row.title.text()
        assert not isinstance(row, SettingRow) or _inside(row), row.title.text()


def _inside(row: SettingRow) -> bool:
    control = row.control.widget
    right = control.mapTo(row, control.rect().bottomRight())
    return row.rect().contains(right) and control.width() >= control.minimumSizeHint().width()


def test_what_has_the_keyboard_stays_in_sight_when_the_text_grows(room: Room) -> None:
    room.dialog.go_to("video_order")
    room.settings.set("text_zoom", 150)
    room.settle()
    row = room.row("video_order")
    place = row.mapTo(room.dialog.page, row.rect().topLeft()).y()
    assert 0 <= place <= room.dialog.page.height() - row.height()
