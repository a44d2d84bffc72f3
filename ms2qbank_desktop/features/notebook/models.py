"""What crosses the boundary of the notebook: notebooks, notes, versions, the error log.

Bodies are Markdown with ``[[wiki links]]``; a picture or file is called ``media:<name>``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from ms2qbank_desktop.features.links.models import Link
    from ms2qbank_desktop.features.questions.models import Problem

MAX_BODY = 2_000_000
"""Characters of a note."""
PICTURES = ("png", "jpg", "gif", "webp", "bmp")
"""Endings of the pictures that a note shows."""
DOCUMENTS = (
    *("pdf", "epub", "doc", "docx", "odt", "rtf", "txt", "ppt", "pptx", "odp"),
    *("xls", "xlsx", "ods", "mp3", "m4a", "ogg", "wav"),
)
"""Endings of the files that a note takes when they are dropped on it."""
ATTACHED = (
    *DOCUMENTS,
    *("csv", "tsv", "zip", "apkg", "svg", "tif", "tiff", "heic", "avif"),
    *("aac", "oga", "opus", "flac", "mp4", "m4v", "mov", "mkv", "webm", "avi", "3gp", "ogv"),
)
"""Endings of the files that notes of other programs bring along; none is a program."""


class NoteKind(StrEnum):
    NOTE = "note"
    QUICK = "quick"
    """Written beside a video, a question, an article."""
    DAILY = "daily"
    """The one of a day."""
    ERROR_LOG = "error-log"


@dataclass(frozen=True, slots=True)
class Notebook:
    """``notes`` without those of the notebooks inside it."""

    id: int
    name: str
    parent_id: int | None
    notes: int


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    title: str
    body: str
    tags: tuple[str, ...]
    created_at: datetime
    changed_at: datetime
    kind: NoteKind = NoteKind.NOTE
    notebook_id: int | None = None
    pinned: bool = False
    bookmarked: bool = False
    archived: bool = False
    colour: str = ""
    """"" or a highlighter: yellow, green, blue."""
    day: date | None = None
    """Of a daily note."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as a list shows it. ``opening``: its first words, plain."""

    id: int
    title: str
    opening: str
    kind: NoteKind
    notebook_id: int | None
    pinned: bool
    bookmarked: bool
    archived: bool
    colour: str
    tags: tuple[str, ...]
    created_at: datetime
    changed_at: datetime


class NoteOrder(StrEnum):
    CHANGED = "changed"
    CREATED = "created"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which notes; an empty set or None does not restrict. Archived ones are left out unless
    they are asked for; ``trash``: only what was removed."""

    text: str = ""
    notebook_id: int | None = None
    """With the notebooks inside it."""
    kinds: frozenset[NoteKind] = frozenset()
    tags: frozenset[str] = frozenset()
    pinned: bool | None = None
    bookmarked: bool | None = None
    archived: bool | None = False
    trash: bool = False


@dataclass(frozen=True, slots=True)
class NoteCounts:
    """How many there are in each place of the side bar."""

    total: int
    pinned: int
    bookmarked: int
    archived: int
    trash: int
    kinds: dict[NoteKind, int]
    notebooks: dict[int, int]
    tags: dict[str, int]
    within: dict[str, int]
    """By tags, case folded: notes that have this one or one below it, each counted once."""


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """A note as it once stood."""

    id: int
    at: datetime
    title: str
    body: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note, and the link that says which place it was written at."""

    note: Note
    link: Link


@dataclass(frozen=True, slots=True)
class Mention:
    """A note that names another one without linking it: ``words`` around the first place,
    ``number`` of places."""

    note_id: int
    title: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Links of a note that were looked up, by what stands in their brackets, and those of them
    that lead nowhere."""

    every: frozenset[str]
    unknown: frozenset[str]


class MissReason(StrEnum):
    """Why a question was missed."""

    KNOWLEDGE = "knowledge"
    MISREAD = "misread"
    REASONING = "reasoning"
    TIMING = "timing"
    CHANGED_ANSWER = "changed-answer"


REASON_WORDS = {
    MissReason.KNOWLEDGE: "Knowledge",
    MissReason.MISREAD: "Misread",
    MissReason.REASONING: "Reasoning",
    MissReason.TIMING: "Timing",
    MissReason.CHANGED_ANSWER: "Changed answer",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not answered rightly, or not at all, in a block; 0: in none."""

    question_id: int
    block_id: int = 0


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """A row of the error log. ``rule``: what to do the next time; ``retests``: when to be asked
    again."""

    id: int
    note_id: int
    question_id: int
    reason: MissReason | None
    rule: str
    retests: tuple[date, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A row of the error log as a list shows it. ``title``: of the note of its question."""

    entry: ErrorEntry
    title: str


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A note in the margin of a question. ``question``: what it is called."""

    question_id: int
    question: str
    text: str
    written_at: datetime


@dataclass(slots=True)
class NotesReport:
    """What an import of notes did."""

    kind: str = "notes"
    files: int = 0
    notes: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    attachments: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class NotesWritten:
    """What an export of notes did. ``attachments``: pictures and files of the notes."""

    notes: int = 0
    notebooks: int = 0
    attachments: int = 0
    unchanged: int = 0
    """Files that stood there already as they are."""
    problems: list[Problem] = field(default_factory=list)
