"""Asking for files and folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ms2qbank_desktop.ui.files import ask_file, ask_files, ask_folder, ask_target, name_filters

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(window: QWidget) -> QFileDialog:
    (dialog,) = window.findChildren(QFileDialog)
    return dialog


def test_filters_name_all_kinds_then_each_then_any_file() -> None:
    assert name_filters("Notes", ("Joplin", ["jex"]), ("Markdown", (".md", "markdown"))) == [
        "Notes (*.jex *.md *.markdown)",
        "Joplin (*.jex)",
        "Markdown (*.md *.markdown)",
        "All files (*)",
    ]
    assert name_filters("Films", ("", ["mp4"])) == ["Films (*.mp4)", "All files (*)"]


def test_one_file_is_looked_for_where_it_may_be(window: QWidget, tmp_path: Path) -> None:
    taken: list[Path] = []
    ask_file(window, "Where is it?", taken.append, ["Films (*.mp4)"], near=tmp_path)
    dialog = asked(window)
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    dialog.fileSelected.emit(str(tmp_path / "a.mp4"))
    assert taken == [tmp_path / "a.mp4"]


def test_several_files_are_taken_at_once(window: QWidget, tmp_path: Path) -> None:
    taken: list[list[Path]] = []
    ask_files(window, "Import", taken.append, ["Notes (*.md)"], do="Take")
    dialog = asked(window)
    assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Take"
    dialog.filesSelected.emit([str(tmp_path / "a.md"), str(tmp_path / "b.md")])
    assert taken == [[tmp_path / "a.md", tmp_path / "b.md"]]


def test_a_folder_is_taken(window: QWidget, tmp_path: Path) -> None:
    taken: list[Path] = []
    ask_folder(window, "Watch a folder", taken.append)
    assert asked(window).fileMode() is QFileDialog.FileMode.Directory
    asked(window).fileSelected.emit(str(tmp_path))
    assert taken == [tmp_path]


def test_a_name_typed_without_an_ending_gets_that_of_the_filter(window: QWidget) -> None:
    filters = ["Anki deck (*.apkg)", "Table (*.csv)"]
    dialog = ask_target(window, "Export", "Renal.apkg", print, filters)
    assert dialog.selectedFiles()[0].endswith("Renal.apkg")
    assert dialog.defaultSuffix() == "apkg"
    dialog.filterSelected.emit(filters[1])
    assert dialog.defaultSuffix() == "csv"
    assert ask_target(window, "Save", "Block 1.pdf", print).defaultSuffix() == "pdf"


def test_a_dialog_is_gone_once_it_is_answered(window: QWidget, qtbot: QtBot) -> None:
    ask_target(window, "Save", "Block 1.pdf", print).reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
