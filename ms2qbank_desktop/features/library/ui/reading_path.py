"""Where a reader has been: back, and forward again, as a browser does it."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 200
"""Stops that are kept."""


class Stop(NamedTuple):
    """An article, and the place in its document that stood at the top."""

    article_id: int
    position: int


class ReadingPath:
    """The stops before and behind the one that is read now, the nearest last."""

    def __init__(self) -> None:
        self._before: list[Stop] = []
        self._behind: list[Stop] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._behind)

    def leave(self, here: Stop) -> None:
        """Go on from a stop to somewhere new."""
        if not self._before or self._before[-1] != here:
            self._before.append(here)
        del self._before[:-LONGEST]
        self._behind.clear()

    def back(self, here: Stop) -> Stop | None:
        """Return the stop before this one, None if there is none."""
        return _step(self._before, self._behind, here)

    def forward(self, here: Stop) -> Stop | None:
        """Return the stop that was left by going back, None if there is none."""
        return _step(self._behind, self._before, here)

    def back_to_another(self, here: Stop) -> Stop | None:
        """Return the last stop in another article, None if there is none."""
        while self._before and self._before[-1].article_id == here.article_id:
            self._behind.append(self._before.pop())
        return self.back(here)


def _step(taken: list[Stop], given: list[Stop], here: Stop) -> Stop | None:
    if not taken:
        return None
    given.append(here)
    return taken.pop()
