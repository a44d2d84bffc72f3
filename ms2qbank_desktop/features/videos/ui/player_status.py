"""What the status bar says while the player is shown, and where toasts stand meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.ui.theme import control, px, signals

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext

    from .screening import Screening

_TELL_MS = 1_000


class PlayerStatus(QObject):
    """Says "Playing · position saved 2 s ago" between :meth:`start` and :meth:`stop`; toasts keep
    clear of ``bars``."""

    def __init__(
        self, ctx: UiContext, screening: Screening, bars: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._screening = screening
        self._bars = bars
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_MS)
        self._tell.timeout.connect(self._say)
        screening.playing_changed.connect(self._say)
        signals().changed.connect(self._place_toasts)

    def start(self) -> None:
        """Say it from now on."""
        self._tell.start()
        self._place_toasts()
        self._say()

    def stop(self) -> None:
        """Say nothing any more."""
        self._tell.stop()
        self._ctx.navigate.say_doing("")
        self._ctx.window.setProperty("toast_above", None)

    def _say(self) -> None:
        if not self._tell.isActive():
            return
        does = "Playing" if self._screening.playing else "Paused"
        ago = self._screening.saved_ago()
        saved = "position not saved" if ago is None else f"position saved {_ago(ago)}"
        self._ctx.navigate.say_doing(f"{does} · {saved}" if self._screening.playable else "")

    def _place_toasts(self) -> None:
        if self._tell.isActive():
            above = self._bars.sizeHint().height() + control("status_bar") + px(24)
            self._ctx.window.setProperty("toast_above", above)


def _ago(seconds: float) -> str:
    return "just now" if seconds < 1.5 else f"{round(seconds)} s ago"
