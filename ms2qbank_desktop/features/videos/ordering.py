"""Titles as people count: "Lecture 2" before "Lecture 10", in every list of videos."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .models import VideoOrder

if TYPE_CHECKING:
    from .models import VideoEntry

Natural = tuple[tuple[int, int, str], ...]

BY_TITLE = frozenset({VideoOrder.TITLE, VideoOrder.NEWEST, VideoOrder.RECENTLY_WATCHED})
"""Orders in which titles decide, at least between videos that were added together."""


@lru_cache(maxsize=20_000)
def natural(title: str) -> Natural:
    """Return what titles are sorted by."""
    parts = re.split(r"(\d+)", title.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts if one)


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


def _newest(entry: VideoEntry) -> tuple[float, Natural, int]:
    return -entry.added_at.timestamp(), natural(entry.title), entry.id
