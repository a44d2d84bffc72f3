"""How far a video was watched: the fold of its log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .models import DONE_SHARE, Watched, WatchEvent, WatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR_START_MS = 5_000
"""Who left before this has not begun: the next time it starts at 0."""


def folded(events: Iterable[WatchEvent], duration_ms: int) -> Watched:
    """Return the state after all ``events``, the oldest first."""
    state = Watched()
    for event in events:
        state = after(state, event, duration_ms)
    return state


def after(state: Watched, event: WatchEvent, duration_ms: int) -> Watched:
    """Return the state after one more event of a video of ``duration_ms``, 0 if not known.

    It is done once something at or beyond DONE_SHARE was played, not merely jumped to, and stays
    done while it is watched again.
    """
    if event.kind is WatchKind.IMPORTED and event.carried is not None:
        return event.carried
    if event.kind is WatchKind.MARKED_UNWATCHED:
        return replace(state, position_ms=0, done=False, last_at=event.at)
    if event.kind is WatchKind.MARKED_DONE:
        return replace(state, position_ms=0, done=True, last_at=event.at)
    near_end = duration_ms * DONE_SHARE if duration_ms else float("inf")
    at_end = event.position_ms >= near_end
    played = event.end_ms - event.start_ms
    done = state.done or (played > 0 and event.end_ms >= near_end)
    start_again = (at_end and done) or event.position_ms < NEAR_START_MS
    return Watched(
        position_ms=0 if start_again else event.position_ms,
        done=done,
        watched_ms=state.watched_ms + played,
        views=state.views + (event.kind is WatchKind.OPENED),
        last_at=event.at,
    )
