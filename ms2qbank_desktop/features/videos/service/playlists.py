"""Playlists: ordered ones, "watch later", and saved filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.videos.models import (
    Playlist,
    PlaylistItem,
    PlaylistKind,
    VideoFilter,
    VideoOrder,
    WatchStatus,
)
from ms2qbank_desktop.features.videos.queries import listing
from ms2qbank_desktop.features.videos.tables import PlaylistItemRow, PlaylistRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.storage.store import Store, WriteSession

WATCH_LATER = "Watch later"
_OPEN = frozenset({WatchStatus.UNWATCHED, WatchStatus.IN_PROGRESS})
READY = (
    ("Still to watch", VideoFilter(statuses=_OPEN), VideoOrder.NEWEST),
    ("Short ones", VideoFilter(statuses=_OPEN, max_ms=15 * 60_000), VideoOrder.SHORTEST),
    ("Bookmarked", VideoFilter(bookmarked=True), VideoOrder.RECENTLY_WATCHED),
)
"""The playlists a library begins with: saved filters, to be changed or removed like any other."""
_SETS = ("subjects", "systems", "topics", "tags")


class PlaylistService:
    """The playlists of one data folder; those of another user are unknown."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def playlists(self, user_id: int) -> list[Playlist]:
        """Return the user's playlists: watch later, then the ordered ones by name, then filters."""
        query = select(PlaylistRow).where(
            PlaylistRow.user_id == user_id, col(PlaylistRow.deleted_at).is_(None)
        )
        kinds = [PlaylistKind.LATER, PlaylistKind.OWN, PlaylistKind.SMART]
        with self._store.read() as session:
            found = [_playlist(session, user_id, row) for row in session.exec(query)]
        return sorted(found, key=lambda one: (kinds.index(one.kind), one.name.casefold(), one.id))

    def create(
        self,
        user_id: int,
        name: str,
        *,
        description: str = "",
        wanted: VideoFilter | None = None,
        order: VideoOrder = VideoOrder.PLAYLIST,
    ) -> int:
        """Make a playlist and return its id; with ``wanted`` it is a saved filter.

        UserFault if the name is blank or taken.
        """
        now = self._clock.now()
        smart = wanted is not None
        with self._store.write() as session:
            row = PlaylistRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                name=_free_name(session, user_id, name),
                kind=PlaylistKind.SMART if smart else PlaylistKind.OWN,
                description=description.strip(),
                wanted=_plain(wanted) if wanted else {},
                ordered_by=_saved_order(order) if smart else order,
                created_at=now,
                changed_at=now,
            )
            session.add(row)
            session.touch("playlists")
            return row.id

    def make_ready(self, user_id: int) -> None:
        """Give a user who never had a playlist those of READY; a removed one stays removed."""
        query = select(PlaylistRow.id).where(PlaylistRow.user_id == user_id).limit(1)
        with self._store.read() as session:
            had = session.exec(query).first()
        if had is None:
            for name, wanted, order in READY:
                self.create(user_id, name, wanted=wanted, order=order)

    def rename(self, user_id: int, playlist_id: int, name: str, description: str = "") -> None:
        """Give a playlist another name. UserFault if it is blank or taken."""
        with self._store.write() as session:
            row = _own(session, user_id, playlist_id)
            row.name = _free_name(session, user_id, name, but=playlist_id)
            row.description, row.changed_at = description.strip(), self._clock.now()
            session.add(row)
            session.touch("playlists")

    def refill(
        self, user_id: int, playlist_id: int, wanted: VideoFilter, order: VideoOrder
    ) -> None:
        """Give a smart playlist another filter. UserFault if it is none."""
        with self._store.write() as session:
            row = _row(session, user_id, playlist_id)
            if row.kind != PlaylistKind.SMART:
                raise UserFault("Only a smart playlist has a filter.")
            row.wanted, row.changed_at = _plain(wanted), self._clock.now()
            row.ordered_by = _saved_order(order)
            session.add(row)
            session.touch("playlists")

    def remove(self, user_id: int, playlist_id: int, *, removed: bool = True) -> None:
        """Remove a playlist, or put it back; its videos stay in the library."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(PlaylistRow, playlist_id)
            if row is not None and row.user_id == user_id and row.kind != PlaylistKind.LATER:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("playlists")

    # Its videos

    def items(self, user_id: int, playlist_id: int) -> list[PlaylistItem]:
        """Return the videos of an ordered playlist in order, each with its place's id."""
        with self._store.read() as session:
            rows = _items(session, _row(session, user_id, playlist_id).id)
            videos = listing.entries_by_id(session, user_id, {row.video_id for row in rows})
        return [
            PlaylistItem(row.id, videos[row.video_id]) for row in rows if row.video_id in videos
        ]

    def videos(self, user_id: int, playlist_id: int) -> list[VideoEntry]:
        """Return the videos of any playlist as they are played one after the other."""
        with self._store.read() as session:
            row = _row(session, user_id, playlist_id)
            return listing.entries(session, user_id, *_asked(row))

    def add(self, user_id: int, playlist_id: int, video_ids: Iterable[int]) -> list[int]:
        """Put videos at the end and return the ids of their places. UserFault for a filter."""
        now = self._clock.now()
        with self._store.write() as session:
            row = _own(session, user_id, playlist_id)
            if row.kind == PlaylistKind.SMART:
                raise UserFault("A smart playlist fills itself: change its filter instead.")
            return self._append(session, row.id, video_ids, to_ms(now))

    def take_out(self, user_id: int, item_ids: Iterable[int], *, removed: bool = True) -> None:
        """Take places out of their playlists, or put them back."""
        now = self._clock.now()
        with self._store.write() as session:
            for item_id in item_ids:
                item = session.get(PlaylistItemRow, item_id)
                if item is not None:
                    _own(session, user_id, item.playlist_id)
                    item.deleted_at, item.changed_at = (now if removed else None), now
                    session.add(item)
            session.touch("playlists")

    def move(
        self, user_id: int, playlist_id: int, item_ids: Sequence[int], before: int | None
    ) -> None:
        """Put places, in the order given, before the place ``before``; None: at the end."""
        now = self._clock.now()
        moved = set(item_ids)
        with self._store.write() as session:
            items = _items(session, _own(session, user_id, playlist_id).id)
            by_id = {item.id: item for item in items}
            rest = [item for item in items if item.id not in moved]
            at = next((n for n, item in enumerate(rest) if item.id == before), len(rest))
            low = rest[at - 1].rank if at else (rest[0].rank if rest else 0.0) - len(moved) - 1
            high = rest[at].rank if at < len(rest) else low + len(moved) + 1
            step = (high - low) / (len(moved) + 1)
            for place, item_id in enumerate(item_ids, 1):
                item = by_id[item_id]
                item.rank, item.changed_at = low + step * place, now
                session.add(item)
            session.touch("playlists")

    # Watch later

    def watch_later(self, user_id: int, video_ids: Iterable[int], *, on: bool = True) -> None:
        """Put videos on "watch later", or take them off; one that is there stays where it is."""
        now = self._clock.now()
        playlist_id = derived_id("playlist", user_id, PlaylistKind.LATER)
        with self._store.write() as session:
            if session.get(PlaylistRow, playlist_id) is None:
                session.add(
                    PlaylistRow(
                        id=playlist_id,
                        user_id=user_id,
                        name=WATCH_LATER,
                        kind=PlaylistKind.LATER,
                        wanted={},
                        created_at=now,
                        changed_at=now,
                    )
                )
                session.flush()
            there = {item.video_id: item for item in _items(session, playlist_id)}
            if on:
                new = [video_id for video_id in video_ids if video_id not in there]
                self._append(session, playlist_id, new, to_ms(now))
            else:
                for video_id in set(video_ids) & there.keys():
                    there[video_id].deleted_at = there[video_id].changed_at = now
                    session.add(there[video_id])
            session.touch("playlists")

    def _append(
        self, session: WriteSession, playlist_id: int, video_ids: Iterable[int], now_ms: int
    ) -> list[int]:
        last = session.exec(
            select(func.max(PlaylistItemRow.rank)).where(PlaylistItemRow.playlist_id == playlist_id)
        ).one()
        new = []
        for place, video_id in enumerate(video_ids, 1):
            item = PlaylistItemRow(
                id=new_id(now_ms),
                playlist_id=playlist_id,
                video_id=video_id,
                rank=(last or 0.0) + place,
                changed_at=self._clock.now(),
            )
            session.add(item)
            new.append(item.id)
        session.touch("playlists")
        return new


def _row(session: Session, user_id: int, playlist_id: int) -> PlaylistRow:
    row = session.get(PlaylistRow, playlist_id)
    if row is None or row.user_id != user_id or row.deleted_at is not None:
        raise UserFault("This playlist is no longer there.")
    return row


def _own(session: Session, user_id: int, playlist_id: int) -> PlaylistRow:
    """Return a playlist that the user may change."""
    row = _row(session, user_id, playlist_id)
    if row.official:
        raise UserFault(
            f"{row.name} is an official playlist.", advice="Make a copy of it and change that one."
        )
    return row


def _saved_order(order: VideoOrder) -> str:
    """Return the order of a smart playlist, whose videos have no places."""
    return VideoOrder.TITLE if order is VideoOrder.PLAYLIST else order


def _items(session: Session, playlist_id: int) -> list[PlaylistItemRow]:
    query = (
        select(PlaylistItemRow)
        .where(
            PlaylistItemRow.playlist_id == playlist_id, col(PlaylistItemRow.deleted_at).is_(None)
        )
        .order_by(col(PlaylistItemRow.rank), col(PlaylistItemRow.id))
    )
    return list(session.exec(query))


def _free_name(session: Session, user_id: int, name: str, but: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFault("A playlist needs a name.", field="name")
    query = select(PlaylistRow).where(
        PlaylistRow.user_id == user_id, col(PlaylistRow.deleted_at).is_(None)
    )
    others = {row.name.casefold() for row in session.exec(query) if row.id != but}
    if name.casefold() in others:
        raise UserFault(f"There is a playlist called {name} already.", field="name")
    return name


def _asked(row: PlaylistRow) -> tuple[VideoFilter, VideoOrder]:
    """Return the filter and order that give the videos of a playlist."""
    if row.kind == PlaylistKind.SMART:
        return _filter(row.wanted), VideoOrder(row.ordered_by)
    return VideoFilter(playlist_id=row.id), VideoOrder.PLAYLIST


def _playlist(session: Session, user_id: int, row: PlaylistRow) -> Playlist:
    wanted, order = _asked(row)
    videos = listing.entries(session, user_id, wanted, order)
    return Playlist(
        id=row.id,
        name=row.name,
        kind=PlaylistKind(row.kind),
        official=row.official,
        description=row.description,
        wanted=wanted,
        order=order,
        videos=len(videos),
        done=sum(video.done for video in videos),
        left_ms=sum(video.duration_ms - video.position_ms for video in videos if not video.done),
    )


def _plain(wanted: VideoFilter) -> dict[str, Any]:
    """Return a filter as JSON, what does not restrict left out."""
    plain = {name: sorted(getattr(wanted, name)) for name in (*_SETS, "statuses")}
    plain |= {
        name: getattr(wanted, name)
        for name in ("text", "folder_id", "under", "missing", "bookmarked", "min_ms", "max_ms")
    }
    return {name: value for name, value in plain.items() if value not in ("", None, [])}


def _filter(plain: dict[str, Any]) -> VideoFilter:
    sets: dict[str, Any] = {name: frozenset(plain.get(name, ())) for name in _SETS}
    statuses = frozenset(map(WatchStatus, plain.get("statuses", ())))
    rest = {name: value for name, value in plain.items() if name not in (*_SETS, "statuses")}
    return VideoFilter(statuses=statuses, **sets, **rest)
