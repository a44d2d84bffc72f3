"""The viewer of a picture: zoom, moving, contrast, the negative, and pictures that are none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.features.practice.ui.image_canvas import LARGEST, readable
from ms2qbank_desktop.features.practice.ui.image_viewer import ImageViewer
from ms2qbank_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
INK = QColor(100, 150, 200)


def png(width: int, height: int, ink: QColor = INK) -> bytes:
    picture = QImage(width, height, QImage.Format.Format_ARGB32)
    picture.fill(ink)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())


class Viewing:
    """A viewer over a window of 1000 × 700."""

    def __init__(self, qtbot: QtBot) -> None:
        def fail(error: BaseException) -> None:
            raise error

        self._bot = qtbot
        self.tasks = Tasks(fail)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1000, 700)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def open(self, data: bytes | None) -> ImageViewer:
        viewer = ImageViewer(self.window, self.tasks, data)
        viewer.open_over()
        self._bot.waitUntil(lambda: not self.tasks.running)
        viewer.activateWindow()
        self._bot.waitUntil(lambda: viewer.isActiveWindow())
        return viewer

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key[f"Key_{key}"])  # type: ignore[arg-type]


@pytest.fixture
def viewing(qtbot: QtBot) -> Iterator[Viewing]:
    viewing = Viewing(qtbot)
    yield viewing
    viewing.tasks.close()


def middle(viewer: ImageViewer) -> QColor:
    """Return the colour in the middle of the canvas."""
    return viewer.canvas.grab().toImage().pixelColor(viewer.canvas.rect().center())


def wheel(viewer: ImageViewer, at: QPointF, notches: int) -> None:
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        viewer.canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer.canvas, event)


def test_a_large_picture_is_fitted_into_the_room(viewing: Viewing) -> None:
    viewer = viewing.open(png(4000, 1000))
    canvas = viewer.canvas
    assert canvas.rect().contains(canvas.place)
    assert canvas.place.width() == pytest.approx(canvas.width(), abs=2)
    assert viewer.percent.text() == f"{round(canvas.scale * 100)} %"
    assert middle(viewer) == INK


def test_a_small_picture_is_shown_in_its_own_size(viewing: Viewing) -> None:
    viewer = viewing.open(png(200, 100))
    assert viewer.percent.text() == "100 %"
    assert viewer.canvas.place.width() == pytest.approx(200, abs=1)


def test_keys_zoom_and_fit(viewing: Viewing) -> None:
    viewer = viewing.open(png(2000, 1000))
    fitted = viewer.canvas.scale
    viewing.press("Plus", "Plus")
    assert viewer.canvas.scale == pytest.approx(fitted * 1.25**2)
    viewing.press("Minus")
    assert viewer.canvas.scale == pytest.approx(fitted * 1.25)
    viewing.press("1")
    assert viewer.percent.text() == "100 %"
    viewing.press("0")
    assert viewer.canvas.scale == pytest.approx(fitted)


def test_buttons_zoom_and_fit(viewing: Viewing) -> None:
    viewer = viewing.open(png(2000, 1000))
    fitted = viewer.canvas.scale
    for button, scale in (
        (viewer.larger, fitted * 1.25),
        (viewer.whole, 1.0),
        (viewer.smaller, 0.8),
        (viewer.fit, fitted),
    ):
        QTest.mouseClick(button, LEFT)
        assert viewer.canvas.scale == pytest.approx(scale)


def test_the_scale_has_an_end(viewing: Viewing) -> None:
    viewer = viewing.open(png(200, 100))
    for _ in range(40):
        viewing.press("Plus")
    assert viewer.canvas.scale == LARGEST
    for _ in range(99):
        viewing.press("Minus")
    assert 0 < viewer.canvas.scale < 0.05


def test_the_wheel_zooms_about_the_pointer(viewing: Viewing) -> None:
    viewer = viewing.open(png(2000, 1400))
    canvas, at = viewer.canvas, QPointF(300, 200)

    def under() -> QPointF:
        return (at - QPointF(canvas.place.topLeft())) / canvas.scale

    before = under()
    wheel(viewer, at, 3)
    assert canvas.scale > 0.5
    assert (under() - before).manhattanLength() < 3
    wheel(viewer, at, -3)
    assert (under() - before).manhattanLength() < 6


def test_arrows_and_the_mouse_move_it_but_never_out_of_sight(viewing: Viewing) -> None:
    viewer = viewing.open(png(2000, 1400))
    viewing.press("1")
    before = viewer.canvas.place.topLeft()
    viewing.press("Right")
    assert viewer.canvas.place.left() == before.x() - 60
    viewing.press("Left", "Down")
    assert viewer.canvas.place.topLeft() == before - QPoint(0, 60)
    QTest.mousePress(viewer.canvas, LEFT, pos=QPoint(400, 300))
    QTest.mouseMove(viewer.canvas, QPoint(450, 320))
    QTest.mouseRelease(viewer.canvas, LEFT, pos=QPoint(450, 320))
    assert viewer.canvas.place.topLeft() == before + QPoint(50, -40)
    for _ in range(60):
        viewing.press("Right", "Down")
    assert viewer.canvas.place.intersects(viewer.canvas.rect())


def test_i_shows_the_negative_and_takes_it_back(viewing: Viewing) -> None:
    viewer = viewing.open(png(600, 400))
    viewing.press("I")
    assert middle(viewer) == QColor(155, 105, 55)
    assert viewer.invert.isChecked()
    viewing.press("I")
    assert middle(viewer) == INK


def test_contrast_moves_colours_from_grey_or_towards_it(viewing: Viewing) -> None:
    viewer = viewing.open(png(600, 400))
    viewer.contrast.setValue(50)  # twice as far from middle grey
    more = middle(viewer)
    assert [more.red(), more.green(), more.blue()] == pytest.approx([73, 173, 255], abs=2)
    viewer.contrast.setValue(-50)
    less = middle(viewer)
    assert [less.red(), less.green(), less.blue()] == pytest.approx([114, 139, 164], abs=2)
    viewer.contrast.setValue(0)
    assert middle(viewer) == INK


def test_reset_takes_contrast_and_negative_back(viewing: Viewing) -> None:
    viewer = viewing.open(png(600, 400))
    assert not viewer.reset.isEnabled()
    viewing.press("I")
    viewer.contrast.setValue(80)
    QTest.mouseClick(viewer.reset, LEFT)
    assert middle(viewer) == INK
    assert not viewer.reset.isEnabled()


def test_what_is_transparent_is_white_as_paper(viewing: Viewing) -> None:
    viewer = viewing.open(png(300, 200, QColor(0, 0, 0, 0)))
    assert middle(viewer) == QColor("white")


@pytest.mark.parametrize("data", [None, b"", b"no picture", png(20, 20)[:40]])
def test_a_picture_that_is_missing_or_broken_is_said(viewing: Viewing, data: bytes | None) -> None:
    viewer = viewing.open(data)
    assert not viewer.canvas.isVisible()
    assert not viewer.larger.isEnabled()
    assert viewer.close_button.isEnabled()
    viewing.press("Plus", "I", "Escape")
    assert not viewer.isVisible()


def test_escape_closes_it_at_once_even_while_it_is_read(qtbot: QtBot, viewing: Viewing) -> None:
    viewer = ImageViewer(viewing.window, viewing.tasks, png(3000, 3000))
    viewer.open_over()
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not viewing.tasks.running)
    qtbot.waitUntil(lambda: not viewing.window.findChildren(ImageViewer))


def test_a_picture_comes_with_halves_of_it_for_small_scales() -> None:
    levels = readable(png(2400, 1300))
    assert [level.width() for level in levels] == [2400, 1200, 600]
    assert all(level.pixelColor(5, 5) == INK for level in levels)


@pytest.mark.benchmark
def test_zooming_and_contrast_paint_a_large_picture_within_a_frame(viewing: Viewing) -> None:
    viewer = viewing.open(png(4000, 3000))
    viewer.setGeometry(0, 0, 1900, 1000)
    spent = []  # of this thread: other programs may have the processor
    for step in range(11):
        began = time.thread_time()
        viewer.canvas.zoom_by(1.1)
        viewer.contrast.setValue(10 + 5 * step)
        viewer.canvas.repaint()
        spent.append(time.thread_time() - began)
    assert sorted(spent)[len(spent) // 2] < 0.016
