"""Rows of videos. Watch events are LOG (append-only, guarded by triggers); videos, tags, watched
folders, bookmarks, playlists and their items are ROW. Of a video, the columns from ``position_ms``
on are DERIVED: the fold of its events; transcripts are DERIVED from the files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class WatchedFolderRow(Row, table=True):
    __tablename__ = "video_folders"

    id: int = Field(primary_key=True)
    """Derived from user and path."""
    user_id: int = Field(foreign_key="users.id", index=True)
    path: str
    scanned_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class VideoRow(Row, table=True):
    __tablename__ = "videos"
    __table_args__ = (
        Index("videos_user", "user_id", "deleted_at"),
        Index("videos_content", "user_id", "content"),
        Index("videos_path", "user_id", "path"),
        Index("videos_search", "search_row"),
    )

    id: int = Field(primary_key=True)
    """Derived from user and content, so that two devices that add the same file make one row."""
    user_id: int = Field(foreign_key="users.id")
    path: str
    url: str = ""
    folder_id: int | None = Field(default=None, foreign_key="video_folders.id")
    content: str
    """Hex digest of size and parts of the file; "" for an online address."""
    size_bytes: int
    modified_ns: int = 0
    """Of the file, as last seen: with the size it tells whether to look into it again."""
    missing: bool = False
    official: bool = False
    title: str
    subject: str = ""
    system: str = ""
    topic: str = ""
    instructor: str = ""
    difficulty: str = ""
    description: str = ""
    tags: str = ""
    """Space-separated, a space at both ends, "" for none."""
    duration_ms: int = 0
    width: int = 0
    height: int = 0
    streams: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Audio tracks, subtitle tracks and chapters of models.Probe."""
    problem: str = ""
    """Why it cannot be played."""
    settings: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """How the user plays this one: audio and subtitle track, delay, added subtitle file."""
    search_row: int
    """Row of the search index."""
    added_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    position_ms: int = 0
    done: bool = False
    watched_ms: int = 0
    views: int = 0
    last_at: datetime | None = Field(default=None, sa_type=Instant)


class VideoTagRow(Row, table=True):
    __tablename__ = "video_tags"
    __table_args__ = (Index("video_tags_tag", "tag", "video_id"),)

    video_id: int = Field(foreign_key="videos.id", primary_key=True)
    tag: str = Field(primary_key=True)
    """DERIVED from the tags of the video, so that they can be looked up."""


class TranscriptRow(Row, table=True):
    __tablename__ = "video_transcripts"

    id: int = Field(primary_key=True)
    """Derived from video and source."""
    video_id: int = Field(foreign_key="videos.id", index=True)
    source: str
    language: str = ""
    captions: str
    """One a line: start, end, text, separated by tabs; a line break in the text is U+2028."""
    modified_ns: int = 0


class WatchEventRow(Row, table=True):
    __tablename__ = "watch_events"
    __table_args__ = (Index("watch_events_video", "video_id"),)

    id: int = Field(primary_key=True)
    """Its milliseconds since 1970, then 21 bits (core.ids)."""
    user_id: int
    video_id: int
    """No reference: the log outlives what it tells of."""
    kind: str
    start_ms: int
    end_ms: int
    """The stretch that was played since the last event."""
    position_ms: int
    """Where it stands now: after a jump elsewhere than where the stretch ended."""
    speed_percent: int = 100
    carried: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    """models.Watched of an imported one."""


class BookmarkRow(Row, table=True):
    __tablename__ = "video_bookmarks"
    __table_args__ = (Index("video_bookmarks_video", "video_id", "deleted_at", "at_ms"),)

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    video_id: int = Field(foreign_key="videos.id")
    at_ms: int
    note: str = ""
    colour: str = ""
    tags: str = ""
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class PlaylistRow(Row, table=True):
    __tablename__ = "playlists"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    kind: str
    official: bool = False
    description: str = ""
    wanted: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """models.VideoFilter of a smart one; what does not restrict is left out."""
    ordered_by: str = "playlist"
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class PlaylistItemRow(Row, table=True):
    __tablename__ = "playlist_items"
    __table_args__ = (
        Index("playlist_items_order", "playlist_id", "deleted_at", "rank"),
        Index("playlist_items_video", "video_id"),
    )

    id: int = Field(primary_key=True)
    playlist_id: int = Field(foreign_key="playlists.id")
    video_id: int = Field(foreign_key="videos.id")
    rank: float
    """Between its neighbours': a move changes one row."""
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


SEARCH_INDEX = "video_search"
"""FTS5 trigram table, rowid = search_row: about (title, people, subjects, tags, description)
and captions."""
