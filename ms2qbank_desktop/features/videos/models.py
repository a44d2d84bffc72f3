"""What crosses the boundary of videos: videos, filters, watching, bookmarks, playlists.

Positions and durations are whole milliseconds of the file, whatever the speed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.questions.models import Problem

VIDEO_ENDINGS = frozenset({"3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4"}) | frozenset(
    {"mpeg", "mpg", "mts", "ogv", "ts", "vob", "webm", "wmv"}
)
AUDIO_ENDINGS = frozenset({"aac", "flac", "m4a", "m4b", "mka", "mp3"}) | frozenset(
    {"oga", "ogg", "opus", "wav", "wma"}
)
CAPTION_ENDINGS = frozenset(["srt", "vtt"])

RECENT = timedelta(days=7)
"""What was added within a week is new."""

DONE_SHARE = 0.95
"""Of the duration: who has come this far has seen it."""


@dataclass(frozen=True, slots=True)
class Track:
    """An audio or subtitle track. ``id`` is libvlc's; ``language`` "" where the file says none."""

    id: int
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    start_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file says of itself. ``problem``: why it cannot be played, "" if it can."""

    duration_ms: int = 0
    width: int = 0
    height: int = 0
    audio_tracks: tuple[Track, ...] = ()
    subtitle_tracks: tuple[Track, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    title: str = ""
    artist: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of subtitles; plain text, lines separated by \\n."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lines of one subtitle track, in the order of time.

    ``source``: the name of the file beside the video, or ``track:<id>`` inside it.
    """

    id: int
    source: str
    language: str
    captions: tuple[Caption, ...]


class WatchStatus(StrEnum):
    UNWATCHED = "unwatched"
    IN_PROGRESS = "in-progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class About:
    """What the user can say of a video; all of it may be empty but the title."""

    title: str
    subject: str = ""
    system: str = ""
    topic: str = ""
    instructor: str = ""
    difficulty: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """How far a video was watched: a fold over the log of watching."""

    position_ms: int = 0
    """Where it goes on; 0 once it is done and at its end."""
    done: bool = False
    watched_ms: int = 0
    """All stretches played, those played twice counted twice."""
    views: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """``path`` is where the file lies, or lay when it was last seen; "" with a ``url`` for one
    that is only known by an online address. ``content``: hex digest of size and parts of the
    file, names its thumbnail too."""

    id: int
    path: str
    url: str
    about: About
    probe: Probe
    watched: Watched
    size_bytes: int
    content: str
    folder_id: int | None
    """The watched folder that it was found in."""
    missing: bool
    official: bool
    added_at: datetime

    @property
    def status(self) -> WatchStatus:
        return status(self.watched.done, self.watched.position_ms)

    @property
    def is_audio(self) -> bool:
        """Whether there is only something to hear."""
        return not self.probe.width and bool(self.probe.audio_tracks)


def status(done: bool, position_ms: int) -> WatchStatus:
    """Return the status that a filter knows."""
    if done:
        return WatchStatus.DONE
    return WatchStatus.IN_PROGRESS if position_ms else WatchStatus.UNWATCHED


@dataclass(frozen=True, slots=True)
class VideoEntry:
    """A video as a list shows it."""

    id: int
    title: str
    subject: str
    system: str
    topic: str
    instructor: str
    path: str
    content: str
    duration_ms: int
    position_ms: int
    done: bool
    missing: bool
    problem: str
    is_audio: bool
    views: int
    bookmarks: int
    added_at: datetime
    last_at: datetime | None

    @property
    def status(self) -> WatchStatus:
        return status(self.done, self.position_ms)


class VideoOrder(StrEnum):
    RECENTLY_WATCHED = "watched"
    NEWEST = "added"
    TITLE = "title"
    SHORTEST = "shortest"
    LONGEST = "longest"
    MOST_VIEWED = "views"
    PLAYLIST = "playlist"
    """The order of the one playlist that is asked for."""


@dataclass(frozen=True, slots=True)
class VideoFilter:
    """Which videos; an empty set or None does not restrict, sets are or-ed inside, and-ed across.

    ``text`` is looked for in titles, descriptions, people, tags, captions and bookmarks.
    """

    text: str = ""
    subjects: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    statuses: frozenset[WatchStatus] = frozenset()
    folder_id: int | None = None
    under: str = ""
    """A folder inside the watched one: only what lies in it or below."""
    playlist_id: int | None = None
    missing: bool | None = None
    bookmarked: bool | None = None
    min_ms: int | None = None
    max_ms: int | None = None


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder that is looked through at the start and on demand, all below it included."""

    id: int
    path: str
    scanned_at: datetime | None
    videos: int


@dataclass(slots=True)
class ScanReport:
    """What adding files and folders did. ``moved`` were found again under another path, ``missing``
    have gone since the last look; both are counted in ``updated``."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    moved: int = 0
    missing: int = 0
    problems: list[Problem] = field(default_factory=list)


class WatchKind(StrEnum):
    """Why a line of the log was written."""

    OPENED = "opened"
    """A view: the file was opened and has begun to play."""
    PROGRESS = "progress"
    PAUSED = "paused"
    SOUGHT = "sought"
    CLOSED = "closed"
    MARKED_DONE = "marked-done"
    MARKED_UNWATCHED = "marked-unwatched"
    IMPORTED = "imported"
    """From an older program: position, done and views as they were there."""


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """One line of the append-only log: what was played since the line before it, ``start_ms`` to
    ``end_ms`` without a jump, and where it stands now. ``carried``: the state of an imported one.
    """

    kind: WatchKind
    at: datetime
    start_ms: int
    end_ms: int
    position_ms: int
    speed_percent: int = 100
    carried: Watched | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    id: int
    video_id: int
    at_ms: int
    note: str
    colour: str
    """"" or a highlighter: yellow, green, blue."""
    tags: tuple[str, ...]
    created_at: datetime


class PlaylistKind(StrEnum):
    OWN = "own"
    LATER = "later"
    """Watch later: there is one, and it cannot be removed."""
    SMART = "smart"
    """A saved filter, in the order it says."""


@dataclass(frozen=True, slots=True)
class Playlist:
    id: int
    name: str
    kind: PlaylistKind
    official: bool
    description: str
    wanted: VideoFilter
    """Of a smart one."""
    order: VideoOrder
    videos: int
    done: int
    left_ms: int
    """Time still to watch, at normal speed."""


@dataclass(frozen=True, slots=True)
class PlaylistItem:
    """A place in a playlist; the same video may have several."""

    id: int
    video: VideoEntry


@dataclass(frozen=True, slots=True)
class VideoCounts:
    """How many there are. The first seven are of all videos, the facets of what the other facets
    of the filter leave; ``folders`` by the id of the watched folder."""

    total: int
    duration_ms: int
    watched_ms: int
    continuing: int
    recent: int
    missing: int
    bookmarks: int
    statuses: dict[WatchStatus, int]
    subjects: dict[str, int]
    systems: dict[str, int]
    topics: dict[str, int]
    tags: dict[str, int]
    folders: dict[int, int]
