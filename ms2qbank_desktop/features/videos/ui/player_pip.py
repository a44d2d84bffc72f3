"""The player's picture in a small window, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .pip_window import PipWindow

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine
    from .player_page import PlayerPage


class PlayerPip(QObject):
    """Opens and closes the small window of ``player``; ``changed`` after either."""

    changed = Signal()

    def __init__(self, ctx: UiContext, player: PlayerPage, engine: Engine) -> None:
        super().__init__(player)
        self._ctx = ctx
        self._player = player
        self._engine = engine
        self._window: PipWindow | None = None

    @property
    def on(self) -> bool:
        """Whether the picture is in the small window."""
        return self._window is not None

    def toggle(self) -> None:
        """Open it, or close it."""
        if self._window is None:
            self._open()
        else:
            self.close()

    def close(self) -> None:
        """Show the picture in the player again."""
        if self._window is not None:
            self._window.close()

    def show_title(self, title: str) -> None:
        """Name the video in the title of the window, if it is open."""
        if self._window is not None:
            self._window.setWindowTitle(title)

    def _open(self) -> None:
        player = self._player
        player.full_screen.leave()
        window = PipWindow(player, self._ctx.commands, player.screening, self._engine)
        self._window = window
        self.show_title(player.video.about.title)
        window.closed.connect(self._on_closed)
        window.back.connect(self._on_back)
        player.captions.add_surface(window.surface)
        window.show()
        self.changed.emit()

    def _on_closed(self) -> None:
        if self._window is not None:
            self._player.captions.drop_surface(self._window.surface)
            self._window = None
            self.changed.emit()

    def _on_back(self) -> None:
        self._ctx.navigate.open("videos")
        self._ctx.window.activateWindow()
        self.close()
