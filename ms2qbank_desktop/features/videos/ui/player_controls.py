"""The row of buttons under the seek bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.words import clock_time

from .player_words import left_text, speed_text
from .volume_bar import VolumeBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.ui.commands import Commands

_NO_TIME_LEFT, _NO_CAPTIONS_WORD, _NO_LOOP_WORDS = range(1, 4)
_NO_VOLUME, _NO_BOOKMARK_WORD, _NO_TOTAL = range(4, 7)

_LEAST = 440


class PlayerControls(QWidget):
    """Shows the state it is told and runs commands; it keeps nothing of its own.

    Where room is short it gives up, in this order: the time left, the word of the captions, the
    times of the loop, the volume bar, the word of the bookmark, the total.
    """

    def __init__(self) -> None:
        super().__init__()
        self.previous = IconButton("skip-back", "Previous video")
        self.back = IconButton("rewind", "Back 10 s")
        self.play = Button("", "primary", "play-fill")
        self.forward = IconButton("fast-forward", "On 10 s")
        self.next = IconButton("skip-forward", "Next video")
        self._at = Label("0:00", "strong")
        self._rest = Label("", "body", "text-muted")
        self.speed = Button("1×", "quiet")
        self.audio = IconButton("music-notes", "Audio track")
        self.captions = Button("Captions", "secondary", "closed-captioning")
        self.loop = Button("", "quiet", "repeat")
        self.mute = IconButton("speaker-high", "Mute")
        self.volume = VolumeBar()
        self.bookmark = Button("Bookmark", "secondary", "bookmark-simple")
        self.bookmark.setAccessibleName("Bookmark")
        self._line = line(vertical=True)
        self._line.setFixedHeight(24)
        self._total = self._left = self._captions_word = self._loop_words = ""
        self._thrift = 0
        self.captions.setCheckable(True)
        self.loop.setCheckable(True)
        self.loop.setAccessibleName("Repeat from A to B")
        layout = row(self.previous, self.back, self.play, self.forward, self.next, gap=4)
        self._row = layout
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addSpacing(8)
        layout.add(self._at, self._rest, None, self.speed, self.audio, self.captions, self.loop)
        layout.add(self.mute, self.volume)
        layout.addSpacing(8)
        layout.add(self._line)
        layout.addSpacing(8)
        layout.add(self.bookmark)
        self.setLayout(layout)
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Space still plays
        self.audio.hide()
        signals().changed.connect(self._fit)
        self.show_playing(playing=False)
        self.show_captions("Off", on=False)

    def bind(self, commands: Commands) -> None:
        """Have the buttons show the keys of their commands and run them."""
        for button, key in (
            (self.previous, "player-previous"),
            (self.back, "player-back-10"),
            (self.play, "player-play"),
            (self.forward, "player-on-10"),
            (self.next, "player-next"),
            (self.loop, "player-loop"),
            (self.mute, "player-mute"),
            (self.bookmark, "player-bookmark"),
        ):
            if button not in (self.play, self.loop):  # a cap would make these two jump about
                commands.bind(button, key)
            button.clicked.connect(lambda _checked=False, key=key: commands.run(key))

    def show_time(self, ms: int, total_ms: int, speed: int) -> None:
        """Say where it is and how long the rest takes."""
        self._at.setText(clock_time(ms))
        self._total = f"of {clock_time(total_ms)}" if total_ms else ""
        self._left = left_text(total_ms - ms, speed) if total_ms else ""
        self._say_rest()

    def show_playing(self, *, playing: bool) -> None:
        """Show what the big button does now."""
        self.play.set_icon("pause-fill" if playing else "play-fill")
        self.play.setAccessibleName("Pause" if playing else "Play")
        self.play.setToolTip("Pause" if playing else "Play")

    def show_playable(self, *, playable: bool) -> None:
        """Say whether there is something to play."""
        for button in (self.play, self.speed, self.loop, self.captions):
            button.setEnabled(playable)

    def show_speed(self, percent: int) -> None:
        """Show the speed."""
        self.speed.setText(speed_text(percent))
        self.speed.setAccessibleName(f"Speed {speed_text(percent)}")

    def show_captions(self, word: str, *, on: bool) -> None:
        """Name the captions that are shown."""
        self._captions_word = word
        self.captions.setChecked(on)
        self.captions.setAccessibleName(f"Captions: {word}")
        self._fit()

    def show_loop(self, loop: tuple[int, int | None] | None) -> None:
        """Show the stretch that repeats."""
        if loop is None:
            words = ""
        else:
            start, end = loop
            words = f"{clock_time(start)}–{'…' if end is None else clock_time(end)}"
        self._loop_words = words
        self.loop.setChecked(loop is not None)
        begun = loop is not None and loop[1] is None
        does = "repeat from A to here" if begun else "from here on" if loop is None else "end it"
        self.loop.setToolTip(" ".join((f"Repeat a stretch: {does}", words)).strip())
        self._fit()

    def show_volume(self, percent: int, *, muted: bool) -> None:
        """Show how loud it is."""
        silent = muted or percent == 0
        name = "speaker-x" if silent else "speaker-low" if percent < 50 else "speaker-high"
        self.mute.set_icon(name)
        self.mute.set_name("Sound on" if silent else "Mute")
        self.volume.set_volume(percent, muted=muted)

    def show_list(self, *, previous: bool, following: bool) -> None:
        """Say whether the playlist has a video before and after this one."""
        self.previous.setVisible(previous or following)
        self.next.setVisible(previous or following)
        self.previous.setEnabled(previous)
        self.next.setEnabled(following)
        self._fit()

    def show_audio(self, tracks: int) -> None:
        """Offer the menu of audio tracks where there is more than one."""
        self.audio.setVisible(tracks > 1)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What is left when everything was given up that can be."""
        return QSize(px(_LEAST), self._row.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say_rest(self) -> None:
        rest = [self._total if self._thrift < _NO_TOTAL else ""]
        rest += [self._left if self._thrift < _NO_TIME_LEFT else ""]
        words = " · ".join(part for part in rest if part)
        if words != self._rest.text():
            self._rest.setText(words)

    def _fit(self) -> None:
        """Give up as little as the width asks for."""
        for thrift in range(_NO_TOTAL + 1):
            self._thrift = thrift
            self._say_rest()
            self.captions.setText(self._captions_word if thrift < _NO_CAPTIONS_WORD else "")
            self.loop.setText(self._loop_words if thrift < _NO_LOOP_WORDS else "")
            self.volume.setVisible(thrift < _NO_VOLUME)
            self.bookmark.setText("Bookmark" if thrift < _NO_BOOKMARK_WORD else "")
            if self._row.sizeHint().width() <= self.width():
                return
