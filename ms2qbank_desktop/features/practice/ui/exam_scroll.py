"""How far a question is scrolled down, told so that it holds in a window of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

_WHOLE = 1000


class ScrollPlace(QObject):
    """The place of a scroll bar in thousandths of its range.

    A place that was put is kept while the text is laid out, which changes the range several
    times, until somebody scrolls or it is let go. From then on ``moved`` tells where it is.
    """

    moved = Signal(int)

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._wanted: int | None = 0
        self._putting = False
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_value_changed)

    def put(self, place: int) -> None:
        """Scroll to a place."""
        self._wanted = place
        self._on_range_changed()

    def let_go(self) -> None:
        """Stay where it is, whatever becomes of the range."""
        self._wanted = None

    def _on_range_changed(self) -> None:
        if self._wanted is None:
            self._tell()
            return
        self._putting = True
        self._bar.setValue(round(self._wanted * self._bar.maximum() / _WHOLE))
        self._putting = False

    def _on_value_changed(self) -> None:
        if not self._putting:
            self._wanted = None
            self._tell()

    def _tell(self) -> None:
        self.moved.emit(round(self._bar.value() * _WHOLE / max(1, self._bar.maximum())))
