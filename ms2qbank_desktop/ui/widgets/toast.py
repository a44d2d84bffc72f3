"""Toasts: one inverted line at the bottom that tells what was done and may take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ms2qbank_desktop.ui.theme import control, current, font, metrics, px, signals

from . import paint
from .layouts import row

if TYPE_CHECKING:
    from .banner import Action


class _Words(QAbstractButton):
    """The inverted words; a button when they are underlined."""

    def __init__(self, text: str, *, button: bool) -> None:
        super().__init__()
        self._words = text
        self._is_button = button
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        face = font("strong" if self._is_button else "body")
        width = QFontMetrics(face).horizontalAdvance(self._words)
        return QSize(width + (2 * px(12) if self._is_button else 0), control("button_small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        face = font("strong" if self._is_button else "body")
        face.setUnderline(self._is_button)
        painter.setFont(face)
        painter.setPen(current().color("surface"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class Toast(QWidget):
    """One line over the bottom centre of ``window``: 6 s, or 10 s with a word to press.

    The property ``toast_above`` of the window says how many pixels above its foot, where a page
    needs that place.

    Never for faults: those stay until they are read.
    """

    ended = Signal()

    def __init__(self, window: QWidget, text: str, action: Action | None = None) -> None:
        super().__init__(window)
        self._over = window
        self._action = action
        layout = row(
            _Words(text, button=False), gap=12, margins=(14, 7, 14 if action is None else 4, 7)
        )
        if action is not None:
            button = _Words(action[0], button=True)
            button.clicked.connect(self._on_pressed)
            layout.add(button)
        self.setLayout(layout)
        self.setAccessibleName(text)
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)
        stay = metrics().motion["toast" if action is None else "toast_undo"]
        self._timer.start(stay)
        self._place()
        signals().changed.connect(self._on_theme_changed)
        self.show()
        self.raise_()

    def end(self) -> None:
        """Take the line away."""
        self._timer.stop()
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, edge = current().color("text"), current().color("surface")  # it may lie on paper
        paint.box(QPainter(self), self.rect(), ground, edge, metrics().radius["card"])

    def _place(self) -> None:
        window = self._over
        size = self.sizeHint().boundedTo(window.size() - QSize(px(32), 0))
        left = (window.width() - size.width()) // 2
        above = window.property("toast_above") or px(26 + 24)
        top = window.height() - size.height() - int(above)
        self.setGeometry(QRect(QPoint(left, top), size))

    def _on_theme_changed(self) -> None:
        """The text may have another size now."""
        if layout := self.layout():
            layout.invalidate()
        self._place()

    def _on_pressed(self) -> None:
        action, self._action = self._action, None
        self.end()
        if action is not None:
            action[1]()
