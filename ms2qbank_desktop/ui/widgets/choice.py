"""The row of one choice of a question, in every state it can have before and after the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui import words
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, line_height, metrics, px, signals

from . import paint
from .choicelook import CHOSEN, LOOKS, STRUCK, ChoiceState, Look, paint_ground
from .rowtext import RowText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import MediaLoader
    from .marks import Mark


__all__ = ["ChoiceRow", "ChoiceState"]


class ChoiceRow(QAbstractButton):
    """Mark, letter, text, word of the state, share of others, eye.

    The owner decides: a click, Space or Return asks by ``chosen``, the eye or the right button by
    ``strike_requested``; ``set_state`` answers. ``several`` shows a check box instead of a radio.
    ``share`` (0–1) is how many others chose it, shown once revealed. Revealing changes colours
    only: the room of the word is kept free from the start.

    Dragging over the text selects and does not choose; so do Shift and arrows. ``selected``: a
    selection has been finished. ``mark_clicked``: a mark of the layer given to ``set_clickable``,
    by the character; such a click does not choose either.
    """

    chosen = Signal()
    strike_requested = Signal()
    selection_changed = Signal()
    selected = Signal()
    mark_clicked = Signal(int)

    def __init__(
        self,
        letter: str,
        html: str,
        *,
        several: bool = False,
        share: float | None = None,
        media: MediaLoader | None = None,
    ) -> None:
        super().__init__()
        self._zoom: int | None = None
        self._text = RowText(media)
        self._document = self._text.document
        self._document.setParent(self)
        self._clickable = ""
        self._eye_shown = True
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.chosen)
        signals().changed.connect(self._on_theme_changed)
        self.set_content(letter, html, several=several, share=share)

    @property
    def letter(self) -> str:
        """The letter of the choice."""
        return self._letter

    @property
    def state(self) -> ChoiceState:
        """The state that is shown."""
        return self._state

    def set_content(
        self, letter: str, html: str, *, several: bool = False, share: float | None = None
    ) -> None:
        """Show another choice, idle: rows are used again from item to item."""
        self._letter = letter
        self._several = several
        self._share = share
        self._document.set_html(html)
        self._text.unselect()
        self.set_state(ChoiceState.IDLE)
        self._fit_height()

    def set_state(self, state: ChoiceState, *, revealed: bool = False) -> None:
        """Show another state; ``revealed`` rows show the share and can no longer be chosen."""
        self._state = state
        self._revealed = revealed
        self._document.set_struck(state in STRUCK)
        # Exclusive buttons refuse to be unchecked; the owner, not Qt, decides which is chosen.
        self.setAutoExclusive(False)
        self.setChecked(state in CHOSEN)
        self.setAutoExclusive(not self._several)
        self._describe()
        self.update()

    def set_eye_shown(self, *, shown: bool) -> None:
        """Offer to strike out by a button, or by the right button and the keys only."""
        self._eye_shown = shown
        self.update()

    def set_zoom(self, zoom: int | None) -> None:
        """Give the row a text zoom of its own in per cent, or None for the program's."""
        self._zoom = zoom
        self._document.set_zoom(zoom)
        self._text.unselect()
        self._fit_height()
        self.update()

    def shown_text(self) -> str:
        """Return the text without markup; marks and selections count its characters."""
        return self._document.toPlainText()

    def selection(self) -> tuple[int, int]:
        """Return what is selected as [start, end) in characters; (0, 0) for nothing."""
        return self._text.selection

    def clear_selection(self) -> None:
        """Select nothing."""
        self._text.unselect()
        self.update()

    def set_marks(self, layer: str, marks: Sequence[Mark]) -> None:
        """Paint marks in place of those of the same layer; nothing is laid out again."""
        self._document.set_marks(layer, marks)
        self.update()

    def set_clickable(self, layer: str) -> None:
        """Tell clicks on the marks of a layer, "" of none."""
        self._clickable = layer

    def nextCheckState(self) -> None:
        """Leave the state to the owner."""

    def sizeHint(self) -> QSize:
        return QSize(self._px(480), self._height(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._px(200), self._px(metrics().control["choice_row_min"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._over_eye(event):
            self.strike_requested.emit()
            return
        self._text.press(event.position())
        self.update()
        if not self._revealed:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._revealed:
            self._text.select_word(event.position())
            self.update()
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        selected = self._text.release()
        character = self._text.character_at(event.position())
        rubbed = self._clickable and self._document.is_marked(character, self._clickable)
        if selected or rubbed:
            self.setDown(False)  # so that the release is no click
        super().mouseReleaseEvent(event)
        if selected:
            self.selected.emit()
        elif rubbed:
            self.mark_clicked.emit(character)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._text.drag(event.position()):
            self.setDown(False)
            self._on_selection()
            return
        super().mouseMoveEvent(event)
        struck = self._state == ChoiceState.STRUCK
        self.setToolTip(("Restore" if struck else "Strike out") if self._over_eye(event) else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if not self._revealed:
            self.strike_requested.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Shift and self.selection() != (0, 0):
            self.selected.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._text.take_key(event):
            self._on_selection()
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._focus_sibling(step)
        elif self._revealed or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the exam turns pages with these
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        look = LOOKS[self._state]
        painter = QPainter(self)
        hovered = self.underMouse() and not self._revealed and self._state == ChoiceState.IDLE
        paint_ground(painter, self.rect(), look, hovered=hovered)
        middle = self._top() + self._line() // 2
        self._paint_mark(painter, look, middle)
        ink = theme.color("text-muted" if self._state in STRUCK else "text")
        face = self._font("reading", 600)
        face.setStrikeOut(self._state in STRUCK)
        painter.setFont(face)
        painter.setPen(ink)
        area = QRect(self._px(41), middle - self._line() // 2, self._px(24), self._line())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._letter)
        self._text.paint(painter, ink, focused=self.hasFocus())
        if self._revealed:
            self._paint_word(painter, look, middle)
        elif self._eye_shown and (
            self._state == ChoiceState.STRUCK or self.underMouse() or self.hasFocus()
        ):
            icon = "eye-slash" if self._state == ChoiceState.STRUCK else "eye"
            paint_icon(painter, self._glyph(self._eye()), icon, theme.color("text-muted"))

    def _paint_mark(self, painter: QPainter, look: Look, middle: int) -> None:
        theme = current()
        edge = self._px(metrics().control["radio"])
        mark = QRect(self._px(13), middle - edge // 2, edge, edge)
        if look.icon:
            paint_icon(painter, mark.adjusted(-1, -1, 1, 1), look.icon, theme.color(look.ink))
        elif self._several:
            chosen = self._state in CHOSEN
            state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            paint.check_mark(painter, mark.adjusted(1, 1, -1, -1), state, enabled=True)
        else:
            shape = {ChoiceState.CHOSEN: "filled", ChoiceState.STRUCK: "dashed"}
            ink = "border" if self._revealed and self._state == ChoiceState.IDLE else look.ink
            paint.radio_mark(painter, mark, shape.get(self._state, "empty"), theme.color(ink))

    def _paint_word(self, painter: QPainter, look: Look, middle: int) -> None:
        theme = current()
        right = self.width() - self._px(12)
        face = self._font("caption", 500)
        metric = QFontMetrics(face)
        half = metric.lineSpacing()
        painter.setFont(face)
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self._share is not None:
            painter.setPen(theme.color("text-muted"))
            area = QRect(right - self._px(40), middle - half, self._px(40), 2 * half)
            painter.drawText(area, aligned, words.share(self._share))
            right -= self._px(40 + 12)
        painter.setPen(theme.color(look.ink))
        used = self._text_left() + round(self._document.idealWidth()) + self._px(8)
        one_line = metric.horizontalAdvance(look.word) <= right - used
        width = right - used if one_line else self._word_room()
        area = QRect(right - width, middle - half, width, 2 * half)
        wrap = Qt.TextFlag.TextSingleLine if one_line else Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(aligned) | int(wrap), look.word)

    def _focus_sibling(self, step: int) -> None:
        parent = self.parentWidget()
        rows = parent.findChildren(ChoiceRow) if parent else [self]
        rows.sort(key=lambda row: row.mapTo(self.window(), QPoint()).y())
        at = rows.index(self) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _px(self, length: float) -> int:
        return px(length, self._zoom)

    def _font(self, kind: str, weight: int) -> QFont:
        return font(kind, weight=weight, at_zoom=self._zoom)

    def _line(self) -> int:
        natural = QFontMetricsF(self._font("reading", 400)).height()
        return round(natural * line_height("reading") / 100)

    def _fit_height(self) -> None:
        self.setFixedHeight(self._height(self.width()))
        self._place_text()

    def _height(self, width: int) -> int:
        self._document.setTextWidth(self._text_width(width))
        height = max(round(self._document.size().height()), self._line()) + 2 * self._px(9)
        return max(height, self._px(metrics().control["choice_row_min"]))

    def _place_text(self) -> None:
        # Qt adds the leading of a line below it; half of it belongs above.
        natural = QFontMetricsF(self._font("reading", 400)).height()
        self._text.origin = QPointF(self._text_left(), self._top() + (self._line() - natural) / 2)

    def _top(self) -> int:
        """Return where the text begins: low texts stand in the middle of the row."""
        spare = self.height() - round(self._document.size().height())
        return spare // 2

    def _text_left(self) -> int:
        return self._px(69)

    def _word_room(self) -> int:
        metric = QFontMetrics(self._font("caption", 500))
        widest = max(
            metric.boundingRect(
                QRect(0, 0, self._px(90), 999), int(Qt.TextFlag.TextWordWrap), word
            ).width()
            for word in (look.word for look in LOOKS.values())
        )
        return max(widest, metric.horizontalAdvance("Correct answer")) + 2

    def _text_width(self, width: int) -> int:
        kept = self._word_room() + (self._px(40 + 12) if self._share is not None else 0)
        return max(self._px(80), width - self._text_left() - kept - self._px(12 + 8))

    def _over_eye(self, event: QMouseEvent) -> bool:
        seen = self._eye_shown and not self._revealed
        return seen and self._eye().contains(event.position().toPoint())

    def _eye(self) -> QRect:
        edge = self._px(36)
        return QRect(self.width() - edge - self._px(3), (self.height() - edge) // 2, edge, edge)

    def _glyph(self, area: QRect) -> QRect:
        edge = self._px(metrics().icon["normal"])
        glyph = QRect(0, 0, edge, edge)
        glyph.moveCenter(area.center())
        return glyph

    def _describe(self) -> None:
        word = LOOKS[self._state].word or ("struck out" if self._state in STRUCK else "")
        text = self._document.toPlainText().strip()
        self.setAccessibleName(f"{self._letter}. {text}" + (f". {word}" if word else ""))

    def _on_selection(self) -> None:
        self.update()
        self.selection_changed.emit()

    def _on_theme_changed(self) -> None:
        self._document.restyle()
        self._text.unselect()
        self._fit_height()
        self.update()
