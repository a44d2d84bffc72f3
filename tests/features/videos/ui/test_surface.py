"""The picture and its caption on the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ms2qbank_desktop.features.videos.ui.surface import CaptionStyle, Surface
from tests.support.cinema import PORTRAIT, RENAL, Cinema, film

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

BLACK = QColor(0, 0, 0)


@pytest.fixture
def cinema(qtbot: QtBot) -> Iterator[Cinema]:  # noqa: ARG001
    cinema = Cinema()
    yield cinema
    cinema.close()


def test_a_picture_fits_without_being_stretched(cinema: Cinema) -> None:
    cinema.surface.resize(800, 600)
    cinema.open(film(RENAL))
    assert cinema.surface.picture_rect() == QRect(0, 75, 800, 450)
    seen = cinema.surface.grab().toImage()
    assert seen.pixelColor(400, 30) == BLACK
    assert seen.pixelColor(20, 300) != BLACK


def test_a_portrait_stands_in_the_middle(cinema: Cinema) -> None:
    cinema.open(film(PORTRAIT))
    place = cinema.surface.picture_rect()
    assert place.height() == 360
    assert abs(place.center().x() - 320) <= 1
    assert place.width() == pytest.approx(202, abs=1)


def test_two_surfaces_show_the_same_picture(cinema: Cinema) -> None:
    other = Surface(cinema.engine, cinema.surface)
    other.setGeometry(0, 0, 320, 180)
    other.show()
    cinema.open(film(RENAL))
    cinema.rest(0.2)
    cinema.engine.pause()
    cinema.rest(0.2)
    colour = other.grab().toImage().pixelColor(5, 90)
    assert colour == cinema.surface.grab().toImage().pixelColor(10, 300)
    assert colour != BLACK


def test_a_picture_goes_on_in_another_window_without_a_break(cinema: Cinema, qtbot: QtBot) -> None:
    cinema.open(film(RENAL))
    cinema.rest(0.2)
    before, began = cinema.engine.position_ms, time.monotonic()
    aside = QWidget()
    aside.resize(700, 420)
    qtbot.addWidget(aside)
    aside.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
    layout = QVBoxLayout(aside)
    layout.addWidget(cinema.surface)
    aside.show()
    cinema.go_on_from(before, began)
    assert abs(cinema.error_s(film(RENAL))) < 0.1
    layout.removeWidget(cinema.surface)
    cinema.surface.setParent(None)


@pytest.mark.parametrize("at_top", [False, True])
def test_a_caption_is_drawn_over_its_edge_of_the_picture(cinema: Cinema, at_top: bool) -> None:
    cinema.surface.set_caption_style(CaptionStyle(at_top=at_top))
    empty = cinema.surface.grab().toImage()
    cinema.surface.set_caption("Glomerular filtration\nis 125 ml/min")
    seen = cinema.surface.grab().toImage()
    rows = [
        y
        for y in range(360)
        if any(seen.pixelColor(x, y) != empty.pixelColor(x, y) for x in range(200, 440, 3))
    ]
    assert rows
    assert (max(rows) < 120) if at_top else (min(rows) > 240)


def test_a_caption_stays_clear_of_the_controls(cinema: Cinema) -> None:
    cinema.surface.set_caption("ADH")
    low = cinema.surface.grab().toImage()
    cinema.surface.set_bottom_margin(80)
    seen = cinema.surface.grab().toImage()
    assert seen != low
    assert all(seen.pixelColor(x, y) == BLACK for x in range(0, 640, 4) for y in range(285, 360))


def test_a_caption_has_the_size_and_colour_that_were_chosen(cinema: Cinema) -> None:
    cinema.surface.set_caption_style(CaptionStyle(200, "#ffff00", box=False))
    cinema.surface.set_caption("ADH")
    seen = cinema.surface.grab().toImage()
    yellow = [
        y for y in range(360) for x in range(640) if seen.pixelColor(x, y) == QColor("#ffff00")
    ]
    assert max(yellow) - min(yellow) > 20


def test_clicks_come_through(cinema: Cinema, qtbot: QtBot) -> None:
    cinema.open(film(RENAL))
    with qtbot.waitSignal(cinema.surface.clicked, timeout=1_000):
        qtbot.mouseClick(cinema.surface, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(cinema.surface.double_clicked, timeout=1_000):
        qtbot.mouseDClick(cinema.surface, Qt.MouseButton.LeftButton)
