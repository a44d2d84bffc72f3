"""What a test must not leave behind: log warnings, threads, and living Qt objects."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GRACE_SECONDS = 3.0


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextlib.contextmanager
def logged_warnings() -> Iterator[list[str]]:
    """Collect what is logged as a warning or worse while the block runs."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector.messages
    finally:
        root.removeHandler(collector)


def alive_threads(known: set[threading.Thread]) -> list[str]:
    """Return the threads that are not in `known` and do not end within some seconds.

    Threads of Qt's pools that have run Python once stay listed as dummies; `alive_in_qt` asks
    the pools themselves.
    """
    left = []
    for thread in set(threading.enumerate()) - known:
        if type(thread).__name__ != "_DummyThread":
            thread.join(GRACE_SECONDS)
            if thread.is_alive():
                left.append(f"thread {thread.name}")
    return left


def alive_in_qt() -> dict[object, str]:
    """Return every top-level widget, running timer, animation, thread and busy pool, by what it is
    in Qt: Python may know it by another name each time.

    Empty as long as nothing has made a QApplication. Objects waiting to be deleted are deleted.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import (
        QAbstractAnimation,
        QCoreApplication,
        QEvent,
        QObject,
        QThread,
        QThreadPool,
        QTimer,
    )
    from PySide6.QtWidgets import QApplication, QFocusFrame
    from shiboken6 import Shiboken

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # The focus ring is the application's: one frame, made again whenever a window took it along.
    alive: list[QObject] = [
        widget for widget in application.topLevelWidgets() if not isinstance(widget, QFocusFrame)
    ]
    for thing in Shiboken.getAllValidWrappers():
        match thing:
            case QTimer() if thing.isActive():
                alive.append(thing)
            case QAbstractAnimation() if thing.state() == QAbstractAnimation.State.Running:
                alive.append(thing)
            case QThread() if thing.isRunning() and thing is not application.thread():
                alive.append(thing)
            case QThreadPool() if not thing.waitForDone(int(GRACE_SECONDS * 1000)):
                alive.append(thing)
    return {(type(thing), *Shiboken.getCppPointer(thing)): repr(thing) for thing in alive}
