"""What a search for cards asks, as a tree. Every node can be answered from columns or an index.

Letters match without regard to case. Days are study days, 1 = today alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Rating

_PART = re.compile(r"\\([\\*_])|([*_])|([^\\*_]+|\\)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to look for: ``*`` is any characters, ``_`` one; after a backslash they are plain."""

    raw: str

    @property
    def literal(self) -> str | None:
        """The words, None if a wildcard is among them."""
        found = self._parts()
        return None if any(wild for wild, _ in found) else "".join(text for _, text in found)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The runs without wildcards. What matches has all of them, in this order.

        For a trigram index: those of three letters or more narrow the search, ``like`` decides.
        """
        joined = "".join("\0" if wild else text for wild, text in self._parts())
        return tuple(piece for piece in joined.split("\0") if piece)

    @property
    def like(self) -> str:
        """The pattern for SQL's ``LIKE … ESCAPE '\\'``, for a whole text."""
        return "".join(
            {"*": "%", "_": "_"}[text] if wild else re.sub(r"([%_\\])", r"\\\1", text)
            for wild, text in self._parts()
        )

    @property
    def regex(self) -> str:
        """The pattern as a regular expression without anchors."""
        return "".join(
            {"*": ".*", "_": "."}[text] if wild else re.escape(text) for wild, text in self._parts()
        )

    def _parts(self) -> list[tuple[bool, str]]:
        return [
            (bool(found[2]), found[1] or found[2] or found[3]) for found in _PART.finditer(self.raw)
        ]


class Matching(StrEnum):
    """How words are looked for in a text."""

    PLAIN = "plain"
    """Anywhere in it; for a named field, tag or deck: the whole of it."""
    WORD = "w"
    """As whole words."""
    REGEX = "re"
    """``Pattern.raw`` is a regular expression, case-insensitive, found anywhere."""
    NO_COMBINING = "nc"
    """As PLAIN, with marks on letters not counting."""
    STRIP_CLOZES = "sc"
    """As PLAIN, with cloze deletions reduced to their text."""


class Status(StrEnum):
    NEW = "new"
    LEARNING = "learn"
    """In learning or relearning steps."""
    REVIEW = "review"
    """A review or a relearning card."""
    DUE = "due"
    """Waiting to be answered: reviews due by today or in a filtered deck, learning steps; not
    suspended or buried."""
    SUSPENDED = "suspended"
    BURIED = "buried"
    BURIED_BY_USER = "buried-manually"
    BURIED_AS_SIBLING = "buried-sibling"
    LEECH = "leech"


class Property(StrEnum):
    """A number of a card; values are in the unit that stands beside each."""

    INTERVAL = "ivl"  # days
    DUE = "due"  # study days from today, below 0: overdue; not of suspended or buried cards
    REPETITIONS = "reps"
    LAPSES = "lapses"
    EASE = "ease"  # as a factor, 2.5
    POSITION = "pos"  # of new cards
    STABILITY = "s"  # days
    DIFFICULTY = "d"  # as a share, 0–1: (difficulty − 1) / 9
    RETRIEVABILITY = "r"  # as a share, 0–1, now


class Operator(StrEnum):
    """SQL's own signs."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    GREATER = ">"
    AT_MOST = "<="
    AT_LEAST = ">="


class Identity(StrEnum):
    NOTE = "nid"
    CARD = "cid"
    DECK = "did"
    NOTE_TYPE = "mid"


class Event(StrEnum):
    """What may have happened in the last days."""

    ADDED = "added"
    """The card was made."""
    EDITED = "edited"
    """The note was changed."""
    INTRODUCED = "introduced"
    """The card was answered for the first time."""
    RATED = "rated"
    """The card was answered."""
    RESCHEDULED = "resched"
    """The card was moved by hand."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All cards."""


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Text:
    """Words in any field of the note."""

    pattern: Pattern
    matching: Matching = Matching.PLAIN


@dataclass(frozen=True, slots=True)
class FieldText:
    """The text of the fields whose name matches; PLAIN means the whole field."""

    field: Pattern
    pattern: Pattern
    matching: Matching = Matching.PLAIN


@dataclass(frozen=True, slots=True)
class InDeck:
    """In a deck whose whole name matches, or below it."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class InCurrentDeck:
    """In the deck that was studied last, or below it."""


@dataclass(frozen=True, slots=True)
class InFilteredDeck:
    """In any filtered deck."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """With a tag whose whole name matches, or one below it; with REGEX, any that it is found in."""

    pattern: Pattern
    matching: Matching = Matching.PLAIN


@dataclass(frozen=True, slots=True)
class Untagged:
    """Without any tag."""


@dataclass(frozen=True, slots=True)
class OfNoteType:
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class OfTemplate:
    """Made by a template of this name."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class WithOrdinal:
    """The first (0), second … card of its note; of cloze notes the deletion's number − 1."""

    ordinal: int


@dataclass(frozen=True, slots=True)
class WithPreset:
    """In a deck with these options."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Is:
    status: Status


@dataclass(frozen=True, slots=True)
class Flagged:
    """0: without a flag."""

    flag: int


@dataclass(frozen=True, slots=True)
class Within:
    """Something happened within the last ``days`` days; ``rating`` only for RATED."""

    event: Event
    days: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class OnDay:
    """As ``Within``, for RATED and RESCHEDULED, on days compared with ``day``: 0 today, −1 …"""

    event: Event
    operator: Operator
    day: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    property: Property
    operator: Operator
    value: float


@dataclass(frozen=True, slots=True)
class WithId:
    kind: Identity
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Notes of a type whose first field has this text (``checksum.duplicate_key``)."""

    notetype_id: int
    text: str


Node = (
    Everything | And | Or | Not | Text | FieldText | InDeck | InCurrentDeck | InFilteredDeck
    | Tagged | Untagged | OfNoteType | OfTemplate | WithOrdinal | WithPreset | Is | Flagged
    | Within | OnDay | Compared | WithId | Duplicates
)  # fmt: skip
