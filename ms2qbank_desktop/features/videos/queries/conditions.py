"""A filter of videos as SQL over ``videos AS v``."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder, WatchStatus
from ms2qbank_desktop.storage.fulltext import TRIGRAM, phrase
from ms2qbank_desktop.storage.names import anywhere

if TYPE_CHECKING:
    from collections.abc import Iterable

STATUSES = {
    WatchStatus.UNWATCHED: "(v.done = 0 AND v.position_ms = 0)",
    WatchStatus.IN_PROGRESS: "(v.done = 0 AND v.position_ms > 0)",
    WatchStatus.DONE: "v.done = 1",
}
BOOKMARKS_OF = "SELECT 1 FROM video_bookmarks AS b WHERE b.video_id = v.id AND b.deleted_at IS NULL"
_SAID = ("title", "subject", "system", "topic", "instructor", "tags")
_MEMBERS = "(SELECT value FROM json_each(?))"
_FOUND = "v.search_row IN (SELECT rowid FROM video_search WHERE video_search MATCH ?)"
ORDERS = {
    VideoOrder.RECENTLY_WATCHED: "v.last_at DESC, v.id",
    VideoOrder.SHORTEST: "v.duration_ms, v.id",
    VideoOrder.LONGEST: "v.duration_ms DESC, v.id",
    VideoOrder.MOST_VIEWED: "v.views DESC, v.last_at DESC, v.id",
}
"""As far as SQLite sorts: ordering.BY_TITLE says which are sorted further."""


class Conditions:
    """The WHERE of one filter, and the values of its question marks."""

    def __init__(self, user_id: int, wanted: VideoFilter) -> None:
        self.parts = ["v.user_id = ?", "v.deleted_at IS NULL"]
        self.values: list[object] = [user_id]
        for column in ("subject", "system", "topic"):
            self._one_of(f"v.{column}", getattr(wanted, f"{column}s"))
        if wanted.tags:
            tagged = "SELECT 1 FROM video_tags AS t WHERE t.video_id = v.id AND t.tag IN"
            self._add(f"EXISTS ({tagged} {_MEMBERS})", _listed(wanted.tags))
        if wanted.statuses:
            self._add(f"({' OR '.join(STATUSES[one] for one in sorted(wanted.statuses))})")
        self._place(wanted)
        if wanted.missing is not None:
            self._add("v.missing = ?", wanted.missing)
        if wanted.bookmarked is not None:
            self._add(f"{'' if wanted.bookmarked else 'NOT '}EXISTS ({BOOKMARKS_OF})")
        if wanted.min_ms is not None:
            self._add("v.duration_ms >= ?", wanted.min_ms)
        if wanted.max_ms is not None:
            self._add("v.duration_ms < ?", wanted.max_ms)
        words = wanted.text.split()
        # "of" in "loop of Henle" cannot be looked up in captions: the longer words are enough.
        for word in [one for one in words if len(one) >= TRIGRAM] or words:
            self._word(word)

    @property
    def where(self) -> str:
        return " AND ".join(self.parts)

    def _add(self, part: str, *values: object) -> None:
        self.parts.append(part)
        self.values.extend(values)

    def _one_of(self, column: str, names: frozenset[str]) -> None:
        if names:
            self._add(f"{column} IN {_MEMBERS}", _listed(names))

    def _place(self, wanted: VideoFilter) -> None:
        if wanted.folder_id is not None:
            self._add("v.folder_id = ?", wanted.folder_id)
        if wanted.under:
            self._add("substr(v.path, 1, ?) = ?", len(wanted.under) + 1, wanted.under + os.sep)
        if wanted.playlist_id is not None:
            self._add(
                "EXISTS (SELECT 1 FROM playlist_items AS i WHERE i.video_id = v.id "
                "AND i.playlist_id = ? AND i.deleted_at IS NULL)",
                wanted.playlist_id,
            )

    def _word(self, word: str) -> None:
        """Find a piece of text: in what is said of the video, in captions, in bookmarks."""
        like = anywhere(word)
        bookmarks = (
            f"EXISTS ({BOOKMARKS_OF} AND (b.note LIKE ? ESCAPE '\\' OR b.tags LIKE ? ESCAPE '\\'))"
        )
        if len(word) < TRIGRAM:
            about = " || ' ' || ".join(f"v.{column}" for column in _SAID)
            self._add(f"({about} LIKE ? ESCAPE '\\' OR {bookmarks})", like, like, like)
            return
        self._add(f"({_FOUND} OR {bookmarks})", phrase(word), like, like)


def _listed(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))
