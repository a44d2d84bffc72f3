"""The bar under the picture: how far it is, chapters, bookmarks, the stretch that repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.words import clock_time

from .seek_bubble import SeekBubble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from ms2qbank_desktop.features.videos.models import Chapter

    Mark = tuple[int, str]

_SNAP = 5
"""Pixels beside a bookmark that still mean it."""
_HANDLE = 7
_STEP_MS = 5_000
_PAGE_MS = 30_000


class SeekBar(QAbstractSlider):
    """Milliseconds of the video from left to right. It does not move by itself.

    ``dragged`` comes with each place that the pointer is drawn over, ``chosen`` with the one where
    it is let go, or that the keyboard went to.
    """

    dragged = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chapters: tuple[Chapter, ...] = ()
        self._bookmarks: tuple[Mark, ...] = ()
        self._loop: tuple[int, int | None] | None = None
        self._held = False
        self._bubble = SeekBubble(self)
        self.setAccessibleName("Position")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.set_duration(0)
        self.actionTriggered.connect(self._on_key_step)

    @property
    def held(self) -> bool:
        """Whether the pointer is drawing it now."""
        return self._held

    def set_duration(self, ms: int) -> None:
        """Say how long the video is; 0 while nobody knows: then nothing can be chosen."""
        self.setRange(0, ms)
        self.setEnabled(ms > 0)

    def set_position(self, ms: int) -> None:
        """Show where it plays, unless the pointer is drawing the handle elsewhere."""
        if not self._held:
            self.setValue(ms)

    def set_chapters(self, chapters: Sequence[Chapter]) -> None:
        """Divide the bar where chapters begin."""
        self._chapters = tuple(sorted(chapters, key=lambda chapter: chapter.start_ms))
        self.update()

    def set_bookmarks(self, bookmarks: Sequence[Mark]) -> None:
        """Put a tick at each (milliseconds, note)."""
        self._bookmarks = tuple(bookmarks)
        self.update()

    def set_loop(self, loop: tuple[int, int | None] | None) -> None:
        """Show the stretch that repeats; without an end while only A is set."""
        self._loop = loop
        self.update()

    def words_at(self, ms: int) -> str:
        """Return what is said of a place: its time, and the bookmark or the chapter there."""
        there = [note for at, note in self._bookmarks if at == ms and note]
        chapter = [one.title for one in self._chapters if one.start_ms <= ms and one.title][-1:]
        return " · ".join((clock_time(ms), *(there[:1] or chapter)))

    def x_of(self, ms: int) -> int:
        """Return where a place stands, in pixels from the left."""
        span = max(1, self.maximum())
        return round(self.width() * ms / span)

    def ms_at(self, x: float) -> int:
        """Return the place at ``x``: that of a bookmark if one stands close by."""
        close = [at for at, _ in self._bookmarks if abs(self.x_of(at) - x) <= px(_SNAP)]
        if close:
            return min(close, key=lambda at: abs(self.x_of(at) - x))
        share = min(1.0, max(0.0, x / max(1, self.width())))
        return round(share * self.maximum())

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(26))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._held = True
            self._draw_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._draw_to(event)
        self._say(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._held = False
            self.update()
            self.chosen.emit(self.value())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._bubble.hide()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = self._track()
        half = track.height() / 2
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(track, half, half)
        if not self.isEnabled():
            return
        at = self.x_of(self.value())
        painter.setBrush(theme.color("accent"))
        played = QRectF(track)
        played.setRight(at)
        painter.drawRoundedRect(played, half, half)
        for chapter in self._chapters:
            if 0 < chapter.start_ms < self.maximum():
                gap = QRectF(self.x_of(chapter.start_ms) - 1, track.top(), 2, track.height())
                painter.fillRect(gap, theme.color("window"))
        self._paint_loop(painter, track)
        painter.setBrush(theme.color("marked"))
        for ms, _ in self._bookmarks:
            painter.drawPolygon(self._tick(self.x_of(ms), track.top()))
        room = px(_HANDLE)  # at the ends the handle stays whole
        centre = min(max(at, room), self.width() - room)
        self._paint_handle(painter, QPointF(centre, track.center().y()))

    def _paint_handle(self, painter: QPainter, centre: QPointF) -> None:
        theme = current()
        grown = self.hasFocus() or self.underMouse() or self._held
        radius = px(_HANDLE if grown else _HANDLE - 1)
        painter.setBrush(theme.color("focus-ring" if self.hasFocus() else "window"))
        painter.drawEllipse(centre, radius + 2, radius + 2)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(centre, radius - 1, radius - 1)

    def _paint_loop(self, painter: QPainter, track: QRectF) -> None:
        if self._loop is None:
            return
        start, end = self._loop
        ink = current().color("text")
        left = self.x_of(start)
        for edge in (left, None if end is None else self.x_of(end)):
            if edge is not None:
                painter.fillRect(QRectF(edge - 1, track.top() - 3, 2, track.height() + 6), ink)
        if end is not None:
            under = QRectF(left, track.bottom() + 1, self.x_of(end) - left, 2)
            painter.fillRect(under, ink)

    def _track(self) -> QRectF:
        """The groove, low enough to leave room for the ticks above it."""
        return QRectF(0, px(14), self.width(), px(6))

    def _tick(self, x: int, bottom: float) -> QPolygonF:
        """A bookmark of 8 × 10 whose notch stands at ``x``."""
        half, top = px(4), bottom - px(11)
        low = bottom - px(1)
        return QPolygonF(
            [
                QPointF(x - half, top),
                QPointF(x + half, top),
                QPointF(x + half, low),
                QPointF(x, low - half * 0.7),
                QPointF(x - half, low),
            ]
        )

    def _draw_to(self, event: QMouseEvent) -> None:
        ms = self.ms_at(event.position().x())
        self.setValue(ms)
        self.dragged.emit(ms)

    def _say(self, x: float) -> None:
        """Show the time under the pointer above it, with the name of the chapter."""
        if not self.isEnabled():
            return
        self._bubble.say(self.words_at(self.ms_at(x)), round(x))

    def _on_key_step(self) -> None:
        if self.sliderPosition() != self.value():
            self.chosen.emit(self.sliderPosition())
