"""Which keys a control of the player needs itself, before they are commands of the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QRadioButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_MOVES = frozenset(
    {
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    }
)
NEED_FILM = frozenset(
    {
        *("play", "frame-back", "frame-on", "loop", "pip", "full"),
        *("snapshot", "snapshot-save", "snapshot-note"),
    }
)
"""Commands that need a file that can be played."""


def keeps(control: QWidget | None, event: QKeyEvent) -> bool:
    """Say whether ``control``, which has the keyboard, is to get this key: Space presses a button,
    the arrows move in a list and in a row of choices."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if isinstance(control, QAbstractButton) and event.key() == Qt.Key.Key_Space:
        return True
    moves = isinstance(control, QAbstractItemView | QAbstractSlider | QRadioButton)
    return moves and event.key() in _MOVES
