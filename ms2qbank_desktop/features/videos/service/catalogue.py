"""The catalogue: which videos there are, what is said of them, what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.queries import listing, rows, searching
from ms2qbank_desktop.features.videos.tables import VideoRow
from ms2qbank_desktop.storage.tags import joined_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.videos.models import (
        About,
        Caption,
        Transcript,
        Video,
        VideoCounts,
        VideoEntry,
    )
    from ms2qbank_desktop.storage.store import Store

TEXTS = ("subject", "system", "topic", "instructor", "difficulty")


class CatalogueService:
    """The videos of one data folder; a video of another user is unknown."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # What is there

    def entries(
        self,
        user_id: int,
        wanted: VideoFilter,
        order: VideoOrder = VideoOrder.RECENTLY_WATCHED,
        *,
        limit: int | None = None,
    ) -> list[VideoEntry]:
        """Return the videos of a filter in order."""
        with self._store.read() as session:
            return listing.entries(session, user_id, wanted, order, limit)

    def counts(self, user_id: int, wanted: VideoFilter) -> VideoCounts:
        """Return the numbers beside the filters."""
        with self._store.read() as session:
            return listing.counts(session, user_id, wanted, to_ms(self._clock.now()))

    def video(self, user_id: int, video_id: int) -> Video:
        """Return a video; UserFault if the user has no such video."""
        with self._store.read() as session:
            return rows.video(rows.video_row(session, user_id, video_id))

    def transcripts(self, user_id: int, video_id: int) -> list[Transcript]:
        """Return the subtitles that can be read, files beside the video first."""
        with self._store.read() as session:
            rows.video_row(session, user_id, video_id)
            found = searching.transcript_rows(session, video_id)
            return [rows.transcript(row) for row in found if row.captions]

    def caption_hits(self, user_id: int, video_id: int, text: str) -> list[Caption]:
        """Return the captions that hold ``text``, of the first transcript that has any."""
        wanted = text.casefold().strip()
        if not wanted:
            return []
        found = (
            [one for one in transcript.captions if wanted in one.text.casefold()]
            for transcript in self.transcripts(user_id, video_id)
        )
        return next(filter(None, found), [])

    # What is said of them

    def save_about(self, user_id: int, video_id: int, about: About) -> None:
        """Save what is said of a video. UserFault if the title is blank."""
        if not about.title.strip():
            raise UserFault("A video needs a title.", field="title")
        with self._store.write() as session:
            row = rows.video_row(session, user_id, video_id)
            row.title, row.description = about.title.strip(), about.description
            for name in TEXTS:
                setattr(row, name, getattr(about, name).strip())
            row.tags, row.changed_at = joined_tags(about.tags), self._clock.now()
            session.add(row)
            searching.refresh(session, [video_id])
            session.touch("videos")

    def edit(
        self,
        user_id: int,
        video_ids: Iterable[int],
        *,
        values: dict[str, str] | None = None,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
    ) -> None:
        """Change several videos at once: ``values`` for any of TEXTS, and tags."""
        adding, removing = list(add_tags), set(remove_tags)
        with self._store.write() as session:
            ids = list(video_ids)
            for video_id in ids:
                row = rows.video_row(session, user_id, video_id)
                for name, value in (values or {}).items():
                    if name not in TEXTS:
                        raise KeyError(name)
                    setattr(row, name, value.strip())
                kept = (tag for tag in row.tags.split() if tag not in removing)
                row.tags, row.changed_at = joined_tags([*kept, *adding]), self._clock.now()
                session.add(row)
            searching.refresh(session, ids)
            session.touch("videos")

    def remove(self, user_id: int, video_ids: Iterable[int], *, removed: bool = True) -> None:
        """Take videos out of the library, or put them back; no file is touched, and bookmarks,
        notes and what was watched come back with them."""
        now = self._clock.now()
        with self._store.write() as session:
            ids = list(video_ids)
            for video_id in ids:
                row = session.get(VideoRow, video_id)
                if row is not None and row.user_id == user_id:
                    row.deleted_at, row.changed_at = (now if removed else None), now
                    session.add(row)
            searching.refresh(session, ids)
            session.touch("videos", "playlists")

    # How one is played

    def settings(self, user_id: int, video_id: int) -> dict[str, Any]:
        """Return how the user plays this video: tracks, delays, an added subtitle file."""
        with self._store.read() as session:
            return dict(rows.video_row(session, user_id, video_id).settings)

    def save_settings(self, user_id: int, video_id: int, settings: dict[str, Any]) -> None:
        """Save how the user plays this video."""
        with self._store.write() as session:
            row = rows.video_row(session, user_id, video_id)
            row.settings, row.changed_at = dict(settings), self._clock.now()
            session.add(row)

    def tags(self, user_id: int) -> list[str]:
        """Return all tags of the user's videos, in order."""
        return list(self.counts(user_id, VideoFilter()).tags)
