"""Keeps the screen from going dark while a lecture plays, where the system lets us."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

_CONNECTION = "ms2qbank-awake"


class Awake:
    """Holds the screen saver off between :meth:`hold` and :meth:`let_go`, if the system can."""

    def __init__(self, keep: Callable[[], Callable[[], None] | None] | None = None) -> None:
        """``keep`` begins it and returns what ends it, or None; by default that of the system."""
        self._keep = keep or _ways().get(sys.platform, _on_freedesktop)
        self._end: Callable[[], None] | None = None

    @property
    def held(self) -> bool:
        """Whether the system was told to stay awake."""
        return self._end is not None

    def hold(self) -> None:
        """Keep the screen on from now on."""
        if self._end is None:
            try:
                self._end = self._keep()
            except (ImportError, OSError) as error:
                log.info("the screen saver cannot be held off: %s", error)

    def let_go(self) -> None:
        """Let the system do as it likes."""
        if self._end is not None:
            end, self._end = self._end, None
            end()


def _ways() -> dict[str, Callable[[], Callable[[], None] | None]]:
    return {"win32": _on_windows, "darwin": _on_mac}


def _on_freedesktop() -> Callable[[], None] | None:
    """org.freedesktop.ScreenSaver forgets who asked when their connection to the bus ends."""
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return None
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)

    def end() -> None:
        QDBusConnection.disconnectFromBus(_CONNECTION)

    if not bus.isConnected():
        end()
        return None
    name = "org.freedesktop.ScreenSaver"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, "Inhibit")
    call.setArguments(["MS2QBank", "A video is playing"])
    bus.send(call)
    return end


def _on_mac() -> Callable[[], None] | None:
    program = shutil.which("caffeinate")
    if program is None:
        return None
    child = subprocess.Popen([program, "-d", "-w", str(os.getpid())])  # noqa: S603 (of the system)

    def end() -> None:
        child.terminate()
        child.wait()

    return end


def _on_windows() -> Callable[[], None] | None:
    if sys.platform != "win32":
        return None
    import ctypes

    state = ctypes.windll.kernel32.SetThreadExecutionState
    continuous, system, display = 0x80000000, 1, 2
    state(continuous | system | display)
    return lambda: state(continuous) and None
