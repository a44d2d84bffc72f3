"""A video while it is played: what the player page does, without any widget.

Tells what is played from what is jumped over, and saves the position every SAVE_EVERY seconds
and at each pause, jump and close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .models import Video, Watched, WatchKind

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock

    from .service.watching import WatchingService

SAVE_EVERY = 5.0
"""Seconds between two lines of the log while it plays: what a crash can cost."""


class PlaySession:
    """One video of one user from opening to closing. Positions are milliseconds of the file."""

    def __init__(self, watching: WatchingService, clock: Clock, user_id: int, video: Video) -> None:
        self._watching = watching
        self._clock = clock
        self._user_id = user_id
        self.video = video
        self.watched: Watched = video.watched
        self.position_ms = video.watched.position_ms
        self.speed_percent = 100
        self.playing = False
        self._opened = False
        self._played_from = self.position_ms
        self._saved_at = clock.monotonic()

    def seconds_since_saved(self) -> float:
        """Return how long ago the position was put on the disk."""
        return self._clock.monotonic() - self._saved_at

    def started(self, position_ms: int) -> None:
        """It plays: the first time a view, later the end of a pause."""
        self._played_from = self.position_ms = position_ms
        self.playing = True
        if not self._opened:
            self._opened = True
            self._log(WatchKind.OPENED)

    def reached(self, position_ms: int) -> None:
        """The play head has come to ``position_ms`` by playing; saved from time to time."""
        self.position_ms = position_ms
        if self.playing and self.seconds_since_saved() >= SAVE_EVERY:
            self._log(WatchKind.PROGRESS)

    def paused(self, position_ms: int) -> None:
        """It stands still."""
        if self.playing:
            self.position_ms = position_ms
            self._log(WatchKind.PAUSED)
            self.playing = False

    def sought(self, to_ms: int) -> None:
        """The play head jumps from where it is to ``to_ms``."""
        self._log(WatchKind.SOUGHT, to_ms)
        self.position_ms = self._played_from = to_ms

    def set_speed(self, percent: int) -> None:
        """Another speed from here on; what was played is logged with the old one."""
        if self.playing and percent != self.speed_percent:
            self._log(WatchKind.PROGRESS)
        self.speed_percent = percent

    def closed(self) -> None:
        """The player leaves it."""
        if self._opened:
            self._log(WatchKind.CLOSED)
            self.playing = self._opened = False

    def _log(self, kind: WatchKind, position_ms: int | None = None) -> None:
        played = self.playing and self.position_ms > self._played_from
        self.watched = self._watching.log(
            self._user_id,
            self.video.id,
            kind,
            position_ms=self.position_ms if position_ms is None else position_ms,
            played_from_ms=self._played_from if played else self.position_ms,
            played_to_ms=self.position_ms,
            speed_percent=self.speed_percent,
        )
        self._played_from = self.position_ms
        self._saved_at = self._clock.monotonic()
