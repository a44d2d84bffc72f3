"""The little box in which the TeX of a formula is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from ms2qbank_desktop.features.questions.typesetting import FormulaFault, Source, typeset
from ms2qbank_desktop.ui.theme import current, font, metrics, px
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.paint import box

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QTextEdit

_HELP = "Enter keeps the formula, Esc leaves it as it was"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormulaBox(QFrame):
    """Stands over the text. ``closed``: the TeX when it is left, the first one if that was by Esc.

    Enter and a click elsewhere keep what was written.
    """

    closed = Signal(str)

    def __init__(self, tex: str, parent: QTextEdit) -> None:
        super().__init__(parent)
        self._text = parent
        self._first = tex
        self._done = False
        self.source = QPlainTextEdit(tex)
        self.source.setAccessibleName("Formula in TeX")
        self.source.setFont(font("mono"))
        self.source.setFixedSize(px(380), px(72))
        self.source.installEventFilter(self)
        self.fault = Label(_HELP, "caption", "text-muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(4))
        layout.addWidget(self.source)
        layout.addWidget(self.fault)
        self.source.textChanged.connect(self._on_typed)
        self.source.selectAll()

    def show_at(self, place: QRect) -> None:
        """Stand below a place of the text, or above it where there is more room."""
        self.adjustSize()
        around = self._text.rect()
        left = min(place.left(), around.right() - self.width() - px(8))
        top = place.bottom() + px(4)
        if top + self.height() > around.bottom():
            top = max(0, place.top() - self.height() - px(4))
        self.move(max(0, left), top)
        self.show()
        self.raise_()
        self.source.setFocus()

    def leave(self, *, keep: bool) -> None:
        """Go, with what was written or without it."""
        if self._done:
            return
        self._done = True
        self.hide()
        self.closed.emit(self.source.toPlainText().strip() if keep else self._first)
        self._text.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave(keep=True)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and not shifted):
                self.leave(keep=event.key() != Qt.Key.Key_Escape)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        radius = metrics().radius["card"]
        box(painter, self.rect(), theme.color("raised"), theme.color("border-strong"), radius)

    def _on_typed(self) -> None:
        tex = self.source.toPlainText().strip()
        try:
            typeset(Source(tex, display=False))
            self.fault.setText(_HELP)
        except FormulaFault as fault:
            self.fault.setText(fault.message if tex else "Without TeX there is no formula")
