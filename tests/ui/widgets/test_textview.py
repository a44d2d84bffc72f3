"""Running text: our type and colours, pictures from the pack, nothing from anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.widgets.textview import TextView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

IMAGE = QTextDocument.ResourceType.ImageResource.value
STEM = "<p>A 24-year-old woman comes to the physician. </p>" * 6


def picture(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes
    return bytes(data.data())


def shown(qtbot: QtBot, view: TextView, width: int = 700) -> TextView:
    qtbot.addWidget(view)
    view.resize(width, 100)
    view.show()
    QApplication.processEvents()
    return view


def test_the_view_is_as_high_as_its_text(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView(STEM))
    low = view.height()
    view.set_html(STEM * 3)
    assert view.height() > 2 * low
    assert view.height() == round(view.document().size().height())


def test_lines_are_never_wider_than_72_characters(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView(STEM * 4), width=1800)
    assert view.viewport().width() == theme.measure("reading")


def test_only_the_loader_answers_for_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(picture(20, 20))
    asked: list[str] = []

    def media(address: str) -> bytes | None:
        asked.append(address)
        return picture(30, 10) if address == "media/ecg.png" else None

    view = shown(qtbot, TextView(media=media))
    view.set_html(f'<img src="media/ecg.png"><img src="{file.as_uri()}"><img src="http://x/y.png">')
    QApplication.processEvents()
    assert asked == ["media/ecg.png", file.as_uri(), "http://x/y.png"]
    good = view.document().resource(IMAGE, QUrl("media/ecg.png"))
    other = view.document().resource(IMAGE, QUrl(file.as_uri()))
    assert good.size().width() == 30
    assert other.size() != QImage(str(file)).size()


def test_pages_and_style_sheets_are_not_loaded(qtbot: QtBot, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("secret")
    view = shown(qtbot, TextView(f'<link rel="stylesheet" href="{page.as_uri()}">here'))
    for kind in (
        QTextDocument.ResourceType.HtmlResource,
        QTextDocument.ResourceType.StyleSheetResource,
    ):
        assert view.loadResource(kind.value, QUrl.fromLocalFile(str(page))) is None


@pytest.mark.expects_log("ecg.png not loaded")
def test_a_loader_that_fails_leaves_a_mark_in_the_place_of_the_picture(qtbot: QtBot) -> None:
    def media(_address: str) -> bytes:
        raise OSError

    view = shown(qtbot, TextView(media=media))
    view.set_html('<p>before <img src="ecg.png"> after</p>')
    QApplication.processEvents()
    assert view.document().resource(IMAGE, QUrl("ecg.png")).width() == 40


def test_a_wide_picture_is_scaled_to_the_column(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView(media=lambda _: picture(3000, 300)), width=500)
    view.set_html('<img src="wide.png">')
    image = view.document().resource(IMAGE, QUrl("wide.png"))
    assert image.width() <= 500
    assert image.height() == round(image.width() / 10)


def test_there_is_no_more_room_below_a_high_picture_than_below_a_low_one(qtbot: QtBot) -> None:
    def height(high: int) -> int:
        view = shown(qtbot, TextView(media=lambda _: picture(60, high)))
        view.set_html('<p>before</p><p><img src="a.png"></p><p>after</p>')
        return view.height()

    assert height(400) - height(40) == 360


def test_pictures_of_the_last_content_are_dropped(qtbot: QtBot) -> None:
    sizes = iter((10, 20))
    view = shown(qtbot, TextView(media=lambda _: picture(next(sizes), 10)))
    view.set_html('<img src="same.png">')
    QApplication.processEvents()
    view.set_html('<p>new <img src="same.png"></p>')
    QApplication.processEvents()
    assert view.document().resource(IMAGE, QUrl("same.png")).width() == 20


def test_links_and_pictures_are_told_and_not_followed(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView(media=lambda _: picture(200, 100)))
    view.set_html('<p><a href="article:12">Bartter</a></p><p><img src="ecg.png"></p>')
    QApplication.processEvents()
    links: list[str] = []
    pictures: list[str] = []
    view.link_clicked.connect(links.append)
    view.picture_clicked.connect(pictures.append)
    qtbot.mouseMove(view.viewport(), QPoint(12, 8))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 90))
    assert links == ["article:12"]
    assert pictures == ["ecg.png"]


def test_text_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    view = shown(qtbot, TextView('<p><a href="x">link</a></p>'))
    for name in ("dark", "sepia"):
        theme.apply(qapp, name)
        link = view.document().begin().begin().fragment().charFormat().foreground().color()
        assert link == theme.current().color("link")


def test_text_has_a_zoom_of_its_own(qtbot: QtBot) -> None:
    view = shown(qtbot, TextView(STEM))
    before = view.document().defaultFont().pointSizeF()
    view.set_zoom(150)
    assert view.document().defaultFont().pointSizeF() == before * 1.5


def test_what_is_selected_from_afar_is_not_scrolled_to(qtbot: QtBot) -> None:
    html = "<p>💊 first words</p>" + STEM * 9
    view = shown(qtbot, TextView(html, fit_height=False))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    view.select(2, 7)
    assert bar.value() == bar.maximum() > 0
    assert view.textCursor().selectedText() == "first"
