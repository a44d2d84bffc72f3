"""Puts another style sheet on the widgets: on those that are seen at once, on the others in turns.

Qt would take them all in one turn, and each of them once more for every widget it stands in: 0.8 s
with all tabs built, of which what is on the screen needs 10 ms.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURN_S = 0.004


class Restyling(QObject):
    """What is shown before its turn has come is restyled then, before it is painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._hidden: dict[QWidget, Iterator[None]] = {}
        self._timer = 0

    @property
    def under_way(self) -> bool:
        """Whether there are widgets that still wait for their turn."""
        return bool(self._hidden)

    def put_on(self, sheet: str) -> None:
        """Give the program a style sheet."""
        self._app.style().unpolish(self._app)  # Qt forgets which widgets have a style, and
        self._app.setStyleSheet(sheet)  # so leaves them to us
        for root in list(self._hidden):
            self._drop(root)
        for window in self._app.topLevelWidgets():
            self._restyle_seen(window)
        self._timer = self._timer or self.startTimer(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            for _ in self._hidden[watched]:
                pass
            self._drop(watched)
        return False

    def timerEvent(self, _event: QTimerEvent) -> None:
        end = time.perf_counter() + _TURN_S
        while self._hidden and time.perf_counter() < end:
            root, steps = next(iter(self._hidden.items()))
            if next(steps, self) is self:
                self._drop(root)
        if not self._hidden:
            self.killTimer(self._timer)
            self._timer = 0

    def _restyle_seen(self, widget: QWidget) -> None:
        if not isValid(widget):
            return
        if widget.isVisible():
            for child in _restyled(widget):
                self._restyle_seen(child)
        else:
            self._hidden[widget] = _steps(widget)
            widget.installEventFilter(self)

    def _drop(self, root: QWidget) -> None:
        del self._hidden[root]
        if isValid(root):
            root.removeEventFilter(self)


def _steps(widget: QWidget) -> Iterator[None]:
    """Restyle a widget and all that stands in it, one at each step, unless they have gone."""
    if isValid(widget):
        inner = _restyled(widget)
        yield
        for child in inner:
            yield from _steps(child)


def _restyled(widget: QWidget) -> list[QWidget]:
    """Restyle a widget, and return those that stand in it: they take over what it has."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else its first style comes
        own = widget.font() if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) else None
        widget.style().polish(widget)
        if own is not None:
            widget.setFont(own)  # Qt goes back to the one it had when it was first styled
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    return [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
