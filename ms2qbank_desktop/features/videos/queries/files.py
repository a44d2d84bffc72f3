"""What the library knows of files: where videos lie, which folders are watched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, select

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.videos.models import WatchedFolder
from ms2qbank_desktop.features.videos.tables import TranscriptRow, WatchedFolderRow

from .searching import packed, transcript_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlmodel import Session

    from ms2qbank_desktop.features.videos.models import Caption
    from ms2qbank_desktop.features.videos.tables import VideoRow
    from ms2qbank_desktop.storage.store import WriteSession


class Known(NamedTuple):
    """A video as a scan compares it with the files."""

    id: int
    path: str
    content: str
    size: int
    modified_ns: int
    missing: bool
    folder_id: int | None
    removed: bool
    """By the user."""


class Kept(NamedTuple):
    """Captions on their way into the library. ``modified_ns``: of the file they were read from."""

    source: str
    language: str
    captions: tuple[Caption, ...]
    modified_ns: int


def known(session: Session, user_id: int) -> list[Known]:
    """Return all videos of a user that have a file: the removed ones first, then the missing."""
    rows = session.connection().exec_driver_sql(
        "SELECT id, path, content, size_bytes, modified_ns, missing, folder_id, "
        "deleted_at IS NOT NULL AS removed FROM videos WHERE user_id = ? AND path != '' "
        "ORDER BY removed DESC, missing DESC, id",
        (user_id,),
    )
    return [
        Known(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6], bool(row[7]))
        for row in rows
    ]


def as_known(row: VideoRow) -> Known:
    """Return what a row says of its file."""
    return Known(
        row.id,
        row.path,
        row.content,
        row.size_bytes,
        row.modified_ns,
        row.missing,
        row.folder_id,
        row.deleted_at is not None,
    )


def caption_files(session: Session, user_id: int) -> dict[int, dict[str, int]]:
    """Return when the caption files beside each video were changed, by video and name."""
    found: dict[int, dict[str, int]] = {}
    rows = session.connection().exec_driver_sql(
        "SELECT t.video_id, t.source, t.modified_ns FROM video_transcripts AS t "
        "JOIN videos AS v ON v.id = t.video_id WHERE v.user_id = ?",
        (user_id,),
    )
    for video_id, source, modified_ns in rows:
        if is_beside(source):
            found.setdefault(video_id, {})[source] = modified_ns
    return found


def mark_missing(session: WriteSession, video_ids: Iterable[int], at: datetime) -> int:
    """Say that the files of videos are not there; return how many were until now."""
    marked = session.connection().exec_driver_sql(
        "UPDATE videos SET missing = 1, changed_at = ? "
        "WHERE missing = 0 AND id IN (SELECT value FROM json_each(?))",
        (to_ms(at), json.dumps(sorted(video_ids))),
    )
    return int(marked.rowcount)


def is_beside(source: str) -> bool:
    """Tell a caption file beside its video from a track inside it and from one that lies elsewhere,
    whose whole path is its source."""
    return not source.startswith("track:") and "/" not in source and "\\" not in source


def is_inside(source: str) -> bool:
    """Tell a track inside of a video."""
    return source.startswith("track:")


def keep_captions(
    session: WriteSession, video_id: int, read: Iterable[Kept], of: Callable[[str], bool]
) -> None:
    """Replace those captions of a video whose source is ``of`` a kind: is_beside or is_inside."""
    gone = {row.source: row for row in transcript_rows(session, video_id) if of(row.source)}
    for one in read:
        keep_transcript(session, video_id, one)
        gone.pop(one.source, None)
    for row in gone.values():
        session.delete(row)
    session.flush()


def keep_transcript(session: WriteSession, video_id: int, read: Kept) -> int:
    """Keep one set of captions, in place of what its source said before; return its id."""
    transcript_id = derived_id("video_transcript", video_id, read.source)
    row = session.get(TranscriptRow, transcript_id)
    if row is None:
        row = TranscriptRow(id=transcript_id, video_id=video_id, source=read.source, captions="")
    row.language, row.captions = read.language, packed(read.captions)
    row.modified_ns = read.modified_ns
    session.add(row)
    return transcript_id


def folder_rows(session: Session, user_id: int) -> list[WatchedFolderRow]:
    """Return the watched folders of a user, in the order of their paths."""
    query = (
        select(WatchedFolderRow)
        .where(WatchedFolderRow.user_id == user_id, col(WatchedFolderRow.deleted_at).is_(None))
        .order_by(col(WatchedFolderRow.path))
    )
    return list(session.exec(query))


def folders(session: Session, user_id: int) -> list[WatchedFolder]:
    """Return the watched folders and how many videos are in each."""
    rows = session.connection().exec_driver_sql(
        "SELECT folder_id, count(*) FROM videos WHERE user_id = ? AND deleted_at IS NULL "
        "GROUP BY folder_id",
        (user_id,),
    )
    counts = {row[0]: row[1] for row in rows}
    return [
        WatchedFolder(row.id, row.path, row.scanned_at, counts.get(row.id, 0))
        for row in folder_rows(session, user_id)
    ]
