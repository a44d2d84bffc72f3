"""The focus timer: minutes of work and of rest in turn, without Qt and without a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    FOCUS = "focus"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Lengths:
    """Minutes of work and of rest."""

    focus: int = 25
    rest: int = 5

    def seconds(self, phase: Phase) -> int:
        """Return how long a phase lasts."""
        return 60 * (self.focus if phase is Phase.FOCUS else self.rest)


@dataclass(frozen=True, slots=True)
class FocusTimer:
    """A timer at some moment of a steady clock that counts seconds. ``since``: when it last began
    to run, None while it stands; ``before``: seconds of the phase that ran until then; ``rounds``
    of work that were finished."""

    lengths: Lengths = Lengths()
    phase: Phase = Phase.FOCUS
    since: float | None = None
    before: float = 0.0
    rounds: int = 0

    @property
    def running(self) -> bool:
        return self.since is not None

    @property
    def begun(self) -> bool:
        """Whether the phase has begun, though it may be paused."""
        return self.running or self.before > 0

    def elapsed(self, now: float) -> float:
        """Return the seconds of this phase so far, at most its length."""
        ran = self.before + (0.0 if self.since is None else now - self.since)
        return min(ran, float(self.lengths.seconds(self.phase)))

    def left(self, now: float) -> float:
        """Return the seconds that are left of this phase."""
        return self.lengths.seconds(self.phase) - self.elapsed(now)

    def start(self, now: float) -> FocusTimer:
        """Return the timer running."""
        return self if self.running else replace(self, since=now)

    def pause(self, now: float) -> FocusTimer:
        """Return the timer standing where it is."""
        return replace(self, before=self.elapsed(now), since=None)

    def turn(self, now: float) -> FocusTimer:
        """Return the timer at the beginning of the other phase, running if this one did."""
        was_focus = self.phase is Phase.FOCUS
        return replace(
            self,
            phase=Phase.BREAK if was_focus else Phase.FOCUS,
            since=now if self.running else None,
            before=0.0,
            rounds=self.rounds + was_focus,
        )

    def reset(self, lengths: Lengths | None = None) -> FocusTimer:
        """Return the timer at its beginning, with other lengths if there are any."""
        return FocusTimer(lengths or self.lengths)
