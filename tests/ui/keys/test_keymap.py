"""Which keys a command has: those of the preset, and over them what the user chose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.keys.keymap import KeyMap, overlap
from ms2qbank_desktop.ui.keys.presets import PRESETS
from ms2qbank_desktop.ui.keys.words import cap_text
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.keycap import KeyCap

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    Room = Any  # the fixture's class; conftest cannot be imported

PRESET = {preset.id: preset for preset in PRESETS}


def command(key: str, context: str = "tabs", *, anywhere: bool = False) -> Command:
    return Command(key, key, lambda: None, context=context, anywhere=anywhere)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (command("a"), command("b"), True),
        (command("a"), command("b", "tabs bank"), True),
        (command("a", "tabs create"), command("b", "tabs bank"), False),
        (command("a"), command("b", "exam question"), False),
        (command("a", "exam"), command("b", "exam question"), True),
        (command("a", "exam question"), command("b", "exam review"), False),
        (command("a", anywhere=True), command("b", "exam review"), True),
    ],
)
def test_two_commands_meet_if_the_context_of_one_lies_in_that_of_the_other(
    one: Command, other: Command, meet: bool
) -> None:
    assert overlap(one, other) is overlap(other, one) is meet


def test_a_chosen_key_runs_its_command_at_once_and_the_old_one_no_longer(
    room: Room, qtbot: QtBot
) -> None:
    room.open_exam()
    room.keys.choose("exam-mark", ("W",))
    qtbot.keyClick(room.window, Qt.Key.Key_M)
    assert room.ran == []
    qtbot.keyClick(room.window, Qt.Key.Key_W)
    assert room.ran == ["mark"]


def test_a_command_may_have_several_keys_or_none(room: Room, qtbot: QtBot) -> None:
    room.open_exam()
    room.keys.choose("exam-mark", ("W", "Ctrl+M"))
    room.keys.choose("exam-labs", ())
    qtbot.keyClick(room.window, Qt.Key.Key_W)
    qtbot.keyClick(room.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(room.window, Qt.Key.Key_L)
    assert room.ran == ["mark", "mark"]


def test_keys_chosen_before_the_exam_brings_its_commands_are_theirs_when_it_does(
    room: Room, qtbot: QtBot
) -> None:
    room.commands.announce(*room.exam())
    room.keys.choose("exam-mark", ("W",))
    room.open_exam()
    qtbot.keyClick(room.window, Qt.Key.Key_W)
    assert room.ran == ["mark"]


def test_own_keys_and_the_preset_are_there_at_the_next_start(room: Room) -> None:
    room.open_exam()
    room.keys.use(PRESET["left-hand"])
    room.keys.choose("exam-labs", ("G", "Ctrl+L"))
    again = room.start()
    again.announce(*room.exam())
    assert again.keys.preset.id == "left-hand"
    assert again.keys.keys("exam-mark") == ("W", "M")
    assert again.keys.keys("exam-labs") == ("G", "Ctrl+L")


def test_an_unknown_id_in_the_settings_is_kept_and_ignored(tmp_path: Path, room: Room) -> None:
    file = tmp_path / "other.json"
    strange = {"gone": ["Ctrl+I"], "exam-mark": "not a list", "exam-labs": ["G"]}
    file.write_text(json.dumps({"own_keys": json.dumps(strange), "key_preset": "lost"}))
    keys = KeyMap(Settings(file))
    keys.know([*room.exam(), *room.keys.commands])
    assert keys.preset.id == "standard"
    assert (keys.keys("import"), keys.keys("exam-mark")) == (("Ctrl+I",), ("M",))
    keys.choose("exam-end", ("Ctrl+D",))
    keys.reset("exam-labs")
    keys.reset_all()
    kept = json.loads(json.loads(file.read_text())["own_keys"])
    assert kept == {"gone": ["Ctrl+I"]}


def test_settings_that_cannot_be_read_give_the_declared_keys(tmp_path: Path, room: Room) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps({"own_keys": "{not json"}))
    keys = KeyMap(Settings(file))
    keys.know(room.exam())
    assert keys.keys("exam-next") == ("Right", "Alt+N")


def test_keys_that_cannot_be_saved_hold_until_the_end_and_the_user_is_told(
    tmp_path: Path, room: Room
) -> None:
    keys = KeyMap(Settings(tmp_path / "gone" / "settings.json"))
    keys.know(room.exam())
    with pytest.raises(EnvironmentFault, match="cannot be saved"):
        keys.choose("exam-mark", ("W",))
    assert keys.keys("exam-mark") == ("W",)


def test_a_key_another_command_of_the_place_has_is_named_but_not_one_of_another_view(
    room: Room,
) -> None:
    room.open_exam()
    assert [one.label for one in room.keys.conflicts("exam-labs", "M")] == ["Mark"]
    assert [one.label for one in room.keys.conflicts("exam-end", "M")] == [
        "Mark",
        "Review marked items",
    ]
    assert [one.label for one in room.keys.conflicts("exam-labs", "F1")] == ["Keys…"]
    assert room.keys.conflicts("exam-labs", "Ctrl+I") == []
    assert room.keys.conflicts("exam-mark", "M") == []


def test_a_key_that_is_taken_leaves_the_other_command_of_that_view_only(room: Room) -> None:
    room.open_exam()
    room.keys.choose("exam-labs", ("L", "M"))
    assert room.keys.keys("exam-labs") == ("L", "M")
    assert room.keys.keys("exam-mark") == ()
    assert room.keys.keys("exam-marked") == ("M",)


def test_resetting_gives_a_taken_key_back(room: Room) -> None:
    room.open_exam()
    room.keys.choose("exam-labs", ("M",))
    room.keys.reset("exam-labs")
    assert (room.keys.keys("exam-labs"), room.keys.keys("exam-mark")) == (("L",), ("M",))


def test_a_key_taken_back_is_no_longer_that_of_the_taker(room: Room) -> None:
    room.open_exam()
    room.keys.choose("exam-labs", ("L", "M"))
    room.keys.choose("exam-mark", ("M",))
    room.keys.reset("exam-mark")
    assert (room.keys.keys("exam-labs"), room.keys.keys("exam-mark")) == (("L",), ("M",))


def test_a_command_that_comes_later_does_not_kill_a_chosen_key(room: Room, qtbot: QtBot) -> None:
    room.keys.choose("import", ("Ctrl+F",))
    room.commands.add(
        Command("find", "Find", lambda: room.ran.append("find"), "Ctrl+F", context="tabs bank")
    )
    qtbot.keyClick(room.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert room.ran == ["import"]


def test_of_two_own_choices_that_could_not_see_each_other_the_later_one_wins(
    tmp_path: Path, room: Room
) -> None:
    file = tmp_path / "other.json"
    own = {"exam-mark": ["Q", "M"], "exam-labs": ["Q"]}
    file.write_text(json.dumps({"own_keys": json.dumps(own)}))
    keys = KeyMap(Settings(file))
    keys.know(room.exam())
    assert (keys.keys("exam-mark"), keys.keys("exam-labs")) == (("M",), ("Q",))


def test_a_preset_goes_under_the_own_keys_and_can_be_undone(room: Room, qtbot: QtBot) -> None:
    room.open_exam()
    room.keys.choose("exam-labs", ("W",))
    room.keys.use(PRESET["left-hand"])
    assert room.keys.keys("exam-labs") == ("W",)
    assert room.keys.keys("exam-mark") == ("M",)
    qtbot.keyClick(room.window, Qt.Key.Key_R)
    assert room.ran == ["next"]
    room.keys.undo()
    qtbot.keyClick(room.window, Qt.Key.Key_R)
    assert room.ran == ["next"]
    assert room.keys.preset.id == "standard"
    room.keys.undo()
    assert room.keys.keys("exam-labs") == ("L",)
    assert not room.keys.can_undo


def test_resetting_all_keeps_the_preset_and_can_be_undone(room: Room) -> None:
    room.open_exam()
    room.keys.use(PRESET["left-hand"])
    room.keys.choose("exam-labs", ("G",))
    room.keys.reset_all()
    assert (room.keys.keys("exam-labs"), room.keys.preset.id) == (("T", "L"), "left-hand")
    assert not room.keys.has_own
    room.keys.undo()
    assert room.keys.keys("exam-labs") == ("G",)


def test_letters_typed_into_a_field_run_nothing(room: Room, qtbot: QtBot) -> None:
    room.open_exam()
    room.keys.choose("exam-end", ("Shift+E", "1"))
    room.field.setFocus()
    typed = (Qt.Key.Key_M, Qt.Key.Key_L, Qt.Key.Key_1, Qt.Key.Key_Right)
    for key in typed:
        qtbot.keyClick(room.field, key)
    qtbot.keyClick(room.field, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert room.ran == []
    assert room.field.text().lower() == "ml1e"
    qtbot.keyClick(room.field, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert room.ran == ["next"]


def test_a_bound_button_shows_the_present_key(room: Room, qtbot: QtBot) -> None:
    button, icon, cap = Button("Mark"), IconButton("flag", "Mark"), KeyCap("")
    for widget in (button, icon, cap):
        qtbot.addWidget(widget)
        room.commands.bind(widget, "exam-mark")
    bare = button.sizeHint().width()
    assert icon.toolTip() == "Mark"
    room.open_exam()
    assert button.sizeHint().width() > bare
    assert (icon.toolTip(), cap.accessibleName()) == ("Mark (M)", "M")
    room.keys.choose("exam-mark", ("Ctrl+Shift+M", "M"))
    assert icon.toolTip() == "Mark (Ctrl Shift M)"
    assert cap.accessibleName() == "Ctrl Shift M"
    icon.set_name("Marked")
    assert icon.toolTip() == "Marked (Ctrl Shift M)"
    room.keys.choose("exam-mark", ())
    assert (icon.toolTip(), cap.accessibleName()) == ("Marked", "")
    assert button.sizeHint().width() == bare


def test_keys_may_change_after_a_bound_button_is_gone(room: Room) -> None:
    room.open_exam()
    button = IconButton("flag", "Mark")
    room.commands.bind(button, "exam-mark")
    del button
    room.keys.choose("exam-mark", ("W",))
    assert room.commands.shown_key("exam-mark") == "W"


@pytest.mark.parametrize(
    ("key", "cap"),
    [
        ("Ctrl+Return", "Ctrl Enter"),
        ("Enter", "Num Enter"),
        ("Left", "←"),
        ("Ctrl++", "Ctrl +"),
        ("Ctrl+-", "Ctrl −"),
        ("Shift+A", "Shift A"),
        ("+", "+"),
        ("", ""),
    ],
)
def test_a_key_cap_says_the_key_as_the_keyboard_does(key: str, cap: str) -> None:
    assert cap_text(key) == cap
