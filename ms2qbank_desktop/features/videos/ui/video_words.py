"""Videos in words: how far they were watched, how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.videos.models import VideoOrder, WatchStatus
from ms2qbank_desktop.ui.words import counted, duration

from .player_words import left_text

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import Playlist, VideoCounts, VideoEntry

ORDERS = {
    VideoOrder.RECENTLY_WATCHED: "Recently watched",
    VideoOrder.NEWEST: "Newest",
    VideoOrder.TITLE: "Title",
    VideoOrder.SHORTEST: "Shortest",
    VideoOrder.LONGEST: "Longest",
    VideoOrder.MOST_VIEWED: "Most viewed",
    VideoOrder.PLAYLIST: "As in the playlist",
}


_MINUTE_MS = 60_000


class Said(NamedTuple):
    """Words with an icon and the role of their colour."""

    words: str
    ink: str = "text-muted"
    icon: str = ""


def watched(entry: VideoEntry) -> Said:
    """Say how far a video was watched, or what stands in the way."""
    if not entry.path:
        return Said("online", "text-muted", "link")
    if entry.missing:
        return Said("missing", "warning", "warning")
    if entry.problem and not entry.duration_ms:
        return Said("cannot be played", "incorrect", "warning-circle")
    if entry.status is WatchStatus.DONE:
        return Said("done", "correct", "check")
    if entry.status is WatchStatus.UNWATCHED:
        return Said("unwatched")
    return Said(f"{round(100 * part(entry))} % watched")


def part(entry: VideoEntry) -> float:
    """Return how far a video was watched, 0–1."""
    if entry.done:
        return 1.0
    return min(1.0, entry.position_ms / entry.duration_ms) if entry.duration_ms else 0.0


def facts(counts: VideoCounts) -> str:
    """Return what a library holds: "58 videos, 31 h 20 min, 12 h watched"."""
    if not counts.total:
        return ""
    parts = [counted(counts.total, "video")]
    if counts.duration_ms:
        parts.append(duration(counts.duration_ms))
    if counts.watched_ms >= _MINUTE_MS:
        parts.append(f"{duration(counts.watched_ms)} watched")
    return ", ".join(parts)


def playlist_facts(playlist: Playlist, speed_percent: int) -> str:
    """Return how far a playlist is: "Renal in a week: 2 of 6 done, 3 h 12 min left at 1.5×"."""
    done = f"{playlist.done:,} of {playlist.videos:,} done" if playlist.videos else "empty"
    left = left_text(playlist.left_ms, speed_percent) if playlist.left_ms else ""
    return f"{playlist.name}: {', '.join(filter(None, (done, left)))}"
