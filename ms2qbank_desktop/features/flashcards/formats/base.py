"""What every format of flashcards has in common: the content that is read or written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from ms2qbank_desktop.core.progress import Progress, Silent
from ms2qbank_desktop.features.flashcards.models import (
    Card,
    Deck,
    Note,
    NoteType,
    Preset,
    ReviewKind,
)
from ms2qbank_desktop.features.questions.models import Problem

from .log import Log, no_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

MAX_FIELD = 1 << 24
"""Characters of one note, of one line; more is no flashcard."""
BATCH = 1000
"""Notes or cards that are handed on at once."""
REVIEW_BATCH = 8192
MAX_NOTES = 2_000_000
"""Notes of one file; the largest decks there are have a tenth of it."""
MAX_PROBLEMS = 10_000
"""Problems of one file that are kept as text; further ones are only counted."""

REVIEW_KINDS = (
    ReviewKind.LEARN,
    ReviewKind.REVIEW,
    ReviewKind.RELEARN,
    ReviewKind.FILTERED,
    ReviewKind.MANUAL,
    ReviewKind.RESCHEDULED,
)
"""What the numbers in ``ReviewRow.kind`` mean."""

Extra = dict[str, Any]
"""What a file says of a thing and our models have no word for: JSON, kept for writing it again."""
T = TypeVar("T")


class BadFile(Exception):
    """Why a file cannot be read at all, or not any further."""


class BadItem(Exception):
    """Why one thing in a file cannot be taken."""


class Packed(NamedTuple, Generic[T]):
    """A thing of a package. Its ids are links within the package, nothing more."""

    item: T
    changed_at: datetime
    extra: Extra


class PackedNote(NamedTuple):
    """A note. ``deck_id``: where its cards are, for files of notes only; packages do not say."""

    note: Note
    extra: Extra
    deck_id: int | None = None


class ReviewRow(NamedTuple):
    """One answer, in Anki's numbers, as there are a million of them.

    ``at_ms`` since 1970, unique; ``rating`` 0 where nobody answered; intervals above 0 in days,
    below in seconds; ``kind`` an index of REVIEW_KINDS.
    """

    at_ms: int
    card_id: int
    rating: int
    interval: int
    last_interval: int
    ease_permille: int
    time_ms: int
    kind: int


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture or sound. ``chunks`` reads it anew; it raises BadItem if it is damaged."""

    name: str
    chunks: Callable[[], Iterator[bytes]]
    sha1: str = ""
    """Of the content, hexadecimal; "" where the file does not say."""


class Counts(NamedTuple):
    """How much there is to read, for the progress; None: not known before."""

    notes: int | None = None
    cards: int | None = None
    reviews: int | None = None
    media: int | None = None


NOT_COUNTED = Counts()


@dataclass(slots=True)
class DeckContent:
    """All that a file of flashcards holds. Media can be read at any time, the other streams once,
    in the order notes, cards, reviews.

    A stream ends early if the file is damaged there, which is then among ``problems``. Cards whose
    deck is gone are given too. ``cards`` is None where the cards have to be made from the note
    types.
    """

    decks: tuple[Packed[Deck], ...]
    presets: tuple[Packed[Preset], ...]
    note_types: tuple[Packed[NoteType], ...]
    notes: Iterable[list[PackedNote]]
    cards: Iterable[list[Packed[Card]]] | None = None
    reviews: Log = no_log
    media: Iterable[MediaFile] = ()
    counts: Counts = NOT_COUNTED
    settings: Extra = field(default_factory=dict)
    """The options of the whole Anki collection (`col.conf`), where the file has them."""
    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    """Problems beyond the first 10,000."""

    def report(self, problem: Problem) -> None:
        """Take down why something was left out."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.unlisted += 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder to be read."""

    path: Path
    scratch: Path
    """Folder for temporary files; they are gone once the content is closed."""
    now: datetime
    today: int
    """The study day."""
    progress: Progress = field(default_factory=Silent)
    """Of the opening, in bytes; who reads the streams reports on those."""

    def problem(self, where: str, why: str) -> Problem:
        return Problem(str(self.path), where, why)


class Format(Protocol):
    """One format of flashcards that can be read."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def endings(self) -> tuple[str, ...]: ...

    def sniff(self, path: Path, head: bytes, /) -> bool:
        """Say whether ``path`` is of this format; ``head`` is how it begins, b"" for a folder."""

    def open(self, source: Source) -> AbstractContextManager[DeckContent]:
        """Read what stands before the notes; BadFile if the file is of no use.

        The streams can be read until the context is left.
        """


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What of the content is written."""

    scheduling: bool = True
    """Else all cards are new and there are no reviews."""
    media: bool = True


class Writer(Protocol):
    """Writes a file of one format; EnvironmentFault if the disk refuses."""

    def __call__(self, content: DeckContent, source: Source, options: ExportOptions, /) -> None: ...


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_INSTANT = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since 1970."""


def instant(seconds: float) -> datetime:
    """Return the instant ``seconds`` after 1970; BadItem if no calendar has it."""
    try:
        return EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise BadItem(f"the time {seconds} is in no calendar") from None


def media_name(name: str) -> str:
    """Return ``name`` in NFC; BadItem if it names anything but a file in the media folder."""
    name = unicodedata.normalize("NFC", name)
    if (
        not name
        or name in {".", ".."}
        or len(name.encode(errors="replace")) > 255
        or any(sign in "/\\:" or sign < " " or "\ud800" <= sign <= "\udfff" for sign in name)
    ):
        raise BadItem("its name is no plain file name")
    return name
