"""What was watched: the log, and the state of each video that follows from it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.videos.models import Watched, WatchEvent, WatchKind
from ms2qbank_desktop.features.videos.tables import VideoRow, WatchEventRow
from ms2qbank_desktop.features.videos.watching import after, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.storage.store import Store, WriteSession

ID_BITS = 21
"""Below the milliseconds of an id."""


class WatchingService:
    """The watching of one data folder; a video of another user is not touched."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def log(
        self,
        user_id: int,
        video_id: int,
        kind: WatchKind,
        *,
        position_ms: int,
        played_from_ms: int | None = None,
        played_to_ms: int | None = None,
        speed_percent: int = 100,
    ) -> Watched:
        """Write one line of the log and return the state it gives.

        ``played_from_ms`` to ``played_to_ms`` was played since the last line; nothing if left out.
        """
        start = position_ms if played_from_ms is None else played_from_ms
        event = WatchEvent(
            kind,
            self._clock.now(),
            start,
            max(start, position_ms if played_to_ms is None else played_to_ms),
            position_ms,
            speed_percent,
        )
        with self._store.write() as session:
            return self._append(session, user_id, video_id, event)

    def mark(self, user_id: int, video_ids: Iterable[int], *, done: bool) -> dict[int, WatchEvent]:
        """Say that videos were seen, or not. Return what :meth:`restore` takes to undo it."""
        kind = WatchKind.MARKED_DONE if done else WatchKind.MARKED_UNWATCHED
        event = WatchEvent(kind, self._clock.now(), 0, 0, 0)
        before = {}
        with self._store.write() as session:
            for video_id in video_ids:
                row = session.get(VideoRow, video_id)
                if row is not None and row.user_id == user_id:
                    before[video_id] = WatchEvent(
                        WatchKind.IMPORTED, event.at, 0, 0, row.position_ms, carried=_state(row)
                    )
                    self._append(session, user_id, video_id, event)
        return before

    def restore(self, user_id: int, states: dict[int, WatchEvent]) -> None:
        """Undo a :meth:`mark`: the states before it are written as new lines."""
        with self._store.write() as session:
            for video_id, event in states.items():
                self._append(session, user_id, video_id, event)

    def rebuild(self, user_id: int) -> int:
        """Fold the whole log anew and return how many videos had another state."""
        changed = 0
        with self._store.write() as session:
            for row in session.exec(select(VideoRow).where(VideoRow.user_id == user_id)):
                state = folded(_events(session, user_id, row.id), row.duration_ms)
                changed += state != _state(row)
                _keep(session, row, state)
        return changed

    def _append(
        self, session: WriteSession, user_id: int, video_id: int, event: WatchEvent
    ) -> Watched:
        row = session.get(VideoRow, video_id)
        if row is None or row.user_id != user_id:
            return Watched()
        session.execute(
            insert(WatchEventRow).values(
                id=new_id(to_ms(event.at)),
                user_id=user_id,
                video_id=video_id,
                kind=event.kind,
                start_ms=event.start_ms,
                end_ms=event.end_ms,
                position_ms=event.position_ms,
                speed_percent=event.speed_percent,
                carried=None if event.carried is None else _carried(event.carried),
            )
        )
        state = after(_state(row), event, row.duration_ms)
        _keep(session, row, state)
        # Lists wait for a pause: they need not be read anew every five seconds.
        going = event.kind is WatchKind.PROGRESS
        session.touch(f"{'playing' if going else 'watching'}:video/{video_id}")
        return state


def _events(session: Session, user_id: int, video_id: int) -> Iterable[WatchEvent]:
    query = (
        select(WatchEventRow)
        .where(WatchEventRow.user_id == user_id, WatchEventRow.video_id == video_id)
        .order_by(col(WatchEventRow.id))
    )
    for row in session.exec(query):
        yield WatchEvent(
            WatchKind(row.kind),
            from_ms(row.id >> ID_BITS),
            row.start_ms,
            row.end_ms,
            row.position_ms,
            row.speed_percent,
            None if row.carried is None else _watched(row.carried),
        )


def _state(row: VideoRow) -> Watched:
    return Watched(row.position_ms, row.done, row.watched_ms, row.views, row.last_at)


def _keep(session: WriteSession, row: VideoRow, state: Watched) -> None:
    row.position_ms, row.done, row.watched_ms = state.position_ms, state.done, state.watched_ms
    row.views, row.last_at = state.views, state.last_at
    session.add(row)


def _carried(state: Watched) -> dict[str, object]:
    return asdict(state) | {"last_at": None if state.last_at is None else to_ms(state.last_at)}


def _watched(carried: dict[str, int]) -> Watched:
    last_at = carried.get("last_at")
    return Watched(
        carried["position_ms"],
        bool(carried["done"]),
        carried["watched_ms"],
        carried["views"],
        None if last_at is None else from_ms(last_at),
    )
