"""Pictures and formulas in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.ui.rich import context_menu, formulas

if TYPE_CHECKING:
    from .conftest import Writer


def colours(writer: Writer) -> set[str]:
    """Return the colours of the text as it is painted."""
    writer.text.grab()
    writer.settle()
    image = writer.text.viewport().grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    }


def test_a_picture_of_the_media_folder_is_shown(writer: Writer) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(0x00FF00)
    image.save(str(writer.folder / "a.png"))
    writer.open("![loop](media:a.png)\n\n![](media:gone.png)\n\n![far](http://127.0.0.1:9/x.png)")
    assert "#00ff00" in colours(writer)
    size = writer.text.objects.natural_size("media:a.png")
    assert (size.width(), size.height()) == (200, 100)
    assert writer.text.objects.natural_size("http://127.0.0.1:9/x.png").isEmpty()


def test_a_picture_has_the_width_it_is_given(writer: Writer) -> None:
    body = "x ![loop](media:a.png) y"
    writer.open(body, at="x ")
    writer.text.setTextCursor(writer.text.textCursor())
    formulas.set_width(writer.text, 240)
    assert writer.body == "x ![loop|240](media:a.png) y"
    text = writer.text
    place = text.cursorRect().center()
    menu = context_menu.menu_at(text, text.links, text.paste_plain, place)
    assert "Size of the picture" in {entry.text() for entry in menu.actions()}
    formulas.set_width(writer.text, 0)
    assert writer.body == body


def test_formulas_are_set_and_take_their_room(writer: Writer) -> None:
    writer.open("$$\\frac{\\frac{a}{b}}{\\frac{c}{d}}$$\n\nbelow")
    before = writer.text.document().size().height()
    writer.text.grab()
    writer.settle()
    assert writer.text.document().size().height() > before
    assert writer.body == "$$\\frac{\\frac{a}{b}}{\\frac{c}{d}}$$\n\nbelow"


def test_a_formula_that_cannot_be_set_is_shown_as_it_is_written(writer: Writer) -> None:
    writer.open("a $\\frac{$ b")
    writer.text.grab()
    writer.settle()
    assert writer.body == "a $\\frac{$ b"


def test_a_click_on_a_formula_opens_its_tex(writer: Writer) -> None:
    writer.open("a $x^2$ b", at="a ")
    writer.text.grab()
    writer.settle()
    place = writer.text.cursorRect().center()
    place.setX(place.x() + 6)
    QTest.mouseClick(writer.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    box = writer.text.formulas.box
    assert box is not None
    assert box.source.toPlainText() == "x^2"
    QTest.keyClicks(box.source, "y_1")
    QTest.keyClick(box.source, Qt.Key.Key_Return)
    assert writer.body == "a $y_1$ b"
    writer.text.undo()
    assert writer.body == "a $x^2$ b"


def test_esc_leaves_a_formula_as_it_was(writer: Writer) -> None:
    writer.open("a ")
    writer.text.insert_formula()
    box = writer.text.formulas.box
    assert box is not None
    QTest.keyClicks(box.source, "y_1")
    assert "complete" not in box.fault.text()
    QTest.keyClick(box.source, Qt.Key.Key_Escape)
    assert writer.body == "a "


def test_a_formula_of_the_box_is_parted_from_letters_beside_it(writer: Writer) -> None:
    writer.open("saltwater", at="salt")
    writer.text.insert_formula()
    box = writer.text.formulas.box
    assert box is not None
    QTest.keyClicks(box.source, "y_1")
    QTest.keyClick(box.source, Qt.Key.Key_Return)
    assert writer.body == "salt $y_1$ water"
