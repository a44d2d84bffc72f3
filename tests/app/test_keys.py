"""The keys of the whole program: no two commands want the same one, and text fields keep theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.ui.keys.keymap import KeyMap, overlap
from ms2qbank_desktop.ui.keys.presets import PRESETS, RESERVED, Preset
from ms2qbank_desktop.ui.keys.sheet import KeySheet
from ms2qbank_desktop.ui.keys.words import split_keys
from tests.support.examinee import Examinee

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ms2qbank_desktop.ui.command import Command

each_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)


@pytest.fixture
def examinee(qapp: QApplication, data_dir: Path) -> Iterator[Examinee]:  # noqa: ARG001
    examinee = Examinee(data_dir)
    yield examinee
    examinee.leave()


_known: list[Command] = []


@pytest.fixture
def commands(request: pytest.FixtureRequest) -> tuple[Command, ...]:
    """The commands after every page was open, which are looked for once."""
    if not _known:
        examinee = request.getfixturevalue("examinee")
        for page in (page for feature in FEATURES for page in feature.pages):
            examinee.shell.open(page.tab, page.id)
            examinee.wait(lambda: not examinee.shell.tasks.running)
        found = examinee.shell.commands.keys.commands
        # Without what holds the window, which closes.
        _known.extend(replace(one, run=lambda: None, when=None, checked=None) for one in found)
    return tuple(_known)


def wanted(command: Command, preset: Preset) -> tuple[str, ...]:
    return split_keys(preset.keys.get(command.id, command.keys))


@each_preset
def test_no_two_commands_that_can_be_run_at_once_want_the_same_key(
    commands: tuple[Command, ...], preset: Preset
) -> None:
    assert {"exam-mark", "quit", "find-question", "start-block"} <= {one.id for one in commands}
    users: dict[str, list[Command]] = {}
    conflicts = []
    for command in commands:
        for key in wanted(command, preset):
            normal = QKeySequence(key).toString()
            rivals = [one for one in users.get(normal, ()) if overlap(one, command)]
            conflicts += [f"{key}: {one.id}, {command.id}" for one in rivals]
            users.setdefault(normal, []).append(command)
    assert conflicts == []


@each_preset
def test_no_preset_takes_what_the_keyboard_itself_needs(
    commands: tuple[Command, ...], preset: Preset
) -> None:
    taken = {
        (key, command.id)
        for command in commands
        for key in wanted(command, preset)
        if key in RESERVED
    }
    assert taken == {
        ("Esc", "exam-close"),
        ("Esc", "study-close"),
        ("Esc", "player-close"),
        ("Esc", "article-close"),
        ("Space", "study-go"),  # presses the button that has the keyboard
        ("Space", "player-play"),
        ("Space", "task-tick"),  # as on a row that is a check box
        ("Ctrl+Z", "study-undo"),
    }


@each_preset
def test_keys_are_written_as_they_are_when_pressed(
    commands: tuple[Command, ...], preset: Preset
) -> None:
    keys = [key for command in commands for key in wanted(command, preset)]
    assert [key for key in keys if QKeySequence(key).toString() != key] == []


@each_preset
def test_a_preset_names_only_commands_that_exist(
    commands: tuple[Command, ...], preset: Preset
) -> None:
    assert set(preset.keys) <= {command.id for command in commands}


def test_the_exam_is_known_before_one_is_open_and_brings_the_same_commands(
    examinee: Examinee,
) -> None:
    commands = examinee.shell.commands
    before = [one for one in commands.keys.commands if one.context.startswith("exam")]
    examinee.begin(3)
    brought = [one for one in commands.all() if one.id.startswith("exam-")]
    facts = [(one.id, one.label, one.keys, one.context) for one in brought]
    assert facts == [(one.id, one.label, one.keys, one.context) for one in before]


def test_a_command_of_the_exam_can_be_run_only_within_its_context(examinee: Examinee) -> None:
    examinee.begin(3, Mode.TUTOR)
    page, commands = examinee.exam, examinee.shell.commands
    for turn, view in ((None, "question"), (page.pause, "paused"), (page.end, "review")):
        if turn is not None:
            turn()
        others = {
            one.id
            for one in commands.all()
            if one.context.startswith("exam ")
            and not one.context.startswith(f"exam {view}")
            and commands.can(one.id)
        }
        assert others == set()
        assert page.shows(view)


def test_letters_and_digits_typed_in_the_exam_stay_in_the_field(examinee: Examinee) -> None:
    examinee.begin(3)
    examinee.press("L")
    examinee.wait(lambda: isinstance(examinee.app.focusWidget(), QLineEdit))
    field = examinee.app.focusWidget()
    assert isinstance(field, QLineEdit)
    examinee.press("K", "M", "A", "1", "Shift+B", "Left")
    assert field.text().lower() == "kma1b"
    item = examinee.exam.session.item
    assert (item.answer, item.struck) == (frozenset(), frozenset())
    assert not examinee.exam.session.is_marked(item)
    assert examinee.exam.tools.calculator is None


def test_f1_opens_the_sheet_on_every_tab_and_in_the_exam_and_esc_gives_the_keys_back(
    examinee: Examinee,
) -> None:
    def sheets() -> list[KeySheet]:
        found = examinee.shell.findChildren(KeySheet)
        return [sheet for sheet in found if sheet.isVisible()]

    examinee.press("F1")
    assert len(sheets()) == 1
    examinee.press("Escape")
    examinee.wait(lambda: not sheets() and examinee.shell.isActiveWindow())
    examinee.begin(3)
    examinee.press("F1")
    (sheet,) = sheets()
    rows = [sheet.model.row(at) for at in range(sheet.model.rowCount())]
    assert rows[0].text == "Exam"
    assert [row.here for row in rows] == sorted((row.here for row in rows), reverse=True)
    examinee.press("M", "Escape")
    examinee.wait(lambda: not sheets() and examinee.shell.isActiveWindow())
    item = examinee.exam.session.item
    assert not examinee.exam.session.is_marked(item)
    examinee.press("M")
    assert examinee.exam.session.is_marked(item)


def test_a_preset_chosen_in_the_exam_works_in_it_at_once(examinee: Examinee) -> None:
    examinee.begin(3)
    keys: KeyMap = examinee.shell.commands.keys
    keys.use(next(preset for preset in PRESETS if preset.id == "numbers"))
    examinee.press("A")
    assert examinee.exam.session.item.answer == frozenset()
    examinee.press("2")
    assert examinee.exam.session.item.answer == {1}
    QTest.keyClick(examinee.shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert examinee.exam.session.item.struck == {0}
    examinee.press("F")
    assert examinee.exam.session.is_marked(examinee.exam.session.item)
