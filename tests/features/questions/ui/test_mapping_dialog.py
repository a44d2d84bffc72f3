"""The question what the columns of a table mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.questions.models import ColumnPreview
from ms2qbank_desktop.features.questions.ui.mapping_dialog import MappingDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COLUMNS = ("text", "a", "b", "key", "note")
GUESS = {"text": "stem", "a": "choice_a", "b": "choice_b", "key": "answer"}


def dialog_for(qtbot: QtBot, mapping: dict[str, str], files: int = 1) -> MappingDialog:
    preview = ColumnPreview(
        columns=COLUMNS,
        mapping=mapping,
        rows=(("One\nor two?", "1", "2", "B", "easy"), ("Up?", "yes", "no", "A", "")),
        encoding="utf-8",
        delimiter="\t",
        header=True,
        answers="letters",
        complaint="",
    )
    names = tuple(Path(f"part{number}.tsv") for number in range(1, files + 1))
    dialog = MappingDialog(None, names, preview)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_guess_is_chosen_and_the_rest_left_out(qtbot: QtBot) -> None:
    dialog = dialog_for(qtbot, GUESS)
    assert dialog.mapping == {**GUESS, "note": ""}
    assert dialog.columns["a"].drop.currentText() == "Choice A"
    assert dialog.columns["note"].drop.currentText() == "Leave out"
    assert dialog.do.isEnabled()


def test_without_an_answer_the_dialog_says_so_and_does_not_import(qtbot: QtBot) -> None:
    dialog = dialog_for(qtbot, GUESS)
    drop = dialog.columns["key"].drop
    drop.setFocus()
    QTest.keyClick(drop, Qt.Key.Key_Home)
    assert dialog.mapping["key"] == ""
    assert "Right answer" in dialog.complaint
    assert not dialog.do.isEnabled()
    assert dialog.do.toolTip() == dialog.complaint
    dialog.columns["note"].choose("answer")
    assert dialog.complaint == ""
    assert dialog.do.isEnabled()


def test_a_meaning_given_twice_is_told_beside_the_second_column(qtbot: QtBot) -> None:
    dialog = dialog_for(qtbot, GUESS)
    dialog.columns["note"].choose("stem")
    assert dialog.columns["note"].fault == "Another column means this already."
    assert dialog.columns["text"].fault == ""
    assert not dialog.do.isEnabled()
    dialog.columns["note"].choose("tags")
    dialog.columns["a"].choose("tags")  # tags may come from several columns
    assert dialog.columns["note"].fault == ""


def test_how_answers_are_written_is_said_only_of_the_column_that_was_looked_at(
    qtbot: QtBot,
) -> None:
    dialog = dialog_for(qtbot, GUESS)
    assert "separated by tabs" in dialog.facts
    assert "answers are letters" in dialog.facts
    dialog.columns["key"].choose("")
    dialog.columns["note"].choose("answer")
    assert "answers" not in dialog.facts


def test_further_files_with_the_same_columns_are_named(qtbot: QtBot) -> None:
    assert "2 more files with the same columns" in dialog_for(qtbot, GUESS, files=3).facts
