"""Videos put into a profile without a file behind them, for what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.videos.models import Caption
from ms2qbank_desktop.features.videos.queries import searching
from ms2qbank_desktop.features.videos.tables import TranscriptRow, VideoRow
from ms2qbank_desktop.storage.fulltext import next_row

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.store import Store
    from tests.support.bank import Desk

MINUTE = 60_000


def film(desk: Desk, title: str, **columns: Any) -> int:
    """Put a video into the library of a desk, see :func:`film_in`."""
    return film_in(desk.context.store, columns.pop("user_id", desk.user_id), title, **columns)


def film_in(store: Store, user_id: int, title: str, **columns: Any) -> int:
    """Put a video of an hour into the library and return its id; ``captions`` as texts, one a
    minute."""
    captions: tuple[str, ...] = columns.pop("captions", ())
    now = store.clock.now()
    video_id = derived_id("video", user_id, title)
    with store.write() as session:
        values: dict[str, Any] = {
            "path": f"/lectures/{title}.mp4",
            "content": f"{video_id:016x}",
            "size_bytes": 1000,
            "duration_ms": 60 * MINUTE,
            "width": 640,
            "height": 360,
            "streams": {"audio": [(1, "", "en")]},
        }
        session.add(
            VideoRow(
                id=video_id,
                user_id=user_id,
                title=title,
                settings={},
                search_row=next_row(session, "videos"),
                added_at=now,
                changed_at=now,
                **values | columns,
            )
        )
        session.flush()
        if captions:
            lines = [
                Caption(at * MINUTE, (at + 1) * MINUTE, text) for at, text in enumerate(captions)
            ]
            session.add(
                TranscriptRow(
                    id=video_id,
                    video_id=video_id,
                    source=f"{title}.srt",
                    captions=searching.packed(lines),
                )
            )
        searching.refresh(session, [video_id])
        session.touch("videos")
    return video_id
