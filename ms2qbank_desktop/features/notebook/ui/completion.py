"""The list below a wiki link that is being typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint

from .completion_offers import Offer, Offers

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_WIDTH = 400
_Key = Qt.Key


class Completion(QWidget):
    """Offers what may be linked, over the editor that owns it; the keyboard stays in the text.

    ``chosen`` carries the :class:`Offer`.
    """

    chosen = Signal(object)

    def __init__(self, ctx: UiContext, editor: QWidget) -> None:
        super().__init__(editor)
        self._ctx = ctx
        self._editor = editor
        self._pane: QAbstractScrollArea | None = None
        self._text = ""
        self._at = QRect()
        self._refused = False
        self._current = 0
        self.note_id: int | None = None
        self.offers: list[Offer] = []
        self._reading = Reading(self._read, self)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def current(self) -> Offer | None:
        """The row that Enter takes."""
        return self.offers[self._current] if self.offers else None

    def ask(self, pane: QAbstractScrollArea, text: str, at: QRect) -> None:
        """Offer what a text may become. ``at``: the caret, in the viewport of ``pane``."""
        if self._refused:
            return
        self._pane, self._text, self._at = pane, text, at
        self._reading.ask()

    def leave(self) -> None:
        """Go away; the next link that is begun is offered something again."""
        self._refused = False
        self._pane = None
        self._close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        kind = event.type()
        if not isinstance(event, QKeyEvent) or kind == QEvent.Type.KeyRelease:
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        if not plain or key not in (
            *(_Key.Key_Up, _Key.Key_Down, _Key.Key_Return, _Key.Key_Enter),
            *(_Key.Key_Tab, _Key.Key_Escape),
        ):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif key == _Key.Key_Escape:
            self._refused = True
            self._close()
        elif key in (_Key.Key_Up, _Key.Key_Down):
            step = 1 if key == _Key.Key_Down else -1
            self._go((self._current + step) % len(self.offers))
        else:
            self._choose()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self._row_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._row_at(event.position().toPoint()))
        self._choose()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        radius = metrics().radius
        ground, edge = theme.color("raised"), theme.color("border-strong")
        paint.box(painter, self.rect(), ground, edge, radius["card"])
        for at, offer in enumerate(self.offers):
            row = self._row(at)
            chosen = at == self._current
            paint.row_ground(painter, row, selected=chosen, radius=radius["small"])
            self._paint_row(painter, row, offer)

    def _paint_row(self, painter: QPainter, row: QRect, offer: Offer) -> None:
        theme, edge, gap = current(), icon_size(), px(12)
        glyph = QRect(row.left() + gap, row.center().y() - edge // 2, edge, edge)
        paint_icon(painter, glyph, offer.icon, theme.color("text-muted"))
        left = glyph.right() + gap
        room = QRect(left, row.top(), row.right() - gap - left, row.height())
        middle, end = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        face = font("caption")
        painter.setFont(face)
        painter.setPen(theme.color("text-muted"))
        words = QFontMetrics(face)
        detail = words.elidedText(offer.detail, Qt.TextElideMode.ElideRight, room.width() // 3)
        painter.drawText(room, middle | end, detail)
        room.setRight(room.right() - words.horizontalAdvance(detail) - gap)
        painter.setFont(font("body"))
        painter.setPen(theme.color("text"))
        metric = QFontMetrics(font("body"))
        title = metric.elidedText(offer.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, title)

    def _read(self) -> Task:
        ctx, text, note_id = self._ctx, self._text, self.note_id

        def work(_progress: Progress) -> list[Offer]:
            services = ctx.service(NotebookService), ctx.service(LinkService)
            return Offers(*services, ctx.user_id).find(text, note_id)

        return ctx.tasks.run("Finding what to link", work, done=partial(self._show, text))

    def _show(self, text: str, offers: list[Offer]) -> None:
        pane = self._pane
        if pane is None or text != self._text or self._refused or not pane.hasFocus():
            return
        self.offers, self._current = offers, 0
        if not offers:
            self._close()
            return
        self._stand_below(pane.viewport().mapTo(self._editor, self._at.bottomLeft()))
        if not self.isVisible():
            pane.installEventFilter(self)
            self.show()
        self.raise_()
        self._go(0)
        self.update()

    def _stand_below(self, place: QPoint) -> None:
        room = self._editor.rect()
        width = min(px(_WIDTH), room.width() - px(16))
        height = len(self.offers) * control("list_row") + px(8)
        left = max(px(8), min(place.x() - px(8), room.width() - width - px(8)))
        top = place.y() + px(6)
        if top + height > room.height():
            top = max(px(4), place.y() - self._at.height() - height - px(6))
        self.setGeometry(left, top, width, height)

    def _close(self) -> None:
        if self._pane is not None:
            self._pane.removeEventFilter(self)
        self.hide()

    def _choose(self) -> None:
        offer = self.current
        self._close()
        if offer is not None:
            self.chosen.emit(offer)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self.offers):
            self._current = row
            offer = self.offers[row]
            self.setAccessibleName(f"{offer.title}, {offer.detail}".rstrip(", "))
            self.update()

    def _row(self, at: int) -> QRect:
        height = control("list_row")
        return QRect(px(4), px(4) + at * height, self.width() - 2 * px(4), height)

    def _row_at(self, place: QPoint) -> int:
        return (place.y() - px(4)) // control("list_row")
