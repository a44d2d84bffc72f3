"""The row of one choice of a question, in every state it can have before and after the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui import words
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, line_height, metrics, px, signals

from . import paint
from .document import MediaLoader, ReadingDocument


class ChoiceState(StrEnum):
    """What has become of a choice. The last four exist only after the answer is shown."""

    IDLE = "idle"
    CHOSEN = "chosen"
    STRUCK = "struck"
    CORRECT = "correct"
    INCORRECT = "incorrect"
    MISSED = "missed"
    MISSED_STRUCK = "missed-struck"


@dataclass(frozen=True, slots=True)
class _Look:
    """Roles of ground, border, bar and mark ("" paints none), icon, word."""

    ground: str
    border: str
    bar: str
    ink: str
    icon: str = ""
    word: str = ""


_LOOKS = {
    ChoiceState.IDLE: _Look("surface", "border", "", "border-strong"),
    ChoiceState.CHOSEN: _Look("selected", "accent", "accent", "accent"),
    ChoiceState.STRUCK: _Look("", "border", "", "text-muted"),
    ChoiceState.CORRECT: _Look(
        "correct-subtle",
        "correct-border",
        "correct",
        "correct",
        "check-circle-fill",
        "Your answer, correct",
    ),
    ChoiceState.INCORRECT: _Look(
        "incorrect-subtle",
        "incorrect-border",
        "incorrect",
        "incorrect",
        "x-circle-fill",
        "Your answer",
    ),
    ChoiceState.MISSED: _Look(
        "surface", "correct", "correct", "correct", "check-circle", "Correct answer"
    ),
    ChoiceState.MISSED_STRUCK: _Look(
        "surface", "correct", "correct", "correct", "check-circle", "Correct, you struck it"
    ),
}
_CHOSEN = {ChoiceState.CHOSEN, ChoiceState.CORRECT, ChoiceState.INCORRECT}
_STRUCK = {ChoiceState.STRUCK, ChoiceState.MISSED_STRUCK}


class ChoiceRow(QAbstractButton):
    """Mark, letter, text, word of the state, share of others, eye.

    The owner decides: a click, Space or Return asks by ``chosen``, the eye or the right button by
    ``strike_requested``; ``set_state`` answers. ``several`` shows a check box instead of a radio.
    ``share`` (0–1) is how many others chose it, shown once revealed. Revealing changes colours
    only: the room of the word is kept free from the start.
    """

    chosen = Signal()
    strike_requested = Signal()

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
        self._document = ReadingDocument("reading", media)
        self._document.setParent(self)
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
        self.set_state(ChoiceState.IDLE)
        self._fit_height()

    def set_state(self, state: ChoiceState, *, revealed: bool = False) -> None:
        """Show another state; ``revealed`` rows show the share and can no longer be chosen."""
        self._state = state
        self._revealed = revealed
        self._document.set_struck(state in _STRUCK)
        # Exclusive buttons refuse to be unchecked; the owner, not Qt, decides which is chosen.
        self.setAutoExclusive(False)
        self.setChecked(state in _CHOSEN)
        self.setAutoExclusive(not self._several)
        self._describe()
        self.update()

    def set_zoom(self, zoom: int | None) -> None:
        """Give the row a text zoom of its own in per cent, or None for the program's."""
        self._zoom = zoom
        self._document.set_zoom(zoom)
        self._fit_height()
        self.update()

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
        if not self._revealed and event.button() == Qt.MouseButton.LeftButton:
            if self._eye().contains(event.position().toPoint()):
                self.strike_requested.emit()
            else:
                super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over_eye = not self._revealed and self._eye().contains(event.position().toPoint())
        struck = self._state == ChoiceState.STRUCK
        self.setToolTip(("Restore" if struck else "Strike out") if over_eye else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if not self._revealed:
            self.strike_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._focus_sibling(step)
        elif self._revealed or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the exam turns pages with these
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        look = _LOOKS[self._state]
        painter = QPainter(self)
        self._paint_ground(painter, look)
        middle = self._top() + self._line() // 2
        self._paint_mark(painter, look, middle)
        ink = theme.color("text-muted" if self._state in _STRUCK else "text")
        face = self._font("reading", 600)
        face.setStrikeOut(self._state in _STRUCK)
        painter.setFont(face)
        painter.setPen(ink)
        area = QRect(self._px(41), middle - self._line() // 2, self._px(24), self._line())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._letter)
        self._paint_text(painter)
        if self._revealed:
            self._paint_word(painter, look, middle)
        elif self._state == ChoiceState.STRUCK or self.underMouse() or self.hasFocus():
            icon = "eye-slash" if self._state == ChoiceState.STRUCK else "eye"
            paint_icon(painter, self._glyph(self._eye()), icon, theme.color("text-muted"))

    def _paint_ground(self, painter: QPainter, look: _Look) -> None:
        theme = current()
        hovered = self.underMouse() and not self._revealed and self._state == ChoiceState.IDLE
        ground = "hover" if hovered else look.ground
        border = "border-strong" if hovered else look.border
        radius = metrics().radius["control"]
        fill = theme.color(ground) if ground else None
        paint.box(painter, self.rect(), fill, theme.color(border), radius)
        if look.bar:
            painter.save()
            frame = QPainterPath()
            frame.addRoundedRect(QRectF(self.rect()), radius, radius)
            painter.setClipPath(frame)
            bar = QRect(0, 0, metrics().border["state_bar"], self.height())
            painter.fillRect(bar, theme.color(look.bar))
            painter.restore()

    def _paint_mark(self, painter: QPainter, look: _Look, middle: int) -> None:
        theme = current()
        edge = self._px(metrics().control["radio"])
        mark = QRect(self._px(13), middle - edge // 2, edge, edge)
        if look.icon:
            paint_icon(painter, mark.adjusted(-1, -1, 1, 1), look.icon, theme.color(look.ink))
        elif self._several:
            chosen = self._state in _CHOSEN
            state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            paint.check_mark(painter, mark.adjusted(1, 1, -1, -1), state, enabled=True)
        else:
            shape = {ChoiceState.CHOSEN: "filled", ChoiceState.STRUCK: "dashed"}
            ink = "border" if self._revealed and self._state == ChoiceState.IDLE else look.ink
            paint.radio_mark(painter, mark, shape.get(self._state, "empty"), theme.color(ink))

    def _paint_text(self, painter: QPainter) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        ink = "text-muted" if self._state in _STRUCK else "text"
        context.palette.setColor(QPalette.ColorRole.Text, current().color(ink))
        painter.save()
        # Qt adds the leading of a line below it; half of it belongs above.
        natural = QFontMetricsF(self._font("reading", 400)).height()
        painter.translate(self._text_left(), self._top() + (self._line() - natural) / 2)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_word(self, painter: QPainter, look: _Look, middle: int) -> None:
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

    def _height(self, width: int) -> int:
        self._document.setTextWidth(self._text_width(width))
        height = max(round(self._document.size().height()), self._line()) + 2 * self._px(9)
        return max(height, self._px(metrics().control["choice_row_min"]))

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
            for word in (look.word for look in _LOOKS.values())
        )
        return max(widest, metric.horizontalAdvance("Correct answer")) + 2

    def _text_width(self, width: int) -> int:
        kept = self._word_room() + (self._px(40 + 12) if self._share is not None else 0)
        return max(self._px(80), width - self._text_left() - kept - self._px(12 + 8))

    def _eye(self) -> QRect:
        edge = self._px(36)
        return QRect(self.width() - edge - self._px(3), (self.height() - edge) // 2, edge, edge)

    def _glyph(self, area: QRect) -> QRect:
        edge = self._px(metrics().icon["normal"])
        glyph = QRect(0, 0, edge, edge)
        glyph.moveCenter(area.center())
        return glyph

    def _describe(self) -> None:
        word = _LOOKS[self._state].word or ("struck out" if self._state in _STRUCK else "")
        text = self._document.toPlainText().strip()
        self.setAccessibleName(f"{self._letter}. {text}" + (f". {word}" if word else ""))

    def _on_theme_changed(self) -> None:
        self._document.restyle()
        self._fit_height()
        self.update()
