"""What crosses the boundary of the library: collections, articles, terms, reading.

Bodies are Markdown. A picture is called ``media:<name in the media folder>``, one that was not
supplied ``missing:<what the source calls it>``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.questions.models import Problem

WORDS_A_MINUTE = 200
"""Of a careful reader."""


@dataclass(frozen=True, slots=True)
class CollectionInfo:
    """A book or folder of articles as its source describes it. ``key``: its identity."""

    key: str
    title: str
    license: str = ""
    attribution: str = ""
    source: str = ""
    version: str = ""
    file: str = ""
    """Name in the media folder of the PDF file whose pages the articles are."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection in the library. ``unreviewed``: articles that no physician has seen."""

    id: int
    info: CollectionInfo
    articles: int
    unreviewed: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary. ``definition`` is plain text."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as a file has it. ``key``: its identity in its collection (a module number, a
    file name). ``pictures``: by the address that the body calls them, the bytes of those that are
    there; the body's addresses are replaced when it is stored."""

    key: str
    title: str
    body: str
    summary: str = ""
    system: str = ""
    subject: str = ""
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chapter: str = ""
    author: str = ""
    url: str = ""
    reviewed: bool = True
    bookmarked: bool = False
    """In its source; a bookmark of the user who takes it in."""
    glossary: tuple[Term, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)
    found_in: tuple[str, str] = ("", "")
    """The file, and in an archive the name within it: for problems found when it is stored."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a user has read an article. ``share`` 0–1 is the furthest; ``spot``: the heading
    that stood at the top when it was left, ``behind`` the characters from the first heading of
    that name (else from the start) to the very line."""

    share: float = 0.0
    spot: str = ""
    bookmarked: bool = False
    last_at: datetime | None = None
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """``ordinal``: its place in its collection, from 1; of a PDF file its first page."""

    id: int
    collection: Collection
    ordinal: int
    title: str
    summary: str
    body: str
    system: str
    subject: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    chapter: str
    author: str
    url: str
    reviewed: bool
    words: int
    reading: Reading

    @property
    def minutes(self) -> int:
        """Time that it takes to read, rounded up."""
        return max(1, -(-self.words // WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article as a list shows it."""

    id: int
    title: str
    summary: str
    system: str
    subject: str
    chapter: str
    collection: str
    words: int
    reviewed: bool
    share: float
    bookmarked: bool
    last_at: datetime | None
    added_at: datetime
    excerpt: str = ""
    """Where searched words stand in the text, "" where none are searched or they do not."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What an article stands under. None leaves what it has."""

    system: str | None = None
    subject: str | None = None
    topics: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None


class ArticleOrder(StrEnum):
    BEST = "best"
    """By where the searched words stand: the title, the summary, the text."""
    CHAPTER = "chapter"
    """Collection by collection, as their sources order them."""
    TITLE = "title"
    NEWEST = "added"
    RECENTLY_READ = "read"
    POPULAR = "popular"
    """By the time spent reading, that of all users of this computer."""


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; an empty set or None does not restrict."""

    text: str = ""
    systems: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    collections: frozenset[int] = frozenset()
    bookmarked: bool | None = None
    begun: bool | None = None
    removed: bool = False
    """Only those that were taken out of the library, alone or with their collection."""
    highlighted: bool = False
    """Only those in which the user has highlighted something."""
    popular: bool = False
    """Only those that somebody on this computer has read in."""


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """How many articles there are, and beside each filter, as if it alone were not chosen."""

    total: int
    bookmarked: int
    begun: int
    removed: int
    systems: dict[str, int]
    subjects: dict[str, int]
    topics: dict[str, int]
    tags: dict[str, int]


@dataclass(frozen=True, slots=True)
class BookOffer:
    """What a book holds beside its articles: terms of its glossary, questions with choices."""

    title: str
    articles: int
    terms: int
    questions: int


@dataclass(frozen=True, slots=True)
class Extras:
    """What else is taken of books. ``cards_for``: the user who gets a deck of their terms, None
    for no deck; ``questions``: a pack for the bank."""

    cards_for: int | None = None
    questions: bool = False


@dataclass(slots=True)
class Taken:
    """How many things another slice has taken."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class ArticlesReport:
    """What an import of articles did, summed over its files. ``cards`` and ``questions``: those
    of the extras."""

    kind: str = "articles"
    files: int = 0
    articles: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    pictures: int = 0
    missing_pictures: int = 0
    terms: int = 0
    pages: int = 0
    """Of PDF files."""
    wordless: int = 0
    """Those of them that are pictures without words."""
    cards: Taken = field(default_factory=Taken)
    questions: Taken = field(default_factory=Taken)
    problems: list[Problem] = field(default_factory=list)
