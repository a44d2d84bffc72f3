"""Rows of videos as models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import (
    About,
    Bookmark,
    Chapter,
    Probe,
    Track,
    Transcript,
    Video,
    Watched,
)
from ms2qbank_desktop.features.videos.tables import VideoRow

from .searching import unpacked

if TYPE_CHECKING:
    from sqlmodel import Session

    from ms2qbank_desktop.features.videos.tables import BookmarkRow, TranscriptRow


def video_row(session: Session, user_id: int, video_id: int) -> VideoRow:
    """Return the row of a video; UserFault if the user has no such video."""
    row = session.get(VideoRow, video_id)
    if row is None or row.user_id != user_id or row.deleted_at is not None:
        raise UserFault("This video is no longer in the library.")
    return row


def video(row: VideoRow) -> Video:
    """Return what a row says."""
    return Video(
        id=row.id,
        path=row.path,
        url=row.url,
        about=About(
            title=row.title,
            subject=row.subject,
            system=row.system,
            topic=row.topic,
            instructor=row.instructor,
            difficulty=row.difficulty,
            description=row.description,
            tags=tuple(row.tags.split()),
        ),
        probe=probe(row),
        watched=Watched(row.position_ms, row.done, row.watched_ms, row.views, row.last_at),
        size_bytes=row.size_bytes,
        content=row.content,
        folder_id=row.folder_id,
        missing=row.missing,
        official=row.official,
        added_at=row.added_at,
    )


def probe(row: VideoRow) -> Probe:
    """Return what the file of a row said of itself; its title went into the row's."""
    return Probe(
        duration_ms=row.duration_ms,
        width=row.width,
        height=row.height,
        audio_tracks=tuple(Track(*one) for one in row.streams.get("audio", ())),
        subtitle_tracks=tuple(Track(*one) for one in row.streams.get("subtitles", ())),
        chapters=tuple(Chapter(*one) for one in row.streams.get("chapters", ())),
        problem=row.problem,
    )


def keep_probe(row: VideoRow, found: Probe) -> None:
    """Put what a file says of itself into its row, but for title and artist."""
    row.duration_ms, row.width, row.height = found.duration_ms, found.width, found.height
    row.problem = found.problem
    row.streams = streams(found)


def streams(found: Probe) -> dict[str, Any]:
    """Return the lists of a probe as JSON, empty ones left out."""
    lists = {
        "audio": [(one.id, one.name, one.language) for one in found.audio_tracks],
        "subtitles": [(one.id, one.name, one.language) for one in found.subtitle_tracks],
        "chapters": [(one.start_ms, one.title) for one in found.chapters],
    }
    return {name: items for name, items in lists.items() if items}


def bookmark(row: BookmarkRow) -> Bookmark:
    """Return what a row says."""
    return Bookmark(
        row.id,
        row.video_id,
        row.at_ms,
        row.note,
        row.colour,
        tuple(row.tags.split()),
        row.created_at,
    )


def transcript(row: TranscriptRow) -> Transcript:
    """Return what a row says."""
    return Transcript(row.id, row.source, row.language, unpacked(row.captions))
