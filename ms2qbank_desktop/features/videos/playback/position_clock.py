"""Where the play head is, between the times that libvlc tells.

libvlc 3 tells a time every 250 to 500 ms; measured against the picture, it is exact at the moment
it is told, so that what has passed since then, at the speed, gives the position to a frame.
"""

from __future__ import annotations

_SETTLING_S = 0.3
"""After a jump, what libvlc tells may still be of the place before it for so long."""
_NEAR_MS = 1_000
_SLIP_MS = 80
"""A correction backwards by no more than this waits for the time to pass."""


class PositionClock:
    """Positions are milliseconds of the recording, moments are seconds of a steady clock."""

    def __init__(self) -> None:
        self._anchor_ms = 0.0
        self._since: float | None = None
        """None: it stands still."""
        self._rate = 1.0
        self._told_ms = 0.0
        """The last answer, below which a small correction must not fall."""
        self._jumped = float("-inf")

    def position(self, now: float) -> float:
        """Return where the play head is at a moment."""
        if self._since is None:
            return self._anchor_ms
        at = self._anchor_ms + 1000 * (now - self._since) * self._rate
        if self._told_ms - _SLIP_MS < at < self._told_ms:
            return self._told_ms
        self._told_ms = at
        return at

    def jump(self, at_ms: float, now: float) -> None:
        """The play head was put somewhere; it stands until :meth:`run` or :meth:`hear`."""
        self._anchor_ms = self._told_ms = at_ms
        self._since = None
        self._jumped = now

    def run(self, now: float) -> None:
        """It moves from here on."""
        if self._since is None:
            self._since = now

    def hold(self, now: float) -> None:
        """It stands from here on."""
        self._anchor_ms = self.position(now)
        self._since = None

    def set_rate(self, rate: float, now: float) -> None:
        """It moves ``rate`` times as fast from here on."""
        if self._since is not None:
            self._anchor_ms, self._since = self.position(now), now
        self._rate = rate

    def hear(self, told_ms: float, now: float) -> None:
        """Take over a time that libvlc told at the moment ``now``, while it plays."""
        near = abs(told_ms - self._anchor_ms) < _NEAR_MS
        if now - self._jumped < _SETTLING_S and not near:
            return
        if self._since is not None:
            self._anchor_ms, self._since = told_ms, now
