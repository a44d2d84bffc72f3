"""The player's picture in a small window, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .pip_window import PipWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine
    from .player_captions import PlayerCaptions
    from .screening import Screening


class PlayerPip(QObject):
    """Opens and closes the small window; ``about_to_open`` before, ``changed`` after either."""

    about_to_open = Signal()
    changed = Signal()

    def __init__(
        self,
        ctx: UiContext,
        screening: Screening,
        engine: Engine,
        captions: PlayerCaptions,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._screening = screening
        self._engine = engine
        self._captions = captions
        self._parent = parent
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
        self.about_to_open.emit()
        window = PipWindow(self._parent, self._ctx.commands, self._screening, self._engine)
        self._window = window
        self.show_title(self._screening.video.about.title)
        window.closed.connect(self._on_closed)
        window.back.connect(self._on_back)
        self._captions.add_surface(window.surface)
        window.show()
        self.changed.emit()

    def _on_closed(self) -> None:
        if self._window is not None:
            self._captions.drop_surface(self._window.surface)
            self._window = None
            self.changed.emit()

    def _on_back(self) -> None:
        self._ctx.navigate.open("videos")
        self._ctx.window.activateWindow()
        self.close()
