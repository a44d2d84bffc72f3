"""Keys of one widget, which it takes before the window's commands get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class OwnKeys(QObject):
    """Asks ``meant`` what a key pressed without Ctrl, Alt or Shift does while ``widget`` has the
    keyboard; None: it is none of its keys."""

    def __init__(
        self, widget: QWidget, meant: Callable[[QKeyEvent], Callable[[], object] | None]
    ) -> None:
        super().__init__(widget)
        self._meant = meant
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and (act := self._meant(event)) is not None
        ):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                act()
                return True
        return super().eventFilter(watched, event)
