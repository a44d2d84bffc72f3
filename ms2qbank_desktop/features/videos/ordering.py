"""Titles as people count: "Lecture 2" before "Lecture 10", in every list of videos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.ordering import Key, natural

from .models import VideoOrder

if TYPE_CHECKING:
    from .models import VideoEntry

BY_TITLE = frozenset({VideoOrder.TITLE, VideoOrder.NEWEST, VideoOrder.RECENTLY_WATCHED})
"""Orders in which titles decide, at least between videos that were added together."""


def put_in_order(entries: list[VideoEntry], order: VideoOrder) -> None:
    """Sort videos by one of BY_TITLE; RECENTLY_WATCHED takes them with the last watched first, and
    sorts those that never were."""
    if order is VideoOrder.TITLE:
        entries.sort(key=lambda entry: (natural(entry.title), entry.id))
    elif order is VideoOrder.NEWEST:
        entries.sort(key=_newest)
    elif order is VideoOrder.RECENTLY_WATCHED:
        watched = [entry for entry in entries if entry.last_at is not None]
        others = sorted((entry for entry in entries if entry.last_at is None), key=_newest)
        entries[:] = [*watched, *others]


def _newest(entry: VideoEntry) -> tuple[float, Key, int]:
    return -entry.added_at.timestamp(), natural(entry.title), entry.id
