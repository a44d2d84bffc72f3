"""Drawings in articles: as sharp and as large as the text, on paper, enlarged, in the dark."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextDocument

from ms2qbank_desktop.features.library.ui.article_paper import Paper
from ms2qbank_desktop.features.practice.ui.image_canvas import ImageCanvas
from ms2qbank_desktop.ui.widgets import document
from tests.support.bookworm import CLEARANCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.library.ui.article_view import ArticleView
    from tests.support.bookworm import Bookworm

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 30 10">'
    b'<rect width="15" height="10" fill="#c00000"/></svg>'
)
TITLE = CLEARANCE.title
_IMAGE = QTextDocument.ResourceType.ImageResource


@pytest.fixture
def drawer(seat_bookworm: Callable[..., Bookworm]) -> Bookworm:
    """A student at an article with a drawing."""
    body = "## Idea\n\nA volume in a time.\n\n![Two halves](a.svg)\n\nThe end."
    article = replace(CLEARANCE, body=body, pictures={"a.svg": DRAWING})
    return seat_bookworm(articles=(article,))


def address(view: ArticleView) -> str:
    found = view.document().find("\N{OBJECT REPLACEMENT CHARACTER}")
    return found.charFormat().toImageFormat().name()


def shown(view: ArticleView) -> QImage:
    image = view.document().resource(_IMAGE.value, address(view))
    assert isinstance(image, QImage)
    return image


def height(view: ArticleView) -> float:
    cursor = view.document().find("\N{OBJECT REPLACEMENT CHARACTER}")
    return view.document().documentLayout().blockBoundingRect(cursor.block()).height()


def test_a_drawing_grows_with_the_size_of_the_text_and_stays_sharp(drawer: Bookworm) -> None:
    page = drawer.read(TITLE)
    assert shown(page.view).size().toTuple() == (300, 100)
    page.set_size(150)
    drawer.settle()
    assert shown(page.view).size().toTuple() == (450, 150)


def test_a_sharper_screen_gets_more_dots_in_the_same_room(
    drawer: Bookworm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "sharpest", lambda: 2.0)
    view = drawer.read(TITLE).view
    assert shown(view).size().toTuple() == (600, 200)
    assert 100 <= height(view) < 125


def test_in_the_dark_a_drawing_stands_on_white(drawer: Bookworm) -> None:
    drawer.ui.settings.set("theme", "dark")
    drawer.settle()
    view = drawer.read(TITLE).view
    seen = view.viewport().grab().toImage()
    colours = {
        seen.pixelColor(x, y).name() for x in range(0, 320, 10) for y in range(seen.height())
    }
    assert {"#ffffff", "#c00000"} <= colours


def test_paper_has_four_dots_for_each_of_the_screen(drawer: Bookworm) -> None:
    page = drawer.read(TITLE)
    assert page.article is not None
    assert page.text is not None
    image = Paper(drawer.ui, page.article, page.text).resource(_IMAGE.value, address(page.view))
    assert isinstance(image, QImage)
    assert image.size().toTuple() == (1200, 400)
    assert image.deviceIndependentSize().toTuple() == (300, 100)


def test_a_drawing_is_enlarged_without_getting_blurred(drawer: Bookworm) -> None:
    view = drawer.read(TITLE).view
    drawer.ui.commands.request("show-picture", address(view).removeprefix("media:"))
    (canvas,) = drawer.shell.findChildren(ImageCanvas)
    drawer.wait(lambda: canvas.place.width() > 600)
    seen = canvas.grab().toImage()
    middle, row = canvas.place.center().x(), canvas.place.center().y()
    assert seen.pixelColor(middle - 4, row) == QColor("#c00000")
    assert seen.pixelColor(middle + 4, row) == QColor(Qt.GlobalColor.white)
    drawer.press("Escape")
