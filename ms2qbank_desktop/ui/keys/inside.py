"""Keys of commands that hold inside a widget while it has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent

from .words import pressed_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.commands import Commands


class InsideKeys:
    """Reads them before those of the window. A widget keeps it as ``inside_keys``, and asks it in
    its ``event`` and its ``keyPressEvent``.

    ``ids``: of commands declared with ``inside``; ``do`` gets one of them, and returns whether
    there was anything to do.
    """

    def __init__(self, commands: Commands, ids: Collection[str], do: Callable[[str], bool]) -> None:
        self._commands = commands
        self._ids = tuple(ids)
        self.do = do

    def claims(self, event: QEvent) -> bool:
        """Take a key before a shortcut of the window gets it; False for any other event."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._meant(event)
        ):
            event.accept()
            return True
        return False

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says; False if it says nothing here."""
        meant = self._meant(event)
        return bool(meant) and self.do(meant)

    def knows(self, key: str) -> bool:
        """Say whether a command is one of these."""
        return key in self._ids

    def _meant(self, event: QKeyEvent) -> str:
        pressed = pressed_key(event)
        keys = self._commands.keys
        return next((one for one in self._ids if pressed and pressed in keys.keys(one)), "")


def keys_at(window: QWidget, key: str) -> InsideKeys | None:
    """Return the keys of the widget that has the keyboard, or had it before a dialog took it, if a
    command is one of them."""
    at: QWidget | None = window.focusWidget()
    while at is not None:
        found = getattr(at, "inside_keys", None)
        if isinstance(found, InsideKeys) and found.knows(key):
            return found if at.isVisible() else None
        at = at.parentWidget()
    return None
