"""Brings what the change hub announces to the thread of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.core.changes import ChangeHub


def touches(changed: Iterable[str], wanted: frozenset[str]) -> bool:
    """Say whether a changed topic is wanted: ``cards`` wants ``cards`` and ``cards:deck/12``."""
    return any(topic in wanted or topic.split(":", 1)[0] in wanted for topic in changed)


class Changes(QObject):
    """``happened`` carries a frozenset of topics, always later and on the window's thread."""

    happened = Signal(object)
    _arrived = Signal(object)

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = hub.subscribe(self._arrived.emit)
        self._closed = False

    def close(self) -> None:
        """Stop listening; called when the window is gone. What is under way comes to nobody."""
        self._closed = True
        self._unsubscribe()

    def _on_arrived(self, topics: frozenset[str]) -> None:
        if not self._closed:
            self.happened.emit(topics)
