"""A key cap: the keys of a shortcut, shown where the hand is on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current

from . import paint


class KeyCap(QWidget):
    """One key or chord, such as "Shift" or "Ctrl E"."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(keys)

    def set_key(self, keys: str) -> None:
        """Change the keys."""
        self._keys = keys
        self.setAccessibleName(keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.key_cap_width(self._keys), paint.key_cap_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        paint.key_cap(
            QPainter(self),
            self.rect(),
            self._keys,
            theme.color("text-muted"),
            theme.color("raised"),
            theme.color("border"),
        )
