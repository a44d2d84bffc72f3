"""The player as the window sees it: no call blocks, every signal comes on the window's thread."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.videos.playback.media import AUDIO, TEXT, tracks_of, video_of
from ms2qbank_desktop.features.videos.playback.position_clock import PositionClock
from ms2qbank_desktop.features.videos.playback.transport import Kind, Message, Transport

from .shown_picture import ShownPicture
from .state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from PySide6.QtGui import QImage

    from ms2qbank_desktop.features.videos.models import Track
    from ms2qbank_desktop.features.videos.playback.media import Stream

SLOWEST, FASTEST, LOUDEST = 0.25, 4.0, 200
_TICK_MS = 40
_RUN_S = 0.3
"""Where no picture comes after a jump (sound only), the clock goes on after so long."""
_BLIND_MS = 8_000
"""A picture that has not come after so long will not come."""
_USUAL_FRAME_MS = 40.0
_DAMAGED = "It is damaged, or of a kind that VLC does not know."


class Engine(QObject):
    """Plays one file at a time. Positions and lengths are milliseconds.

    ``failed`` carries the Fault: an EnvironmentFault where there is no VLC, a UserFault for a file
    that cannot be played. ``frame_arrived`` is for what shows the picture.
    """

    frame_arrived = Signal()
    position_changed = Signal(int)
    length_changed = Signal(int)
    state_changed = Signal(object)
    tracks_changed = Signal()
    ended = Signal()
    failed = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._transport = Transport(self._tell)
        self._clock = PositionClock()
        self._opening = 0
        self._path: Path | None = None
        self._state = State.EMPTY
        self._pausing = self._opens_paused = False
        self._length_ms = 0
        self._rate, self._volume, self._muted = 1.0, 100, False
        self._loop: tuple[int, int] | None = None
        self._streams: list[Stream] = []
        self._chosen: dict[int, int | None] = {}
        self._picture = ShownPicture()
        self._said_ms = -1
        self._moved_at = 0.0
        self._tick = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._blind = QTimer(self, interval=_BLIND_MS, singleShot=True)
        self._blind.timeout.connect(self._on_blind)
        self.destroyed.connect(self._transport.close)

    def open(self, path: Path, start_ms: int = 0, *, paused: bool = False) -> None:
        """Play a file from a moment on, or show that moment's picture and wait."""
        self._path = path
        self._pausing = paused
        self._opens_paused = False
        self._opening += 1
        self._streams, self._chosen = [], {}
        self._length_ms, self._loop = 0, None
        self._clock = PositionClock()
        self._picture.clear()
        self._jump(start_ms)
        self._set_state(State.OPENING)
        self._start(start_ms)

    def close_file(self) -> None:
        """Stop and show nothing."""
        self._opening += 1
        self._transport.leave()
        self._path = None
        self._picture.clear()
        self._set_state(State.EMPTY)
        self.frame_arrived.emit()

    def close(self) -> None:
        """Let go of libvlc; nothing can be played afterwards. Does not wait."""
        self._tick.stop()
        self._blind.stop()
        self._transport.close()
        self._path = None
        self._state = State.EMPTY

    def play(self) -> None:
        """Go on; from the beginning where it had ended."""
        self._pausing = False
        if self._state is State.ENDED:
            self._again(0)
        else:
            self._transport.call(lambda player: player.set_pause(0))

    def pause(self) -> None:
        """Stand still."""
        self._pausing = True
        if self._state is State.PLAYING:
            self._transport.call(lambda player: player.set_pause(1))

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._pausing or self._state is State.ENDED:
            self.play()
        else:
            self.pause()

    def seek(self, at_ms: int) -> None:
        """Go to a moment, exactly; it plays or stands as before."""
        if self._path is None or self._state is State.FAILED:
            return
        at_ms = max(0, min(at_ms, self._length_ms or at_ms))
        if self._state is State.ENDED:
            self._again(at_ms)
        else:
            self._jump(at_ms)
            self._transport.seek(at_ms)

    def step_frame(self) -> None:
        """Stand at the next frame."""
        if self._state in (State.PLAYING, State.PAUSED):
            self.pause()
            self._transport.step()
            self._jump(round(self._clock.position(time.monotonic()) + self.frame_ms))

    def step_back(self) -> None:
        """Stand at the frame before (to two frames: libvlc goes to what it can decode)."""
        self.pause()
        at = self._clock.position(time.monotonic())
        self.seek(math.ceil((math.floor(at / self.frame_ms + 0.01) - 1) * self.frame_ms))

    def set_rate(self, rate: float) -> None:
        """Play so many times as fast, 0.25 to 4; voices keep their pitch."""
        self._rate = rate = max(SLOWEST, min(FASTEST, rate))
        self._transport.set_rate(rate)

    def set_volume(self, percent: int) -> None:
        """Set the loudness; above 100 it is amplified, up to 200."""
        self._volume = max(0, min(LOUDEST, percent))
        self._transport.call(self._loudness())

    def set_muted(self, muted: bool) -> None:
        """Make it silent, or as loud as it was."""
        self._muted = muted
        self._transport.call(self._loudness())

    def set_audio_track(self, track: int) -> None:
        """Play another of ``audio_tracks``."""
        self._choose(AUDIO, track, lambda player: player.audio_set_track(track))

    def set_subtitle_track(self, track: int | None) -> None:
        """Let libvlc draw one of ``subtitle_tracks`` into the picture, or none."""
        number = -1 if track is None else track
        self._choose(TEXT, track, lambda player: player.video_set_spu(number))

    def set_loop(self, a_ms: int, b_ms: int) -> None:
        """Play from a to b again and again."""
        self._loop = (min(a_ms, b_ms), max(a_ms, b_ms))

    def clear_loop(self) -> None:
        """Go on beyond the loop."""
        self._loop = None

    @property
    def state(self) -> State:
        return self._state

    @property
    def position_ms(self) -> int:
        """Where it is, to a frame: what libvlc told last and what has passed since."""
        at = max(0.0, self._clock.position(time.monotonic()))
        return round(min(at, self._length_ms or at))

    @property
    def length_ms(self) -> int:
        return self._length_ms

    @property
    def rate(self) -> float:
        return self._rate

    @property
    def volume(self) -> int:
        return self._volume

    @property
    def muted(self) -> bool:
        return self._muted

    @property
    def loop(self) -> tuple[int, int] | None:
        return self._loop

    @property
    def audio_tracks(self) -> tuple[Track, ...]:
        return tracks_of(self._streams, AUDIO)

    @property
    def subtitle_tracks(self) -> tuple[Track, ...]:
        """Those in the file."""
        return tracks_of(self._streams, TEXT)

    @property
    def audio_track(self) -> int | None:
        """The id of the track that is played."""
        return self._chosen.get(AUDIO, next((one.id for one in self.audio_tracks), None))

    @property
    def subtitle_track(self) -> int | None:
        """The id of the track that libvlc draws."""
        return self._chosen.get(TEXT)

    @property
    def has_video(self) -> bool:
        return video_of(self._streams) is not None

    @property
    def frame_ms(self) -> float:
        """How long a picture lasts."""
        video = video_of(self._streams)
        return 1000 / video.frames_per_s if video and video.frames_per_s else _USUAL_FRAME_MS

    @property
    def shown(self) -> QImage:
        """The picture now, for painting at once: its memory changes with the next one."""
        return self._picture.image

    def picture(self) -> QImage:
        """Return a copy of the picture now, null if there is none."""
        return self._picture.image.copy()

    def _start(self, start_ms: int) -> None:
        if (path := self._path) is not None:
            self._transport.open(self._opening, path, start_ms, self._loudness())

    def _loudness(self) -> Callable[[Any], None]:
        volume, muted = self._volume, self._muted

        def act(player: Any) -> None:
            player.audio_set_volume(volume)
            player.audio_set_mute(muted)

        return act

    def _again(self, at_ms: int) -> None:
        """Open the same file anew: libvlc lets it go at its end."""
        self._opening += 1
        self._jump(at_ms)
        self._set_state(State.OPENING)
        self._start(at_ms)

    def _choose(self, kind: int, track: int | None, act: Callable[[Any], object]) -> None:
        self._chosen[kind] = track
        self._transport.call(act)
        self.tracks_changed.emit()

    def _jump(self, at_ms: int) -> None:
        self._moved_at = time.monotonic()
        self._clock.jump(at_ms, self._moved_at)
        self._say_position()

    def _say_position(self) -> None:
        at = self.position_ms
        if at != self._said_ms:
            self._said_ms = at
            self.position_changed.emit(at)

    def _set_state(self, state: State) -> None:
        if state is State.PLAYING:
            self._tick.start()
        else:
            self._tick.stop()
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    def _tell(self, message: Message) -> None:
        """Bring a message home from a thread of libvlc's."""
        try:
            self._told.emit(message)
        except RuntimeError:  # the engine has been deleted, and its transport is being closed
            return

    def _on_told(self, message: Message) -> None:
        if message.opening != self._opening:
            return  # of a file that is not open any more
        match message.kind:
            case Kind.PICTURE:
                self._on_picture(message.at)
            case Kind.TIME:
                self._clock.hear(message.value, message.at)
            case Kind.RATE:
                self._clock.set_rate(message.value, message.at)
            case Kind.PLAYING:
                self._on_playing()
            case Kind.PAUSED:
                self._on_paused(message.at)
            case Kind.LENGTH:
                if message.value > 0 and message.value != self._length_ms:
                    self._length_ms = message.value
                    self.length_changed.emit(self._length_ms)
            case Kind.TRACKS if message.value != self._streams:
                self._streams = message.value
                self.tracks_changed.emit()
            case Kind.ENDED:
                self._on_end()
            case Kind.FAILED:
                self._fail(message.value)

    def _on_picture(self, at: float) -> None:
        first = self._picture.image.isNull()
        if (bitmap := self._transport.take()) is None:
            return
        self._picture.show(bitmap)
        if self._state is State.PLAYING and not self._pausing:
            self._clock.run(at)
        self.frame_arrived.emit()
        if first:
            self._blind.stop()
            if self._pausing:
                self._opens_paused = True
                self._transport.call(lambda player: player.set_pause(1))

    def _on_paused(self, at: float) -> None:
        self._clock.hold(at)
        self._set_state(State.PAUSED)
        self._say_position()
        if self._opens_paused:
            # The first picture may be one before the moment. Asked for sooner, while it is about
            # to pause, libvlc takes the seek and shows nothing of it.
            self._opens_paused = False
            self._transport.seek(self.position_ms)

    def _on_playing(self) -> None:
        if not self._picture.image.isNull():
            self._clock.run(time.monotonic())
        elif self.has_video:
            self._blind.start()
        self._transport.call(self._loudness())  # some outputs take it only when they sound
        if self._pausing and not self.has_video:
            self._transport.call(lambda player: player.set_pause(1))
        self._set_state(State.PLAYING)

    def _on_end(self) -> None:
        if self._loop is not None and self._state is State.PLAYING:
            self._again(self._loop[0])
            return
        unseen = self._picture.image.isNull() and self.position_ms <= self._length_ms / 2
        if unseen and not (self._length_ms and self.audio_tracks):
            self._fail(None)
            return
        if self._length_ms:
            self._clock.jump(self._length_ms, time.monotonic())
        self._set_state(State.ENDED)
        self._say_position()
        self.ended.emit()

    def _fail(self, fault: Fault | None) -> None:
        self._blind.stop()
        self._set_state(State.FAILED)
        name = self._path and self._path.name
        self.failed.emit(fault or UserFault(f"{name} cannot be played.", advice=_DAMAGED))

    def _on_blind(self) -> None:
        if not self.audio_tracks:
            self._transport.leave()
            self._fail(None)

    def _on_tick(self) -> None:
        if (now := time.monotonic()) - self._moved_at > _RUN_S:
            self._clock.run(now)
        if self._loop is not None and self.position_ms >= self._loop[1]:
            self.seek(self._loop[0])
        self._say_position()
