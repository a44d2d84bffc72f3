"""What crosses the boundary of practice: blocks, items, filters with status, results."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import LETTERS, BankFilter

if TYPE_CHECKING:
    from datetime import datetime

SECONDS_PER_ITEM = 90
"""A block of the exam: 30 minutes for 20 items (design fact of 2026)."""
SLOW_SECONDS = 120
"""An item that took a third longer than the pace of the exam counts as slow."""
MAX_BLOCK = 200


class Status(StrEnum):
    """Of a question for one user: the latest attempt decides; marked is independent of it."""

    UNUSED = "unused"
    CORRECT = "correct"
    INCORRECT = "incorrect"
    OMITTED = "omitted"
    MARKED = "marked"


class Mode(StrEnum):
    TUTOR = "tutor"
    """Explanation after each answer, no limit."""
    TIMED = "timed"
    """No explanation until the block ends, 90 s an item."""


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which questions of the bank, and in which status for the user (union; empty: any)."""

    bank: BankFilter = field(default_factory=BankFilter)
    statuses: frozenset[Status] = frozenset()
    unseen_days: int = 0
    """Only those whose last attempt, if there is any, is at least so many days ago."""


@dataclass(frozen=True, slots=True)
class BlockRequest:
    """A block to be made. ``size`` 1–200; fewer questions if fewer match."""

    wanted: QuestionFilter
    mode: Mode
    size: int
    shuffle_questions: bool = True
    shuffle_choices: bool = False
    by_blueprint: bool = False
    """Systems in the shares that they have in the exam, as far as the questions go."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A block that the user has given a name, to be made again."""

    id: int
    name: str
    request: BlockRequest


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Topics and tags of the questions that a filter leaves, as (name, questions), the most
    frequent first. Each says how many there would be if it were asked for alone (a tag that
    must come with others: besides these), and the rest of the filter stayed as it is."""

    topics: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a block and what the user has done with it so far.

    Choices are named by their place (0-based) in the question; ``order`` lists them as shown.
    """

    position: int
    question_id: int
    order: tuple[int, ...]
    answer: frozenset[int]
    struck: frozenset[int]
    seen: bool
    submitted: bool
    time_ms: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its items. ``limit_ms`` None: no limit. ``position``: the open item."""

    id: int
    number: int
    mode: Mode
    limit_ms: int | None
    elapsed_ms: int
    position: int
    created_at: datetime
    ended_at: datetime | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BlockSummary:
    """A line of the list of blocks. Counts of right and wrong are known once it has ended."""

    id: int
    number: int
    mode: Mode
    size: int
    answered: int
    correct: int
    incorrect: int
    omitted: int
    elapsed_ms: int
    limit_ms: int | None
    created_at: datetime
    ended_at: datetime | None
    systems: tuple[str, ...]
    """Systems of its questions, most frequent first."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Time used so far: on the whole block and on the open item, in milliseconds."""

    block_ms: int
    item_ms: int


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One row of a result. ``given`` is "" for an omitted item."""

    position: int
    question_id: int
    stem: str
    """Plain text, one line."""
    subject: str
    system: str
    topic: str
    difficulty: int | None
    given: str
    right: str
    status: Status
    marked: bool
    time_ms: int
    changes: tuple[tuple[str, str], ...]
    """Answer changes in order, as letters (from, to)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, wrong and omitted under one name."""

    name: str
    correct: int
    incorrect: int
    omitted: int

    @property
    def total(self) -> int:
        return self.correct + self.incorrect + self.omitted


@dataclass(frozen=True, slots=True)
class BlockResult:
    """An ended block, item by item."""

    block: BlockSummary
    items: tuple[ItemResult, ...]
    by_system: tuple[Tally, ...]
    by_subject: tuple[Tally, ...]
    by_difficulty: tuple[Tally, ...]
    """From easiest to hardest; those of unknown difficulty, named "", last."""

    @property
    def percent(self) -> float:
        """Right of all items, omitted included, 0–100."""
        return 100 * self.block.correct / max(1, self.block.size)


class SortKey(StrEnum):
    """What the questions of the bank can be put in order by."""

    NUMBER = "number"
    """The order of the bank: pack by pack, as in their files."""
    QUESTION = "question"
    SYSTEM = "system"
    SUBJECT = "subject"
    TOPIC = "topic"
    PACK = "pack"
    DIFFICULTY = "difficulty"
    STATUS = "status"
    SEEN = "seen"
    CORRECT = "correct"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class BankOrder:
    """Equal ones stand in the order of the bank; those without a value come last either way."""

    key: SortKey = SortKey.NUMBER
    descending: bool = False


@dataclass(frozen=True, slots=True)
class BankRow:
    """One line of the bank as a user sees it. ``number``: place in its file, from 1."""

    question_id: int
    number: int
    stem: str
    """Plain text, one line, cut off."""
    pack: str
    system: str
    subject: str
    topic: str
    difficulty: int | None
    status: Status
    marked: bool
    seen: int
    """Attempts, ``correct`` of them right."""
    correct: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """One attempt at a question. ``given``: letters in the question's own order, "" if omitted."""

    at: datetime
    given: str
    status: Status
    time_ms: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the bank uses. ``packs``: (id, title)."""

    packs: tuple[tuple[int, str], ...] = ()
    systems: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def letters(places: frozenset[int]) -> str:
    """Return the letters of choice places, "BD" for {1, 3}."""
    return "".join(LETTERS[place] for place in sorted(places))


def places(text: str) -> frozenset[int]:
    """Return the choice places of letters, the inverse of :func:`letters`."""
    return frozenset(LETTERS.index(letter) for letter in text)
