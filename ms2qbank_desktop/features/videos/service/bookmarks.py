"""Bookmarks: moments of videos, with a word to them, and the questions that they explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.videos.queries import rows
from ms2qbank_desktop.features.videos.tables import BookmarkRow, VideoRow
from ms2qbank_desktop.storage.tags import joined_tags

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.videos.models import Bookmark
    from ms2qbank_desktop.storage.store import Store

MAX_NOTE = 20_000
"""Characters of the word to a bookmark."""
COLOURS = ("", "yellow", "green", "blue")


class BookmarkService:
    """The bookmarks of one data folder; those of another user are unknown."""

    def __init__(self, store: Store, clock: Clock, links: LinkService) -> None:
        self._store = store
        self._clock = clock
        self._links = links

    def bookmarks(self, user_id: int, video_id: int) -> list[Bookmark]:
        """Return the bookmarks of a video in the order of time."""
        query = (
            select(BookmarkRow)
            .where(
                BookmarkRow.video_id == video_id,
                BookmarkRow.user_id + 0 == user_id,  # not through the index of all the user's
                col(BookmarkRow.deleted_at).is_(None),
            )
            .order_by(col(BookmarkRow.at_ms), col(BookmarkRow.id))
        )
        with self._store.read() as session:
            return [rows.bookmark(row) for row in session.exec(query)]

    def all_bookmarks(self, user_id: int) -> list[Bookmark]:
        """Return the bookmarks of all videos in the library, video by video, the last edited
        video first."""
        query = (
            select(BookmarkRow)
            .join(VideoRow, col(VideoRow.id) == col(BookmarkRow.video_id))
            .where(
                BookmarkRow.user_id == user_id,
                col(BookmarkRow.deleted_at).is_(None),
                col(VideoRow.deleted_at).is_(None),
            )
            .order_by(col(VideoRow.title), col(BookmarkRow.video_id), col(BookmarkRow.at_ms))
        )
        with self._store.read() as session:
            return [rows.bookmark(row) for row in session.exec(query)]

    def add(self, user_id: int, video_id: int, at_ms: int, note: str = "") -> int:
        """Set a bookmark and return its id. UserFault if there is no such video."""
        now = self._clock.now()
        with self._store.write() as session:
            rows.video_row(session, user_id, video_id)
            row = BookmarkRow(
                id=new_id(to_ms(now)),
                user_id=user_id,
                video_id=video_id,
                at_ms=max(0, at_ms),
                note=_checked(note),
                created_at=now,
                changed_at=now,
            )
            session.add(row)
            session.touch("bookmarks", f"bookmarks:video/{video_id}")
            return row.id

    def save(self, user_id: int, bookmark: Bookmark) -> None:
        """Save a bookmark as it is now. UserFault if it is gone, or its note too long."""
        if bookmark.colour not in COLOURS:
            raise ValueError(bookmark.colour)
        with self._store.write() as session:
            row = session.get(BookmarkRow, bookmark.id)
            if row is None or row.user_id != user_id or row.deleted_at is not None:
                raise UserFault("This bookmark is no longer there.")
            row.at_ms, row.note = max(0, bookmark.at_ms), _checked(bookmark.note)
            row.colour, row.tags = bookmark.colour, joined_tags(bookmark.tags)
            row.changed_at = self._clock.now()
            session.add(row)
            session.touch("bookmarks", f"bookmarks:video/{row.video_id}")

    def remove(self, user_id: int, bookmark_id: int, *, removed: bool = True) -> None:
        """Remove a bookmark, or put it back."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(BookmarkRow, bookmark_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("bookmarks", f"bookmarks:video/{row.video_id}")

    # Questions that a moment explains

    def attach(self, user_id: int, video_id: int, at_ms: int, question_id: int) -> int:
        """Say that this moment explains a question; return the id of the link."""
        return self._links.link(
            user_id, Place.in_video(video_id, at_ms), Place(Kind.QUESTION, question_id)
        )

    def detach(self, user_id: int, link_id: int, *, removed: bool = True) -> None:
        """Take an :meth:`attach` back, or put it back."""
        self._links.unlink(user_id, link_id, removed=removed)


def _checked(note: str) -> str:
    if len(note) > MAX_NOTE:
        raise UserFault(
            f"The note has {len(note):,} characters, {MAX_NOTE:,} at the most.", field="note"
        )
    return note.strip()
