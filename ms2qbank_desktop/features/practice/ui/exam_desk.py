"""Question and explanation with a draggable divider, beside or below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ms2qbank_desktop.ui.theme import control, current, px, zoom

if TYPE_CHECKING:
    from .explanation_view import ExplanationView
    from .question_view import QuestionView

_BESIDE_FROM = 1000
"""Width of both in pixels at 100 % text from which they stand beside each other."""
_STACKED_ZOOM = _LARGEST = 200
_SHARES = {Qt.Orientation.Horizontal: 0.53, Qt.Orientation.Vertical: 0.55}
"""Part of the room that the question has until the divider is moved."""


class _Handle(QSplitterHandle):
    """A hairline with a grip, in a wider area to take hold of."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        middle = self.rect().center()
        long, thick = px(32), px(3)
        if self.orientation() == Qt.Orientation.Horizontal:
            hairline = QRect(middle.x(), 0, 1, self.height())
            grip = QRect(middle.x() - thick // 2, middle.y() - long // 2, thick, long)
        else:
            hairline = QRect(0, middle.y(), self.width(), 1)
            grip = QRect(middle.x() - long // 2, middle.y() - thick // 2, long, thick)
        painter.fillRect(hairline, theme.color("border"))
        painter.fillRect(grip, theme.color("border-strong"))


class ExamDesk(QSplitter):
    """Without an ``explanation`` the question has all the room. Where one may come, the question
    is set from the start as narrow as it will be beside it, so that revealing moves nothing."""

    def __init__(
        self, question: QuestionView, explanation: ExplanationView | None, *, beside: bool
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._question = question
        self._explanation = explanation
        self._beside_wanted = beside
        self._zoom = 100
        self._shares = dict(_SHARES)
        self.setChildrenCollapsible(False)
        self.addWidget(question)
        if explanation is not None:
            self.addWidget(explanation)
            explanation.hide()
        self.splitterMoved.connect(self._on_moved)

    def set_zoom(self, share: int) -> None:
        """Give both panes a text zoom, in per cent of the program's own; 200 at the most."""
        self._zoom = min(_LARGEST, share * zoom() // 100)
        self._question.set_zoom(self._zoom)
        if self._explanation is not None:
            self._explanation.set_zoom(self._zoom)
        self.arrange()

    def set_beside(self, *, wanted: bool) -> None:
        """Put the explanation beside the question where there is room, or below it."""
        self._beside_wanted = wanted
        self.arrange()

    def arrange(self, *, explained: bool | None = None) -> None:
        """Choose beside or below; ``explained`` shows or hides the explanation."""
        pane = self._explanation
        if pane is None:
            return
        shown = not pane.isHidden() if explained is None else explained
        largest = max(self._zoom, zoom())
        wide = self.width() >= px(_BESIDE_FROM, largest)
        beside = self._beside_wanted and wide and largest < _STACKED_ZOOM
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.orientation() != wanted:
            self.setOrientation(wanted)
        self.setHandleWidth(control("splitter"))
        pane.setVisible(shown)
        room = (self.width() if beside else self.height()) - self.handleWidth()
        first = round(room * self._shares[wanted])
        if shown:
            self.setSizes([first, room - first])
        self._question.set_pane(first if beside and not shown else None)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _on_moved(self) -> None:
        first, second = self.sizes()
        self._shares[self.orientation()] = first / max(1, first + second)
