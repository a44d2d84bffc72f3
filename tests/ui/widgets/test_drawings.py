"""SVG drawings as pictures in running text and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from ms2qbank_desktop.ui.widgets.document import read_picture
from ms2qbank_desktop.ui.widgets.drawings import drawn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 20 10">'
    b'<rect width="10" height="10" fill="#c00000"/></svg>'
)


def test_a_drawing_has_as_many_dots_as_the_screen_at_its_own_size(qapp: QApplication) -> None:  # noqa: ARG001
    image = drawn(DRAWING, 600, 1.0, 2.0)
    assert (image.width(), image.height()) == (400, 200)
    assert image.deviceIndependentSize().toTuple() == (200, 100)
    assert image.pixelColor(199, 100) == QColor("#c00000")
    assert image.pixelColor(200, 100).alpha() == 0


def test_a_drawing_grows_with_the_text_as_far_as_there_is_room(qapp: QApplication) -> None:  # noqa: ARG001
    widths = [read_picture(DRAWING, 600, zoom, 1).width() for zoom in (100, 150, 400)]
    assert widths == [200, 300, 600]
    assert read_picture(DRAWING, 120, 100, 1).size().toTuple() == (120, 60)


def test_a_drawing_of_any_size_takes_bounded_memory(qapp: QApplication) -> None:  # noqa: ARG001
    tall = DRAWING.replace(b'height="100"', b'height="900000"')
    image = drawn(tall, 600, 1.0, 3.0)
    assert 0 < image.width() * image.height() < 25_000_000


def test_what_cannot_be_drawn_is_a_null_picture(qapp: QApplication) -> None:  # noqa: ARG001
    assert read_picture(b"<svg><g>", 600).isNull()
    assert read_picture(b'<svg width="0" height="0"/>', 600).isNull()
