"""How the player is laid out: picture, seek bar and controls, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import column, ground
from ms2qbank_desktop.ui.widgets.splitter import Splitter

from .player_controls import PlayerControls
from .player_header import PlayerHeader
from .player_stage import Stage
from .seek_bar import SeekBar
from .surface import Surface

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.core.settings import Settings

    from .engine import Engine

_SIDE, _SIDE_LEAST = 320, 280
_FILM, _FILM_LEAST = 900, 480
_AROUND = (24, 12, 16, 10)


class PlayerFrame(QWidget):
    """The widgets of a player, without what they do. ``bars`` are the seek bar and the controls,
    which in full screen lie over the picture.

    The panels stand beside the picture. In full screen, and where there is no room for both, they
    are a drawer over it, closed at first.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._full = self._drawer = self._drawer_open = False
        self.header = PlayerHeader()
        self.surface = Surface(engine)
        self.stage = Stage(self.surface)
        self.seek_bar = SeekBar()
        self.controls = PlayerControls()
        self.bars = QWidget()
        self._bars_column = column(self.seek_bar, self.controls, gap=4)
        self.bars.setLayout(self._bars_column)
        self._film = column(self.header, gap=8, margins=_AROUND)
        self._film.addWidget(self.stage, 1)
        self._film.add(self.bars)
        self._place = QWidget()
        self._place.setLayout(self._film)
        self.setFocusProxy(self.stage)

    def add_panels(self, panels: QWidget) -> None:
        """Put the panels at the right; the divider can be moved."""
        self._panels = panels
        sides = (self._place, _FILM), (panels, _SIDE)
        self._splitter = Splitter(*sides, wide=self._place, least=_SIDE_LEAST)
        self._sizes = self._splitter.sizes()
        self.setLayout(column(self._splitter, gap=0))
        signals().changed.connect(self._place_panels)
        follow(self._settings, "video_panels_shown", self, lambda _shown: self._place_panels())
        self._place_panels()

    def set_full(self, *, full: bool) -> None:
        """Show the picture alone, the bars lying over it, or everything."""
        self._full = full
        self.header.setVisible(not full)
        self._film.set_margins(0 if full else _AROUND)
        self._bars_column.set_margins((24, 6, 24, 10) if full else 0)
        if full:
            self._film.removeWidget(self.bars)
            ground(self.bars, "raised")
            self.bars.raise_()
        elif self._film.indexOf(self.bars) < 0:
            ground(self.bars, "none")
            self._film.addWidget(self.bars)
        self.bars.style().unpolish(self.bars)
        self.bars.style().polish(self.bars)
        self.surface.set_bottom_margin(self.bars.sizeHint().height() if full else 0)
        self._place_panels()

    def toggle_panels(self) -> None:
        """Show or hide what stands beside the picture, or open and close the drawer."""
        if self._drawer:
            self._drawer_open = not self._drawer_open
        else:
            shown = not self._settings.get("video_panels_shown")
            self._settings.set("video_panels_shown", shown)
        self._place_panels()

    def show_panels(self) -> None:
        """Show the panels if they are hidden."""
        if not self._panels_shown:
            self.toggle_panels()

    def close_drawer(self) -> bool:
        """Close the drawer; False if there is none, or it is closed."""
        was_open = self._drawer and self._drawer_open
        if was_open:
            self.toggle_panels()
        return was_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panels()

    @property
    def _panels_shown(self) -> bool:
        return self._drawer_open if self._drawer else self._settings.get("video_panels_shown")

    def _place_panels(self) -> None:
        drawer = self._full or self.width() < px(_FILM_LEAST + _SIDE_LEAST)
        if drawer != self._drawer:
            self._drawer, self._drawer_open = drawer, False
            if drawer:
                self._sizes = self._splitter.sizes()
                self._panels.setParent(self)
            else:
                self._splitter.addWidget(self._panels)
                self._splitter.setSizes(self._sizes)
        shown = self._panels_shown
        self._panels.setVisible(shown)
        self.header.panels.setChecked(shown)
        if drawer and shown:
            foot = self.bars.sizeHint().height() if self._full else 0
            wide = min(px(_SIDE), self.width())
            self._panels.setGeometry(self.width() - wide, 0, wide, self.height() - foot)
            self._panels.raise_()
