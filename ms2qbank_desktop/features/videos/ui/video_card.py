"""A video as a card: its picture with length and progress, title, how far it was watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.words import clock_time, counted

from .video_words import Said, part, watched

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QListView

    from ms2qbank_desktop.features.videos.models import VideoEntry

    from .thumbnails import Thumbnails
    from .video_model import VideoModel

Index = QModelIndex | QPersistentModelIndex
_LEAST = 232
"""Width of a picture at the least, in pixels at 100 % text."""
_EDGE = 4
"""Room around a card for the ring of the focus."""
_GAP = 16


class CardDelegate(QStyledItemDelegate):
    """Paints cards. ``size`` is that of a cell: a card, the ring around it, the gap to the next."""

    def __init__(self, grid: QListView, videos: VideoModel, thumbnails: Thumbnails) -> None:
        super().__init__(grid)
        self._grid, self._videos, self._thumbnails = grid, videos, thumbnails
        self.several = False
        """Whether more than one is selected."""
        self.size = QSize(1, 1)
        self.play_at: Index | None = None
        """The card that the mouse is over."""
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def fit(self, width: int, *, with_found: bool) -> None:
        """Choose the size of cards so that they fill ``width``, a line more for found words."""
        across = max(1, (width - 1) // (px(_LEAST) + px(_GAP)))
        card = (width - 1) // across - px(_GAP)
        lines = self._strong.height() + self._caption.height() * (2 if with_found else 1)
        self.picture = QSize(card, round(card * 9 / 16))
        height = self.picture.height() + px(9) + lines + px(2) + px(_GAP) + px(4)
        self.size = QSize(card + px(_GAP), height)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.size

    def picture_of(self, entry: VideoEntry) -> QPixmap | None:
        """Return the picture of a video as wide as cards are now."""
        width = round(self.picture.width() * self._grid.devicePixelRatioF())
        return self._thumbnails.picture(entry, width)

    def picture_place(self, cell: QRect) -> QRect:
        """Return where the picture of a cell is."""
        return QRect(cell.topLeft() + QPoint(px(_EDGE), px(_EDGE)), self.picture)

    def play_place(self, cell: QRect) -> QRect:
        """Return where the button to play stands while the mouse is over a card."""
        edge = px(44)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(self.picture_place(cell).center())
        return place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._videos.line(index.row())
        if line is None:
            return
        entry, state = line.entry, option.state
        cell: QRect = option.rect
        place = self.picture_place(cell)
        painter.save()
        self._paint_picture(painter, place, entry)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected and self.several:
            edge = px(18)
            mark = QRect(place.left() + px(8), place.top() + px(8), edge, edge)
            paint.check_mark(painter, mark, Qt.CheckState.Checked, enabled=True)
        is_current = index == self._grid.currentIndex() and self._grid.hasFocus()
        if selected or is_current:
            self._paint_ring(painter, place, strong=is_current)
        if self.play_at is not None and index == self.play_at and not entry.missing:
            self._paint_play(painter, self.play_place(cell))
        self._paint_words(painter, place, entry)
        painter.restore()

    # The picture

    def _paint_picture(self, painter: QPainter, place: QRect, entry: VideoEntry) -> None:
        theme, radius = current(), metrics().radius["control"]
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(place), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipPath(frame)
        picture = None if entry.is_audio else self.picture_of(entry)
        if picture is None:
            painter.fillRect(place, theme.color("sunken"))
            self._paint_stand_in(painter, place, entry)
        else:
            _paint_covering(painter, place, picture)
        if entry.missing:
            painter.fillRect(place, theme.color("scrim"))
            light = theme.color("text" if theme.dark else "surface")
            _paint_middle(painter, place, "warning", light)
        self._paint_progress(painter, place, entry)
        painter.restore()
        paint.box(painter, place, None, theme.color("border"), radius)
        if entry.duration_ms:
            self._paint_length(painter, place, clock_time(entry.duration_ms))

    def _paint_stand_in(self, painter: QPainter, place: QRect, entry: VideoEntry) -> None:
        colour = current().color("text-muted")
        peaks = self._thumbnails.peaks(entry) if entry.is_audio else None
        if peaks:
            _paint_wave(painter, place, peaks, part(entry))
            return
        icon = "music-notes" if entry.is_audio else "monitor-play"
        if entry.problem and not entry.duration_ms:
            icon, colour = "warning-circle", current().color("incorrect")
        if not entry.missing:
            _paint_middle(painter, place, icon, colour)

    def _paint_progress(self, painter: QPainter, place: QRect, entry: VideoEntry) -> None:
        share = part(entry)
        if not share:
            return
        theme, height = current(), px(4)
        bar = QRect(place.left(), place.bottom() + 1 - height, place.width(), height)
        painter.fillRect(bar, theme.color("border-strong"))
        role = "correct" if entry.done else "accent"
        painter.fillRect(
            QRectF(bar.left(), bar.top(), bar.width() * share, height), theme.color(role)
        )

    def _paint_length(self, painter: QPainter, place: QRect, words: str) -> None:
        theme, face = current(), font("micro", weight=500)
        width = QFontMetrics(face).horizontalAdvance(words) + 2 * px(5)
        height = QFontMetrics(face).height() + px(2)
        badge = QRect(place.right() - width - px(6), place.bottom() - height - px(8), width, height)
        paint.box(painter, badge, theme.color("text"), None, metrics().radius["small"])
        painter.setFont(face)
        painter.setPen(theme.color("surface"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_play(self, painter: QPainter, place: QRect) -> None:
        theme = current()
        paint.box(painter, place, theme.color("text"), None, place.width() / 2)
        edge = icon_size("large")
        glyph = QRect(0, 0, edge, edge)
        glyph.moveCenter(place.center() + QPoint(1, 0))
        paint_icon(painter, glyph, "play-fill", theme.color("surface"))

    def _paint_ring(self, painter: QPainter, place: QRect, *, strong: bool) -> None:
        width, radius = metrics().border["focus"], metrics().radius["control"]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus-ring" if strong else "accent"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(place).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(ring, radius + 2, radius + 2)

    # The words below

    def _paint_words(self, painter: QPainter, place: QRect, entry: VideoEntry) -> None:
        top = place.bottom() + px(9)
        room = QRect(place.left(), top, place.width(), self._strong.height())
        painter.setFont(font("body", weight=500))
        painter.setPen(current().color("text"))
        _draw(painter, room, entry.title, self._strong)
        room.translate(0, self._strong.height() + px(1))
        painter.setFont(font("caption"))
        found = self._videos.found(entry)
        if found:
            painter.setPen(current().color("link"))
            _draw(painter, room, found, self._caption)
            room.translate(0, self._caption.height())
        self._paint_meta(painter, room, entry)

    def _paint_meta(self, painter: QPainter, room: QRect, entry: VideoEntry) -> None:
        said = [watched(entry)]
        if entry.problem and entry.duration_ms:
            said.append(Said("plays in part", "warning"))
        if entry.bookmarks:
            said.append(Said(counted(entry.bookmarks, "bookmark")))
        if entry.system or entry.subject:
            said.append(Said(entry.system or entry.subject))
        for place, one in enumerate(said):
            ink = current().color(one.ink)
            if one.icon:
                edge = icon_size("small")
                middle = room.top() + (self._caption.height() - edge) // 2
                paint_icon(painter, QRect(room.left(), middle, edge, edge), one.icon, ink)
                room.setLeft(room.left() + edge + px(4))
            words = f" · {one.words}" if place else one.words
            painter.setPen(ink)
            _draw(painter, room, words, self._caption)
            room.setLeft(room.left() + self._caption.horizontalAdvance(words))

    def _on_theme_changed(self) -> None:
        self._strong = QFontMetrics(font("body", weight=500))
        self._caption = QFontMetrics(font("caption"))
        self.picture = QSize(px(_LEAST), round(px(_LEAST) * 9 / 16))


def _draw(painter: QPainter, room: QRect, words: str, face: QFontMetrics) -> None:
    shown = face.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
    line = QRect(room.left(), room.top(), room.width() + 1, face.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _paint_middle(painter: QPainter, place: QRect, icon: str, colour: QColor) -> None:
    edge = icon_size("empty_state")
    glyph = QRect(0, 0, edge, edge)
    glyph.moveCenter(place.center())
    paint_icon(painter, glyph, icon, colour)


def _paint_covering(painter: QPainter, place: QRect, picture: QPixmap) -> None:
    """Paint a picture of the shape of ``place``, at its own size if it fits."""
    scale = painter.device().devicePixelRatioF()
    if picture.width() != round(place.width() * scale):  # of another width, until it comes anew
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture)


def _paint_wave(painter: QPainter, place: QRect, peaks: bytes, share: float) -> None:
    """Paint how loud a recording is over its length, what was heard in the accent."""
    theme, number = current(), 48
    room = place.width() * 0.76
    left, middle = place.left() + (place.width() - room) / 2, place.center().y()
    for at in range(number):
        piece = peaks[len(peaks) * at // number : len(peaks) * (at + 1) // number] or b"\0"
        height = max(px(2), place.height() * 0.5 * max(piece) / 255)
        bar = QRectF(left + room * at / number, middle - height / 2, room / number * 0.55, height)
        heard = at < share * number
        painter.fillRect(bar, theme.color("accent" if heard else "border-strong"))
