"""One hub that tells whoever listens what a committed write has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

Listener = Callable[[frozenset[str]], None]


class ChangeHub:
    """Announces topics such as ``attempts`` or ``blocks`` after a commit.

    Listeners run on the thread that wrote; the window forwards them to its own thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each set of topics; return a function that ends it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def announce(self, topics: Iterable[str]) -> None:
        """Tell every listener that the data behind ``topics`` has changed."""
        changed = frozenset(topics)
        if not changed:
            return
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(changed)
