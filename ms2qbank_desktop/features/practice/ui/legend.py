"""What the marks of the items mean."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import icon_size
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

from .item_model import ItemState, paint_state

_STATES = (
    (ItemState.ANSWERED, "answered"),
    (ItemState.OPEN, "seen, not answered"),
    (ItemState.UNSEEN, "not seen"),
)


class _Mark(QWidget):
    """The mark of one state."""

    def __init__(self, state: ItemState) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = icon_size("small")
        return QSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_state(QPainter(self), self.rect(), self._state)


class Legend(QWidget):
    """The marks of the items with their words. ``timed``: their times are shown as well."""

    def __init__(self, *, timed: bool = True) -> None:
        super().__init__()
        parts = [
            row(_Mark(state), Label(word, "caption", "text-muted"), gap=6)
            for state, word in _STATES
        ]
        flag = row(
            Glyph("flag-fill", "marked", "small"), Label("marked", "caption", "text-muted"), gap=6
        )
        layout = row(*parts, flag, None, gap=16)
        if timed:
            layout.add(Label("time spent at the right of each item", "caption", "text-muted"))
        self.setLayout(layout)
