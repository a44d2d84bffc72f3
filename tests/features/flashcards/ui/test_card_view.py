"""A card on its sheet: formulas, pictures, shapes over them, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog

from ms2qbank_desktop.features.flashcards.models import NoteKind, NoteType
from ms2qbank_desktop.features.flashcards.notes.stock import IMAGE_OCCLUSION
from ms2qbank_desktop.features.flashcards.text.occlusion import Outline, Shape, written
from ms2qbank_desktop.features.flashcards.ui.card_content import CardContent, card_content
from ms2qbank_desktop.features.flashcards.ui.card_view import CardView
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.tasks import Tasks
from ms2qbank_desktop.ui.widgets.pictures import Pictures
from tests.features.flashcards.cards_for_tests import note, notetype

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

from ms2qbank_desktop.features.flashcards.models import Card

CARD = Card(1, 1, 1, 0)


class Table:
    """Where cards are laid: a view, and the jobs that decode pictures."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.faults: list[BaseException] = []
        self.tasks = Tasks(self.faults.append)
        self.view = CardView(Pictures(self.tasks, self.tasks))
        qtbot.addWidget(self.view)
        self.view.resize(900, 700)
        self.view.show()

    def picture(self, width: int, height: int, colour: str = "#0000ff") -> Path:
        """Write a picture of one colour."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        file = self.folder / f"{'a' * 64}.png"
        image.save(str(file))
        return file

    def lay(
        self, kind: NoteType, *fields: str, media: dict[str, Path] | None = None
    ) -> CardContent:
        """Show the front of a card once its pictures are there."""
        content = card_content(kind, note(*fields), CARD, media or {})
        self.view.show_question(content)
        self.view.grab()
        self.qtbot.waitUntil(lambda: not self.tasks.running)
        return content

    def colours(self) -> set[str]:
        """Return the colours of the text's grounds and pictures."""
        image = self.view.text.grab().toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        }


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Table]:
    theme.apply(qapp, "light", 100, "normal")
    table = Table(qtbot, tmp_path)
    yield table
    table.tasks.close()
    assert table.faults == []


BASIC = notetype(("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"))


def test_a_picture_is_no_wider_than_the_card(table: Table) -> None:
    file = table.picture(3000, 600)
    table.lay(BASIC, '<img src="wide.png">', "", media={"wide.png": file})
    assert "#0000ff" in table.colours()
    assert table.view.text.document().size().width() <= table.view.text.width()
    assert table.view.text.height() < 250


def test_a_picture_that_cannot_be_read_leaves_a_place(table: Table) -> None:
    file = table.folder / f"{'b' * 64}.png"
    file.write_bytes(b"no picture")
    table.lay(BASIC, '<img src="bad.png">', "", media={"bad.png": file})
    assert table.view.text.height() >= 40


def test_a_formula_stands_on_the_base_line_of_its_text(table: Table) -> None:
    def line() -> tuple[float, float]:
        first = table.view.text.document().begin().layout().lineAt(0)
        return first.ascent(), first.descent()

    table.lay(BASIC, r"A \(x\) B", "")
    with_formula = line()
    table.lay(BASIC, "A x B", "")
    assert with_formula == pytest.approx(line(), abs=3)


def test_shapes_hide_what_is_asked_and_frame_it_afterwards(table: Table) -> None:
    shape = Shape(Outline.RECTANGLE, (1,), 0.0, 0.0, 1.0, 1.0)
    media = {"heart.png": table.picture(400, 300)}
    assert IMAGE_OCCLUSION.kind is NoteKind.IMAGE_OCCLUSION
    content = table.lay(
        IMAGE_OCCLUSION, written(shape), '<img src="heart.png">', "", "", "", media=media
    )
    accent = theme.current().color("accent").name()
    assert accent in table.colours()
    assert "#0000ff" not in table.colours()
    table.view.show_answer(content)
    assert "#0000ff" in table.colours()


def test_a_long_answer_is_scrolled_to(table: Table) -> None:
    long_front = "<br>".join(f"line {n}" for n in range(60))
    content = table.lay(BASIC, long_front, "the answer")
    assert table.view.area.verticalScrollBar().value() == 0
    table.view.show_answer(content)
    assert table.view.area.verticalScrollBar().value() > 500


def test_the_text_can_be_selected_by_keyboard(table: Table) -> None:
    table.lay(BASIC, "words to copy", "")
    table.view.text.setFocus()
    table.view.text.selectAll()
    assert table.view.text.textCursor().selectedText() == "words to copy"


def test_a_link_leaves_only_after_a_question(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "ms2qbank_desktop.features.flashcards.ui.card_view.QDesktopServices.openUrl",
        lambda url: opened.append(url.toString()),
    )
    table.lay(BASIC, '<a href="https://example.org/x">x</a>', "")

    def press(answer: str) -> None:
        (dialog,) = [one for one in table.view.findChildren(QDialog) if one.isVisible()]
        getattr(dialog, answer)()

    for answer, expected in (("reject", []), ("accept", ["https://example.org/x"])):
        QTimer.singleShot(50, table.view, lambda answer=answer: press(answer))
        table.view.text.link_clicked.emit("https://example.org/x")
        assert opened == expected


@pytest.mark.parametrize("size", [80, 200])
def test_cards_grow_and_shrink(table: Table, size: int) -> None:
    table.lay(BASIC, "some words", "")
    before = table.view.text.height()
    table.view.set_size(size)
    assert (table.view.text.height() > before) == (size > 100)


def test_the_tool_tip_of_a_video_says_that_its_picture_is_not_shown(table: Table) -> None:
    table.lay(BASIC, "[sound:murmur.mp4]", "")
    place = table.view.text.document().begin().begin()
    look = place.fragment().charFormat()
    assert look.anchorHref() == "sound:f0"
    assert look.toolTip() == "murmur.mp4 is a video. Here only its sound is played."
