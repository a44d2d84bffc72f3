"""The calculator of the exam: a small panel above the question that can be moved aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ms2qbank_desktop.features.practice.calculator import Calculator, press
from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.theme import current, metrics, px, signals, zoom
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_WIDTH = 268
_MARGIN = 24
_LOW_FROM = 150
"""Text zoom from which keys are lower, so that the panel fits into a window of 800 pixels."""
_LAYOUT = (
    ("MC", "MR", "M-", "M+"),
    ("clear", "sqrt", "%", "/"),
    ("7", "8", "9", "*"),
    ("4", "5", "6", "-"),
    ("1", "2", "3", "+"),
    ("sign", "0", ".", "="),
)
_FACES = {"clear": "C", "sqrt": "√", "sign": "±", "/": "÷", "*": "×", "-": "−", "M-": "M−"}
_NAMES = {
    "MC": "Clear the memory",
    "MR": "Recall the memory",
    "M-": "Subtract from the memory",
    "M+": "Add to the memory",
    "clear": "Clear",
    "sqrt": "Square root",
    "%": "Percent",
    "/": "Divide",
    "*": "Multiply",
    "-": "Subtract",
    "+": "Add",
    "=": "Equals",
    "sign": "Change the sign",
    ".": "Decimal point",
}
_TYPED = {",": ".", "\r": "=", "\n": "=", "×": "*", "÷": "/", "−": "-"}
_NAMED = {
    Qt.Key.Key_Return: "=",
    Qt.Key.Key_Enter: "=",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Delete: "clear entry",
}
_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class CalculatorPanel(QWidget):
    """Stands above its parent, inside it, wherever it was dragged to.

    While it has the focus, figures, operators, Enter, Backspace and Delete are its own, and the
    letters of the choices do nothing. ``close_requested``: Esc or the cross.
    """

    close_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = Calculator()
        self._room = parent
        self._grip: QPoint | None = None
        self._moved = False
        self._clear = 0
        self._waiting = Label("", "caption", "text-muted")
        self._display = Elided("", "heading1")
        self._display.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._display.setAccessibleName("Result")
        self.keys = {key: self._key(key) for keys in _LAYOUT for key in keys}
        self.setAccessibleName("Calculator")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._show()
        self._on_theme_changed()
        parent.installEventFilter(self)
        signals().changed.connect(self._on_theme_changed)

    def keep_clear(self, width: int) -> None:
        """Leave so many pixels at the right to others, unless it was dragged there."""
        self._clear = width
        self._keep_inside()

    @property
    def display(self) -> str:
        """What the display says."""
        return self._display.text()

    @property
    def said(self) -> str:
        """What stands above: memory, the number that waits, or what went wrong."""
        return self._waiting.text()

    def press(self, key: str) -> None:
        """Press a key of the calculator."""
        self.state = press(self.state, key)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._room:
            self._keep_inside()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        taken = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if taken and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self._meant(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.state.display)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        elif key:
            self.press(key)
        elif not self._takes(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._moved = True
            self.move(self.pos() + event.position().toPoint() - self._grip)
            self._keep_inside()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        radius = metrics().radius["card"]
        ground, border = theme.color("raised"), theme.color("border-strong")
        paint.box(painter, self.rect(), ground, border, radius)
        if self.hasFocus():
            width = metrics().border["focus"]
            painter.setPen(QPen(theme.color("focus-ring"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter.drawRoundedRect(edge, radius - 1, radius - 1)

    def _key(self, key: str) -> Button:
        figure = key in "0123456789."
        kind = "primary" if key == "=" else "secondary" if figure else "quiet"
        size = "small" if zoom() >= _LOW_FROM else "normal"
        button = Button(_FACES.get(key, key), kind, size=size)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the panel has it, for figures and Enter
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name = _NAMES.get(key, key)
        button.setAccessibleName(name)
        if not figure:
            button.setToolTip(name)
        button.clicked.connect(partial(self._on_key, key))
        return button

    def _lay_out(self) -> None:
        close = IconButton("x", "Close the calculator", "Esc", size="small")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_requested)
        back = IconButton("backspace", "Delete the last figure", "Backspace", size="small")
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.clicked.connect(partial(self._on_key, "back"))
        self._grid = QGridLayout()
        for down, keys in enumerate(_LAYOUT):
            for across, key in enumerate(keys):
                self._grid.addWidget(self.keys[key], down, across)
        title = row(Glyph("calculator"), Label("Calculator", "heading3"), None, close)
        shown = row(back, gap=8)
        shown.addWidget(self._display, 1)
        layout = column(title, row(None, self._waiting), shown, gap=4, margins=(14, 8, 10, 12))
        layout.addLayout(self._grid)
        self.setLayout(layout)

    def _takes(self, event: QKeyEvent) -> bool:
        """Say whether a key is for the calculator, or at least not for the choices."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.key() == Qt.Key.Key_Escape:
            return True
        if event.modifiers() & _OTHERS:
            return False
        return bool(self._meant(event)) or event.text().upper() in tuple(LETTERS)

    def _meant(self, event: QKeyEvent) -> str:
        """Return the key of the calculator that was typed, "" if none."""
        if event.modifiers() & _OTHERS:
            return ""
        if named := _NAMED.get(Qt.Key(event.key())):
            return named
        typed = _TYPED.get(event.text(), event.text())
        return typed if typed and typed in "0123456789.+-*/=%" else ""

    def _on_key(self, key: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.press(key)

    def _show(self) -> None:
        minus = str.maketrans("-*/", "−×÷")
        shown = "Error" if self.state.fault else self.state.display.translate(minus)
        self._display.setText(shown)
        memory = "M" if self.state.memory else ""
        waiting = self.state.fault or self.state.waiting.translate(minus)
        self._waiting.set_ink("incorrect" if self.state.fault else "text-muted")
        self._waiting.setText("   ".join(filter(None, (memory, waiting))))

    def _keep_inside(self) -> None:
        """Stay where it was put, or at the lower right, and wholly inside the parent."""
        room = self._room.rect()
        gap = px(_MARGIN)
        right, bottom = room.width() - self.width(), room.height() - self.height()
        wanted = self.pos() if self._moved else QPoint(right - self._clear - gap, bottom - gap)
        self.move(max(0, min(wanted.x(), right)), max(0, min(wanted.y(), bottom)))

    def _on_theme_changed(self) -> None:
        self._grid.setSpacing(px(6))
        self.adjustSize()
        self._keep_inside()
