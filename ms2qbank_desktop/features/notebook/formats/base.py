"""What every format of notes has in common: notes as files have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.core.progress import Progress, Silent
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteKind
from ms2qbank_desktop.features.questions.encoding import guessed, marked
from ms2qbank_desktop.features.questions.models import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from pathlib import Path

    from .beside import FiledLink, FiledMiss

MAX_FILE = 8 << 20
"""Bytes of the file of one note."""
MAX_ATTACHMENT = 64 << 20
MAX_FILES = 200_000
"""Files of one vault, members of one archive."""
MAX_PROBLEMS = 10_000
_SAMPLE = 1 << 16
_FEW = 0.25
"""Western text has fewer bytes above 127 than this; guessing by words fails in short ones."""

Names = tuple[str, ...]
"""A notebook by the names from the outermost to its own; () for none."""


class BadFile(Exception):
    """Why a file cannot be read at all."""


class BadItem(Exception):
    """Why one thing in a file cannot be taken."""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What only this program says of a note, under keys of its own."""

    id: int
    kind: NoteKind = NoteKind.NOTE
    pinned: bool = False
    bookmarked: bool = False
    archived: bool = False
    colour: str = ""
    day: date | None = None
    as_written: bool = True
    """The file is, to the byte, what this program wrote."""
    misses: tuple[FiledMiss, ...] = ()
    links: tuple[FiledLink, ...] = ()
    """Those that its text does not make."""


@dataclass(frozen=True, slots=True)
class FiledNote:
    """A note as a file has it.

    ``where``: its place, for people. ``key``: what it is known by where it has no facts of ours.
    ``stated_at``: when it was changed last, by its own words; ``changed_at`` may be the file's.
    """

    where: str
    key: Names
    title: str
    body: str
    tags: tuple[str, ...]
    created_at: datetime
    changed_at: datetime
    stated_at: datetime
    notebook: Names = ()
    own: OwnFacts | None = None

    @property
    def every_tag(self) -> tuple[str, ...]:
        """The tags, those in the text included, as a note keeps them."""
        words = ("_".join(tag.split()) for tag in (*self.tags, *wiki.tags(self.body)))
        return tuple(dict.fromkeys(filter(None, words)))

    @property
    def digest(self) -> int:
        """A number that is the same for the same content; times are no content."""
        words: list[str | int] = [self.title, self.body, " ".join(self.every_tag)]
        if self.own is not None:
            own = self.own
            words += [own.kind, own.pinned, own.bookmarked, own.archived, own.colour]
            words += [str(own.day or ""), "/".join(self.notebook)]
        return derived_id("filed-note", *words)


@dataclass(slots=True)
class Source:
    """A file or folder to be read, and what became of it.

    ``keep`` puts a picture or document, with the name of its file, into the media folder and
    returns its address, ``media:<name>``; UserFault if notes keep no such files.
    """

    path: Path
    keep: Callable[[bytes, str], str]
    progress: Progress = field(default_factory=Silent)
    problems: list[Problem] = field(default_factory=list)
    attachments: set[str] = field(default_factory=set)
    """Addresses of the files that were taken."""

    def tell(self, where: str, why: str) -> None:
        """Take down why something was left out, or taken in another way."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(str(self.path), where, why))

    def take(self, data: bytes, name: str) -> str:
        """Keep a picture or document and return its address."""
        address = self.keep(data, name)
        self.attachments.add(address)
        return address


@dataclass(frozen=True, slots=True)
class NotesContent:
    """All that a file holds. ``number`` of notes to come, the bad ones included; ``files``: those
    that are read for it; ``notebooks``: to be made in this order even if they are empty."""

    number: int
    notes: Iterable[FiledNote]
    files: int = 1
    notebooks: tuple[Names, ...] = ()


class Format(Protocol):
    """One format of notes that can be read."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def endings(self) -> tuple[str, ...]: ...

    def sniff(self, path: Path, head: bytes, /) -> bool:
        """Say whether ``path`` is of this format; ``head`` is how it begins, b"" for a folder."""

    def read(self, source: Source) -> NotesContent:
        """Read what stands before the notes; BadFile if the file is of no use. Problems are told
        while the notes are read."""


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; BadItem if it is no text.

    Line ends stay as they are.
    """
    mark = marked(data)
    if not mark and b"\0" in data:
        raise BadItem("It is not a text file")
    try:
        return data.decode(mark or "utf-8"), mark or "utf-8"
    except UnicodeDecodeError:
        if mark:
            raise BadItem("It is not a text file") from None
    for name in (guessed(data[:_SAMPLE], _FEW), "cp1252", "latin-1"):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    raise BadItem("It is not a text file")
