"""Notes at a question: typed, saved by themselves, seen again with the explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.practice.ui.notes_panel import NotesPanel
from ms2qbank_desktop.storage.engine import connect
from ms2qbank_desktop.ui.widgets.textview import TextView
from tests.support.examinee import question
from tests.support.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TARGET = Target(QUESTION, (1 << 62) + 7)


@pytest.fixture
def reader(qtbot: QtBot, data_dir: Path) -> Iterator[Reader]:  # noqa: ARG001
    reader = Reader(data_dir, [question(1), question(2)])
    yield reader
    reader.leave()


@pytest.fixture
def panel(reader: Reader, qtbot: QtBot) -> NotesPanel:
    panel = NotesPanel(reader.ui)
    qtbot.addWidget(panel)
    panel.resize(372, 700)
    panel.show_question(TARGET.id, "Item 7")
    panel.show()
    return panel


def on_disk(reader: Reader, target: Target = TARGET) -> str:
    return reader.service.note(reader.desk.user_id, target)


def test_a_note_is_saved_when_typing_pauses(
    reader: Reader, panel: NotesPanel, qtbot: QtBot
) -> None:
    told: list[tuple[int, str]] = []
    panel.saved.connect(lambda question_id, text: told.append((question_id, text)))
    qtbot.keyClicks(panel.editor, "Low salt")
    assert on_disk(reader) == ""
    qtbot.waitUntil(lambda: on_disk(reader) == "Low salt", timeout=2000)
    assert panel.state.text() == "Saved"
    assert told == [(TARGET.id, "Low salt")]


def test_hiding_the_panel_saves_at_once(reader: Reader, panel: NotesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.editor, "a")
    panel.hide()
    assert on_disk(reader) == "a"


def test_another_question_has_its_own_note_and_the_one_before_is_saved(
    reader: Reader, panel: NotesPanel, qtbot: QtBot
) -> None:
    qtbot.keyClicks(panel.editor, "first")
    panel.show_question(8, "Item 8")
    assert panel.editor.toPlainText() == ""
    assert panel.state.text() == "Saved as you type"
    qtbot.keyClicks(panel.editor, "second")
    panel.show_question(TARGET.id, "Item 7")
    assert (on_disk(reader), on_disk(reader, Target(QUESTION, 8))) == ("first", "second")
    assert panel.editor.toPlainText() == "first"
    assert panel.editor.accessibleName() == "Note to Item 7"


def test_showing_the_same_question_again_keeps_what_is_being_typed(
    panel: NotesPanel, qtbot: QtBot
) -> None:
    qtbot.keyClicks(panel.editor, "half a th")
    panel.show_question(TARGET.id, "Item 7")
    assert panel.editor.toPlainText() == "half a th"


def test_esc_asks_to_close_and_letters_stay_in_the_note(panel: NotesPanel, qtbot: QtBot) -> None:
    asked: list[bool] = []
    panel.close_requested.connect(lambda: asked.append(True))
    qtbot.keyClicks(panel.editor, "ABN")
    qtbot.keyClick(panel.editor, Qt.Key.Key_Escape)
    assert asked == [True]
    assert panel.editor.toPlainText() == "ABN"


def test_emptying_a_note_deletes_it(reader: Reader, panel: NotesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.editor, "x")
    panel.save()
    panel.editor.clear()
    panel.save()
    assert on_disk(reader) == ""
    assert reader.service.notes(reader.desk.user_id, QUESTION) == []
    assert panel.state.text() == "Saved as you type"


@pytest.mark.expects_log("no place for a banner")
def test_a_note_that_cannot_be_saved_says_so_once_and_is_tried_again(
    reader: Reader, panel: NotesPanel, qtbot: QtBot
) -> None:
    database = connect(reader.desk.context.paths.database)
    database.execute(
        "CREATE TRIGGER full BEFORE INSERT ON margin_notes BEGIN"
        " SELECT RAISE(ABORT, 'database or disk is full'); END"
    )
    qtbot.keyClicks(panel.editor, "x")
    panel.save()
    panel.save()
    assert panel.state.text() == "Not saved"
    assert panel.editor.toPlainText() == "x"
    database.execute("DROP TRIGGER full")
    database.close()
    panel.save()
    assert panel.state.text() == "Saved"
    assert on_disk(reader) == "x"


def test_the_explanation_shows_the_note_as_it_was_typed(reader: Reader) -> None:
    reader.read(settled=True)
    note = reader.explanation.note
    assert note.isHidden()
    reader.explanation.show_note("K < 3\n<b>not bold</b>")
    assert isinstance(note.text, TextView)
    assert note.text.toPlainText() == "Your note\nK < 3\n<b>not bold</b>"
    assert note.isVisible()
    reader.read(1, settled=True)
    assert note.isHidden()
