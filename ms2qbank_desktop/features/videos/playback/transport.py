"""One player of libvlc's and the thread that speaks to it, for what it is told may block.

A file is opened by a new player; the one before is stopped on a thread of its own, since that can
take a second (libvlc waits for the next picture of a slide show) and more (for the next subtitle).
"""

from __future__ import annotations

import atexit
import logging
import queue
import threading
import time
import weakref
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import Fault

from .media import open_media, streams, video_of
from .memory_output import MemoryOutput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.core.libvlc import Vlc

    from .media import Stream
    from .memory_output import Bitmap, Size

log = logging.getLogger(__name__)

WIDEST, HIGHEST = 1920, 1200
"""Larger pictures are made smaller by libvlc, in its own thread."""
_OPTIONS = (
    ":sub-language=none",
    # ms read ahead. At a change of speed libvlc jumps or halts by as much; 300 is its own choice.
    ":file-caching=100",
)
_SEEK_S = 0.5
"""The next seek waits so long for the one before, which takes a tenth of that."""
_SETTLING_S, _LATEST_S = 0.3, 5.0
"""The speed is put on so long after a seek is buffered, or after it was made at the latest."""
_FULL = 100.0
_GOODBYE_S = 3.0


class Kind(Enum):
    """What is told. The value is that of the Message."""

    PLAYING = auto()
    PAUSED = auto()
    TIME = auto()  # milliseconds
    RATE = auto()  # float, from now on
    LENGTH = auto()  # milliseconds
    TRACKS = auto()  # list[Stream]
    PICTURE = auto()
    ENDED = auto()
    FAILED = auto()  # Fault, or None: libvlc gave no reason


@dataclass(frozen=True, slots=True)
class Message:
    """``opening``: the number of the open() it belongs to; ``at``: when, in monotonic seconds."""

    kind: Kind
    opening: int
    at: float
    value: Any = None


class _Playing:
    """A player with what must live as long as it does."""

    def __init__(self, vlc: Vlc, path: Path, start_ms: int) -> None:
        self.media = open_media(vlc, path, *_OPTIONS)
        self.player = vlc.instance.media_player_new()
        self.player.set_media(self.media)
        self.events = self.player.event_manager()
        self.output: MemoryOutput | None = None
        # libvlc's own option for a start shows all pictures from the key frame before it on.
        self.start_ms = start_ms
        self.visible = start_ms == 0

    def end(self) -> None:
        self.player.stop()
        self.player.release()
        self.media.release()
        if self.output is not None:
            self.output.release()


class Transport:
    """Calls return at once and are carried out in their order; ``tell`` is called on any thread."""

    def __init__(self, tell: Callable[[Message], None]) -> None:
        self._tell = tell
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._sought: int | None = None
        self._buffered = threading.Event()
        self._resought = False
        self._rate = 1.0
        self._rate_due: float | None = None
        self._playing: _Playing | None = None
        self._opening = 0
        self._closed = False
        self._endings: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._work, name="player", daemon=True)
        self._thread.start()
        _alive.add(self)

    # From any thread

    def open(self, opening: int, path: Path, start_ms: int, prepare: Callable[[Any], None]) -> None:
        """Play a file from a moment on; ``prepare(player)`` sets the volume before."""
        self._calls.put(lambda: self._open(opening, path, start_ms, prepare))

    def leave(self) -> None:
        """Stop, and let the file go."""
        self._calls.put(self._leave)

    def call(self, act: Callable[[Any], object]) -> None:
        """Run ``act(player)``, if a file is open then."""

        def run() -> None:
            if self._playing is not None:
                act(self._playing.player)

        self._calls.put(run)

    def set_rate(self, rate: float) -> None:
        """Play so many times as fast, this file and the next ones.

        libvlc 3 misplaces a seek by seconds when it plays at another speed than 1 (it takes the
        stretch from the key frame to the moment for time on the clock), so that the speed is taken
        off before a seek and put on after it.
        """

        def run() -> None:
            self._rate = rate
            if self._rate_due is None:
                self._apply_rate()

        self._calls.put(run)

    def seek(self, at_ms: int) -> None:
        """Go to a moment; of seeks that come faster than pictures, only the last is made."""
        with self._lock:
            waiting, self._sought = self._sought is not None, at_ms
        if not waiting:
            self._calls.put(self._seek)

    def step(self) -> None:
        """Pause, if it plays, and show the next frame."""

        def run(player: Any) -> None:
            player.next_frame()
            if self._resought:  # the first one shows the picture of the seek again
                player.next_frame()
            self._resought = False

        self.call(run)

    def take(self) -> Bitmap | None:
        """Return the newest picture; it stays as it is until the next call."""
        playing = self._playing
        return playing.output.take() if playing is not None and playing.output else None

    def close(self) -> None:
        """Stop for good; nothing is told any more. Does not wait."""
        self._closed = True
        self._calls.put(None)

    def join(self, timeout_s: float) -> bool:
        """Wait until all players have been let go, after :meth:`close`."""
        until = time.monotonic() + timeout_s
        self._thread.join(timeout_s)
        for thread in self._endings:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in (self._thread, *self._endings))

    # On the thread of the player

    def _work(self) -> None:
        while True:
            due = self._rate_due
            try:
                act = self._calls.get(timeout=due and max(0.0, due - time.monotonic()))
            except queue.Empty:
                self._rate_due = None
                act = self._apply_rate
            if act is None:
                break
            if self._closed:
                continue
            try:
                act()
            except Exception:
                log.exception("the player was asked for what it cannot do")
        self._leave()

    def _settle(self) -> None:
        self._rate_due = time.monotonic() + _SETTLING_S

    def _apply_rate(self) -> None:
        if self._playing is not None:
            self._playing.player.set_rate(self._rate)
            self._say(Kind.RATE, self._opening, self._rate)

    def _open(
        self, opening: int, path: Path, start_ms: int, prepare: Callable[[Any], None]
    ) -> None:
        self._leave()
        self._opening = opening
        try:
            vlc = libvlc.load()
            playing = _Playing(vlc, path, start_ms)
        except Fault as fault:
            self._say(Kind.FAILED, opening, fault)
            return
        self._listen(vlc, playing, opening)
        prepare(playing.player)
        self._playing = playing
        self._buffered.clear()
        self._rate_due = time.monotonic() + _LATEST_S
        playing.player.play()

    def _listen(self, vlc: Vlc, playing: _Playing, opening: int) -> None:
        event = vlc.module.EventType

        def on(kind: Any, told: Kind, value: Callable[[Any], Any] = lambda _: None) -> None:
            # The binding keeps one function for each kind of event.
            def hear(event: Any) -> None:
                if kind in complete:
                    self._say(Kind.TRACKS, opening, tracks())
                if told is not Kind.TIME or playing.visible:
                    self._say(told, opening, value(event.u))

            playing.events.event_attach(kind, hear)

        def tracks() -> list[Stream]:
            return streams(vlc, playing.media)

        def fit(offered: Size) -> Size:
            shown = video_of(tracks())
            wide, high = (shown.width, shown.height) if shown else offered
            share = min(1.0, WIDEST / wide, HIGHEST / high)
            return max(1, round(wide * share)), max(1, round(high * share))

        def on_buffering(event: Any) -> None:
            if event.u.new_cache < _FULL or opening != self._opening:
                return
            if playing.start_ms:
                start_ms, playing.start_ms = playing.start_ms, 0
                self.seek(start_ms)
            else:
                playing.visible = True
                self._buffered.set()
                self._calls.put(self._settle)

        def on_picture() -> None:
            if playing.visible:
                self._say(Kind.PICTURE, opening)
            elif playing.output is not None:
                playing.output.take()

        # When a track is added it is not in the list yet; now all are.
        complete = (event.MediaPlayerLengthChanged, event.MediaPlayerPlaying)
        on(event.MediaPlayerPlaying, Kind.PLAYING)
        playing.events.event_attach(event.MediaPlayerBuffering, on_buffering)
        on(event.MediaPlayerPaused, Kind.PAUSED)
        on(event.MediaPlayerTimeChanged, Kind.TIME, lambda told: told.new_time)
        on(event.MediaPlayerLengthChanged, Kind.LENGTH, lambda told: told.new_length)
        on(event.MediaPlayerEndReached, Kind.ENDED)
        on(event.MediaPlayerEncounteredError, Kind.FAILED)
        playing.output = MemoryOutput(vlc, playing.player, fit, on_picture)

    def _seek(self) -> None:
        with self._lock:
            at_ms, self._sought = self._sought, None
        if self._playing is None or at_ms is None:
            return
        player = self._playing.player
        if self._rate != 1.0:
            player.set_rate(1.0)
            self._say(Kind.RATE, self._opening, 1.0)
        self._buffered.clear()
        self._rate_due = time.monotonic() + _LATEST_S
        player.set_time(at_ms)
        self._resought = not player.is_playing()
        self._buffered.wait(_SEEK_S)

    def _leave(self) -> None:
        playing, self._playing = self._playing, None
        if playing is None:
            return
        playing.player.set_pause(1)  # silent at once, however long stopping takes
        self._endings = [thread for thread in self._endings if thread.is_alive()]
        ending = threading.Thread(target=playing.end, name="player-end", daemon=True)
        self._endings.append(ending)
        ending.start()

    def _say(self, kind: Kind, opening: int, value: Any = None) -> None:
        if not self._closed:
            self._tell(Message(kind, opening, time.monotonic(), value))


_alive: weakref.WeakSet[Transport] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """libvlc must not call into an interpreter that is being taken down."""
    waiting = list(_alive)
    for transport in waiting:
        transport.close()
    for transport in waiting:
        transport.join(_GOODBYE_S)
