"""Drawings: made with the mouse, put into the note as a picture, drawn on again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.ui import drawing_dialog
from ms2qbank_desktop.features.notebook.ui.drawing import Stroke, picture, replaced, strokes_of
from ms2qbank_desktop.features.notebook.ui.drawing_dialog import DrawingDialog, Paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.note_writer import NoteWriter

each_mode = pytest.mark.parametrize("mode", ["write", "source"])
LINE = Stroke("red", "thick", ((20.0, 20.0), (120.0, 20.0), (200.0, 90.5)))
DOT = Stroke("blue", "fine", ((300.0, 200.0),))


def draw(paper: Paper, *places: tuple[int, int]) -> None:
    """Drag from place to place."""
    first, *rest = (QPoint(*place) for place in places)
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        QTest.mouseMove(paper, place)
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=rest[-1])


def dialog_of(writer: NoteWriter) -> DrawingDialog:
    (found,) = [one for one in writer.shell.findChildren(DrawingDialog) if one.isVisible()]
    return found


def finish(writer: NoteWriter, dialog: DrawingDialog) -> None:
    dialog.do.click()
    writer.wait(lambda: not writer.shell.tasks.running)
    writer.shell.activateWindow()
    writer.settle()


def test_the_picture_of_a_drawing_carries_its_strokes(qapp: object, tmp_path: Path) -> None:  # noqa: ARG001
    data, width = picture((LINE, DOT))
    file = tmp_path / "drawing.png"
    file.write_bytes(data)
    assert strokes_of(file) == (LINE, DOT)
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (2 * width, 2 * 204)
    assert image.pixelColor(2 * 60, 2 * 12).red() > 150
    assert image.pixelColor(2 * 60, 2 * 12).blue() < 60
    assert image.pixelColor(2 * 60, 2 * 100).name() == "#ffffff"


@pytest.mark.parametrize(
    "said",
    ["", "no json", "{}", "[1]", '[["red", "thick", [[1, "x"]]]]', '[["pink", "fine", [[1, 2]]]]'],
)
def test_a_picture_that_is_no_drawing_has_no_strokes(
    qapp: object,  # noqa: ARG001
    tmp_path: Path,
    said: str,
) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.setText("ms2qbank-drawing", said)
    image.save(str(tmp_path / "x.png"))
    assert strokes_of(tmp_path / "x.png") == ()
    assert strokes_of(tmp_path / "missing.png") == ()


def test_another_picture_takes_the_place_of_a_drawing_and_its_words_stay() -> None:
    body = "See ![The loop|300](media:a.png) and ![](media:a.png), not ![x](media:ab.png)"
    assert replaced(body, "media:a.png", "media:b.png", 80) == (
        "See ![The loop|80](media:b.png) and ![|80](media:b.png), not ![x](media:ab.png)"
    )


def test_a_stroke_is_rubbed_out_and_each_deed_is_taken_back_and_done_again(
    writer: NoteWriter,
) -> None:
    dialog = DrawingDialog(writer.shell)
    dialog.open()
    paper = dialog.paper
    assert not dialog.do.isEnabled()
    draw(paper, (50, 50), (100, 60), (150, 50))
    dialog.inks.chosen.emit("green")
    dialog.widths.chosen.emit("thick")
    draw(paper, (50, 200), (200, 200))
    assert [(one.ink, one.width) for one in paper.strokes] == [
        ("black", "fine"),
        ("green", "thick"),
    ]
    drawn = paper.strokes
    dialog.tools.chosen.emit("eraser")
    draw(paper, (120, 180), (120, 201))
    assert paper.strokes == drawn[:1]
    dialog.undo.click()
    assert paper.strokes == drawn
    dialog.undo.click()
    dialog.undo.click()
    assert paper.strokes == ()
    assert not dialog.undo.isEnabled()
    assert not dialog.do.isEnabled()
    for _ in range(2):
        dialog.redo.click()
    assert paper.strokes == drawn
    dialog.paper.strokes = ()
    dialog.reject()
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_drawing_is_not_thrown_away_without_a_question(
    writer: NoteWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(drawing_dialog, "ask", lambda *_about, **_words: answers.pop(0))
    writer.open_note("Tubules", "See")
    writer.editor.toolbar.do("drawing")
    dialog = dialog_of(writer)
    draw(dialog.paper, (50, 50), (100, 60))
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    assert answers == []
    assert writer.editor.body() == "See"


@each_mode
def test_a_drawing_goes_into_the_note_and_is_drawn_on_later(writer: NoteWriter, mode: str) -> None:
    writer.open_note("Tubules")
    writer.set_mode(mode)
    writer.to_end()
    writer.press("Ctrl+Shift+D")
    dialog = dialog_of(writer)
    draw(dialog.paper, (50, 50), (100, 60), (150, 50))
    finish(writer, dialog)
    found = re.fullmatch(
        r"!\[Drawing\|\d+\]\((media:[0-9a-f]{64}\.png)\)\n?", writer.on_disk().body
    )
    assert found, writer.on_disk().body
    writer.editor.panes.pane.setFocus()
    writer.press("Ctrl+Shift+D")
    dialog = dialog_of(writer)
    assert len(dialog.paper.strokes) == 1
    draw(dialog.paper, (50, 200), (200, 200))
    finish(writer, dialog)
    body = writer.on_disk().body
    assert body.count("![Drawing|") == 1
    assert found[1] not in body
    again = re.search(r"media:(\S+)\)", body)
    assert again
    kept = writer.notes.picture(again[1])
    assert kept
    assert len(strokes_of(kept)) == 2
    writer.editor.panes.pane.undo()
    assert found[1] in writer.editor.body()
    writer.settle()
