"""Picture in picture: a small window of its own that stays on top."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row
from ms2qbank_desktop.ui.words import clock_time

from .seek_bar import SeekBar
from .surface import Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from ms2qbank_desktop.ui.commands import Commands

    from .engine import Engine
    from .screening import Screening


class PipWindow(QWidget):
    """Shows what ``screening`` plays, with the buttons one needs meanwhile.

    ``closed``: the user closed it; it is deleted then. ``back``: the user wants the large one.
    """

    closed = Signal()
    back = Signal()

    def __init__(
        self, owner: QWidget, commands: Commands, screening: Screening, engine: Engine
    ) -> None:
        super().__init__(owner, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "raised")
        self._commands = commands
        self._screening = screening
        self.surface = Surface(engine)
        self.seek_bar = SeekBar()
        self.play = IconButton("play-fill", "Play", role="text")
        rewind = IconButton("rewind", "Back 10 s")
        forward = IconButton("fast-forward", "On 10 s")
        large = Button("Open in Videos", "quiet", "arrow-square-out", size="small")
        self._time = Label("", "caption", "text-muted")
        buttons = row(rewind, self.play, forward, self._time, None, large, gap=4)
        bars = column(self.seek_bar, buttons, gap=0, margins=(8, 0, 8, 4))
        layout = column(gap=0)
        layout.addWidget(self.surface, 1)
        layout.addLayout(bars)
        self.setLayout(layout)
        self._acts: dict[str, Callable[[], object]] = {
            "player-play": self._toggle,
            "player-back-5": partial(self._jump, -5_000),
            "player-on-5": partial(self._jump, 5_000),
            "player-back-10": partial(self._jump, -10_000),
            "player-on-10": partial(self._jump, 10_000),
            "player-back-30": partial(self._jump, -30_000),
            "player-on-30": partial(self._jump, 30_000),
            "player-close": self.close,
            "player-pip": self.back.emit,
        }
        for button in (self.play, rewind, forward, large):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.clicked.connect(self._toggle)
        rewind.clicked.connect(partial(self._jump, -10_000))
        forward.clicked.connect(partial(self._jump, 10_000))
        large.clicked.connect(self.back)
        self.surface.clicked.connect(self._toggle)
        self.surface.double_clicked.connect(self.back)
        self.seek_bar.dragged.connect(screening.draw_to)
        self.seek_bar.chosen.connect(screening.seek)
        screening.moved.connect(self._on_moved)
        screening.playing_changed.connect(self._on_playing)
        screening.length_changed.connect(self.seek_bar.set_duration)
        self.seek_bar.set_duration(screening.duration_ms)
        self._on_moved(screening.position_ms)
        self._on_playing(screening.playing)

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(225 + 62))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the player do here what they do there, as the user chose them."""
        pressed = QKeySequence(event.keyCombination()).toString()
        for key, act in self._acts.items():
            if pressed in self._commands.keys.keys(key):
                act()
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _toggle(self) -> None:
        if self._screening.playing:
            self._screening.pause()
        else:
            self._screening.play()

    def _jump(self, ms: int) -> None:
        self._screening.seek(self._screening.position_ms + ms)

    def _on_moved(self, ms: int) -> None:
        self.seek_bar.set_position(ms)
        total = self._screening.duration_ms
        words = clock_time(ms) + (f" of {clock_time(total)}" if total else "")
        if words != self._time.text():
            self._time.setText(words)

    def _on_playing(self, playing: bool) -> None:
        self.play.set_icon("pause-fill" if playing else "play-fill", "text")
        self.play.set_name("Pause" if playing else "Play")
