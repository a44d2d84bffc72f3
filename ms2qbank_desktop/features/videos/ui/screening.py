"""A video while it plays: what the engine does, and the log of what was watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.features.videos.session import SAVE_EVERY, PlaySession

from .state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

    from .awake import Awake
    from .engine import Engine

_BACKWARDS_MS = 700
"""So far back it does not come by playing: the stretch that repeats has begun anew."""


class Screening(QObject):
    """One video after the other on one engine; of what cannot be played only a place in it.

    ``moved`` carries the position, ``playing_changed`` whether it plays, ``failed`` the Fault that
    says why it cannot be played. ``ended``: it has come to its end by playing.
    """

    moved = Signal(int)
    playing_changed = Signal(bool)
    length_changed = Signal(int)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, ctx: UiContext, engine: Engine, awake: Awake, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.engine = engine
        self._session: PlaySession | None = None
        self._video: Video | None = None
        self._position_ms = 0
        self._playing = False
        self._drawn = False
        self._not_saved_at: float | None = None
        self.playable = False
        self._awake = awake
        engine.position_changed.connect(self._on_position)
        engine.state_changed.connect(self._on_state)
        engine.length_changed.connect(self._on_length)
        engine.failed.connect(self._on_failed)

    @property
    def video(self) -> Video:
        """The video that was taken up last."""
        assert self._video is not None  # noqa: S101 (asked for only with one)
        return self._video

    @property
    def position_ms(self) -> int:
        """Where it is, exact to a frame while it plays."""
        if self._playing and not self._drawn:
            return self.engine.position_ms
        return self._position_ms

    @property
    def duration_ms(self) -> int:
        """How long it is; 0 while nobody knows."""
        known = self._session.video.probe.duration_ms if self._session is not None else 0
        return (self.engine.length_ms if self.playable else 0) or known

    @property
    def playing(self) -> bool:
        """Whether it moves."""
        return self._playing

    def saved_ago(self) -> float | None:
        """Return how many seconds ago the position was put on the disk; None if that failed."""
        if self._session is None or self._not_saved_at is not None:
            return None
        return self._session.seconds_since_saved()

    def open(self, video: Video, at_ms: int, speed: int) -> None:
        """Take up a video at ``at_ms``; it begins to play if it can be played."""
        self.close()
        self._video = video
        service = self._ctx.service(WatchingService)
        self._session = PlaySession(service, self._ctx.clock, self._ctx.user_id, video)
        self._session.set_speed(speed)
        self._position_ms = at_ms
        self._not_saved_at = None
        self.moved.emit(at_ms)

    def start(self, path: Path) -> None:
        """Load the file of the video and play it."""
        self.playable = True
        self.engine.open(path, self._position_ms)

    def close(self) -> None:
        """Keep where it is, and let go of the file."""
        if self._session is None:
            return
        self._position_ms = self.position_ms
        self._save(lambda session: session.reached(self._position_ms))
        self._save(lambda session: session.closed())
        self._session = None
        self._set_playing(False)
        if self.playable:
            self.engine.close_file()
        self.playable = False

    # What the student does

    def play(self) -> None:
        """Go on."""
        if self.playable:
            self.engine.play()

    def pause(self) -> None:
        """Stand still; the position is on the disk when this returns."""
        if not self.playable:
            return
        self.engine.pause()
        if not self._playing:
            return
        self._position_ms = self.engine.position_ms
        self._save(lambda session: session.paused(self._position_ms))
        self._set_playing(False)

    def seek(self, ms: int) -> None:
        """Jump, and keep that."""
        target = self._inside(ms)
        # Before the engine tells of the new place, as if it were played till there.
        self._save(lambda session: session.sought(target))
        self._drawn = False
        self._go_to(target)

    def draw_to(self, ms: int) -> None:
        """Show a place while the pointer is looking for one; :meth:`seek` ends it."""
        if not self._drawn and self._playing:
            self._save(lambda session: session.reached(self.position_ms))
        self._drawn = True
        self._go_to(ms)

    def step(self, frames: int) -> None:
        """Stand still and show the frame after (1) or before (−1)."""
        if not self.playable:
            return
        self.pause()
        if frames > 0:
            self.engine.step_frame()
        else:
            self.engine.step_back()

    def set_speed(self, percent: int) -> None:
        """Play at another speed."""
        self._save(lambda session: session.set_speed(percent))
        self.engine.set_rate(percent / 100)

    # What follows from it

    def _go_to(self, ms: int) -> None:
        self._position_ms = self._inside(ms)
        if self.playable:
            self.engine.seek(self._position_ms)
        self.moved.emit(self._position_ms)

    def _inside(self, ms: int) -> int:
        return max(0, min(ms, self.duration_ms or ms))

    def _on_position(self, ms: int) -> None:
        if self._session is None or self._drawn or not self.playable:
            return
        back = self._session.position_ms - ms
        self._position_ms = ms
        if self._playing and back > _BACKWARDS_MS:
            self._save(lambda session: session.sought(ms))
        elif self._may_save():
            self._save(lambda session: session.reached(ms))
        self.moved.emit(ms)

    def _on_state(self, state: State) -> None:
        if self._session is None or not self.playable:
            return
        if state is State.PLAYING:
            self._save(lambda session: session.started(self._position_ms))
            self._set_playing(True)
        elif state is State.PAUSED:
            self._save(lambda session: session.paused(self._position_ms))
            self._set_playing(False)
        elif state is State.ENDED:
            self._position_ms = self.duration_ms or self._position_ms
            self._save(lambda session: session.paused(self._position_ms))
            self._set_playing(False)
            self.moved.emit(self._position_ms)
            self.ended.emit()

    def _on_length(self, ms: int) -> None:
        if self._session is not None and self.playable:
            self.length_changed.emit(ms)

    def _on_failed(self, fault: Fault) -> None:
        if self._session is not None:
            self.playable = False
            self._set_playing(False)
            self.failed.emit(fault)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            if playing:
                self._awake.hold()
            else:
                self._awake.let_go()
            self.playing_changed.emit(playing)

    def _may_save(self) -> bool:
        """After a fault of the disk, not twenty times a second."""
        if self._not_saved_at is None:
            return True
        return self._ctx.clock.monotonic() - self._not_saved_at > SAVE_EVERY

    def _save(self, step: Callable[[PlaySession], object]) -> None:
        if self._session is None:
            return
        try:
            step(self._session)
            self._not_saved_at = None
        except Fault as fault:
            self._not_saved_at = self._ctx.clock.monotonic()
            self._ctx.messages.show(fault)
