"""The search index of videos: what is said of them, and their captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, select

from ms2qbank_desktop.features.videos.models import Caption
from ms2qbank_desktop.features.videos.tables import TranscriptRow, VideoRow, VideoTagRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from ms2qbank_desktop.storage.store import WriteSession

LINE_BREAK = "\u2028"
"""Stands for a line break inside a caption."""


def refresh(session: WriteSession, video_ids: Iterable[int]) -> None:
    """Index videos anew, and the tags that can be looked up; those that are gone leave both."""
    for video_id in video_ids:
        row = session.get(VideoRow, video_id)
        if row is None:
            continue
        session.flush()
        connection = session.connection()
        connection.execute(
            text("DELETE FROM video_search WHERE rowid = :row"), {"row": row.search_row}
        )
        connection.execute(text("DELETE FROM video_tags WHERE video_id = :id"), {"id": video_id})
        if row.deleted_at is not None:
            continue
        session.add_all(VideoTagRow(video_id=video_id, tag=tag) for tag in row.tags.split())
        about = (row.title, row.subject, row.system, row.topic, row.instructor, row.tags)
        connection.execute(
            text(
                "INSERT INTO video_search(rowid, about, captions) VALUES (:row, :about, :captions)"
            ),
            {
                "row": row.search_row,
                "about": "\n".join((*about, row.description)),
                "captions": "\n".join(_texts(session, video_id)),
            },
        )


def _texts(session: Session, video_id: int) -> Iterable[str]:
    query = select(TranscriptRow.captions).where(TranscriptRow.video_id == video_id)
    for captions in session.exec(query):
        for caption in unpacked(captions):
            yield caption.text


def transcript_rows(session: Session, video_id: int) -> list[TranscriptRow]:
    """Return the transcripts of a video, files beside it first."""
    query = (
        select(TranscriptRow)
        .where(TranscriptRow.video_id == video_id)
        .order_by(col(TranscriptRow.source).startswith("track:"), col(TranscriptRow.source))
    )
    return list(session.exec(query))


def packed(captions: Iterable[Caption]) -> str:
    """Return captions as a transcript's column keeps them."""
    return "\n".join(
        f"{one.start_ms}\t{one.end_ms}\t{LINE_BREAK.join(one.text.splitlines())}"
        for one in captions
    )


def unpacked(captions: str) -> tuple[Caption, ...]:
    """Return what :func:`packed` has packed."""
    lines = (line.split("\t", 2) for line in captions.split("\n") if line)
    return tuple(
        Caption(int(start), int(end), words.replace(LINE_BREAK, "\n"))
        for start, end, words in lines
    )
