"""What crosses the boundary of the bank: questions, packs, filters, import reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LETTERS = "ABCDEFGHIJ"
MIN_CHOICES = 2
MAX_CHOICES = len(LETTERS)


class Markup(StrEnum):
    """How the texts of one question are written."""

    TEXT = "text"
    """Plain characters; line breaks count."""
    MARKDOWN = "markdown"
    """CommonMark with tables; inline HTML is allowed and sanitised."""
    HTML = "html"
    """An HTML fragment, sanitised when it is imported."""


class Editorial(StrEnum):
    """Where a question stands in the review workflow."""

    UNREVIEWED = "unreviewed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; its letter follows from its place."""

    text: str
    correct: bool = False
    rationale: str = ""
    share: float | None = None
    """Part (0–1) of others who chose it, None if nobody says."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to read on."""

    title: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a question. ``media``: name in the media folder."""

    media: str
    alt: str = ""
    place: str = "stem"
    """``stem`` or ``explanation``."""


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A deciding span of the stem, as character offsets [start, end) of the stem as written."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ImageSource:
    """A picture that an importer found, as bytes."""

    data: bytes
    alt: str = ""
    place: str = "stem"
    reference: str = ""
    """How the texts refer to it (an ``img`` src), rewritten to ``media:NAME`` on import; "" if
    they do not: then it is shown below the text of its place."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as an importer read it, before the bank has seen it.

    ``difficulty`` 1 (easiest) to 5, None unknown. ``images`` are bytes still.
    """

    stem: str
    choices: tuple[Choice, ...]
    markup: Markup = Markup.TEXT
    external_id: str = ""
    explanation: str = ""
    objective: str = ""
    hint: str = ""
    subject: str = ""
    system: str = ""
    topic: str = ""
    difficulty: int | None = None
    tags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    key_phrases: tuple[KeyPhrase, ...] = ()
    images: tuple[ImageSource, ...] = ()
    case_id: str = ""
    """Questions of one case series share it; they are asked in order under one vignette."""
    case_vignette: str = ""
    editorial: Editorial = Editorial.UNREVIEWED
    author: str = ""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a file says of itself as a whole."""

    title: str
    version: str = ""
    license: str = ""
    attribution: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in the bank with its number of questions."""

    id: int
    info: PackInfo
    questions: int
    imported_at: datetime
    unreviewed: int = 0
    """Questions that nobody has approved or rejected yet."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank. Texts are as written in ``markup`` (HTML already sanitised)."""

    id: int
    pack_id: int
    external_id: str
    markup: Markup
    stem: str
    choices: tuple[Choice, ...]
    explanation: str
    objective: str
    hint: str
    subject: str
    system: str
    topic: str
    difficulty: int | None
    tags: tuple[str, ...]
    references: tuple[Reference, ...]
    key_phrases: tuple[KeyPhrase, ...]
    images: tuple[Image, ...]
    case_id: str
    case_vignette: str
    editorial: Editorial
    author: str

    @property
    def correct(self) -> frozenset[int]:
        """Places (0-based) of the right choices."""
        return frozenset(i for i, choice in enumerate(self.choices) if choice.correct)

    @property
    def several_right(self) -> bool:
        return len(self.correct) > 1


@dataclass(frozen=True, slots=True)
class BankFilter:
    """Which questions are wanted. An empty set asks for nothing in that respect.

    Within a set any member will do; the sets are combined by AND. A member "" of subjects,
    systems or topics stands for questions that name none; difficulty 0 for none.
    """

    packs: frozenset[int] = frozenset()
    subjects: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    difficulties: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    text: str = ""
    ids: frozenset[int] = frozenset()
    """These questions and no others."""
    names: frozenset[str] = frozenset()
    """Ids as a user types them: of the bank or as their file has them."""
    every_tag: bool = False
    """A question must carry all of ``tags``, not just one of them."""
    pictures: bool | None = None
    """Only those with pictures, or only those without any."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one thing in a file was not taken. ``where``: "line 12", "question 3"."""

    file: str
    where: str
    why: str


@dataclass(slots=True)
class ImportReport:
    """What an import did, summed over its files."""

    kind: str = "questions"
    files: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    """Questions that a newer edition of their pack lacks."""
    duplicates: list[Problem] = field(default_factory=list)
    """Questions that are in another pack already; ``why`` names it."""
    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    """Problems beyond the first 10,000 of a file: counted, not kept."""
    packs: list[str] = field(default_factory=list)
    """Titles of the packs that have a question of the files."""

    @property
    def rejected(self) -> int:
        return len(self.problems) + self.unlisted

    @property
    def taken(self) -> int:
        """Questions of the files that are in the bank now."""
        return self.added + self.updated + self.unchanged


ColumnMap = Mapping[str, str]
"""Column name of a CSV file -> field id of formats.columns.FIELDS; "" leaves a column out."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Files and folders to import. ``columns`` overrides the guessed mapping of CSV files."""

    files: tuple[Path, ...]
    columns: ColumnMap | None = None
    pack: int | None = None
    """The pack that the file is a newer edition of: it keeps its title, and what the file lacks
    is removed from it."""


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """What a CSV file looks like, for choosing which column means what."""

    columns: tuple[str, ...]
    mapping: ColumnMap
    """The guess; a column that means nothing to us is missing."""
    rows: tuple[tuple[str, ...], ...]
    """The first five rows, each as wide as ``columns``."""
    encoding: str
    delimiter: str
    header: bool
    """False: the file has no header, and ``columns`` are made up."""
    answers: str
    """How the answers are written, in words; "" if no column holds them."""
    complaint: str
    """Why the file cannot be imported with this mapping; "" if it can."""


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """A format that can be imported; ``endings`` such as ``.json``."""

    name: str
    title: str
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedQuestion:
    """The texts of a question as sanitised HTML for Qt's rich text.

    Pictures inside the texts have the source ``media:NAME``; those that no text refers to are
    in ``stem_images`` and ``explanation_images``, to be shown below.
    """

    vignette: str
    stem: str
    choices: tuple[str, ...]
    shares: tuple[float | None, ...]
    """Of others who chose each (Choice.share)."""
    rationales: tuple[str, ...]
    explanation: str
    objective: str
    hint: str
    references: str
    """A ``ul``, or "" without references."""
    stem_images: tuple[Image, ...]
    explanation_images: tuple[Image, ...]
