"""What crosses the boundary of attempts: statuses, filters with status, lines of the bank."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import LETTERS, BankFilter

if TYPE_CHECKING:
    from datetime import datetime

MAX_TAG = 60
"""Characters of a tag of the user's own."""


class Status(StrEnum):
    """Of a question for one user: the latest attempt decides; marked, due and suspended are
    independent of it. A suspended question has no other status until it is asked for."""

    UNUSED = "unused"
    CORRECT = "correct"
    INCORRECT = "incorrect"
    OMITTED = "omitted"
    MARKED = "marked"
    DUE = "due"
    """Missed or guessed before, and to be asked again by the end of this study day."""
    SUSPENDED = "suspended"


class Confidence(IntEnum):
    """How sure a user was of an answer."""

    GUESS = 1
    UNSURE = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which questions of the bank, and in which status for the user (union; empty: any)."""

    bank: BankFilter = field(default_factory=BankFilter)
    statuses: frozenset[Status] = frozenset()
    unseen_days: int = 0
    """Only those whose last attempt, if there is any, is at least so many days ago."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """What fits each of ``parts``."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What fits one of ``parts`` at least."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What does not fit ``part``."""

    part: Wanted


Wanted = QuestionFilter | AllOf | AnyOf | Without
"""A filter, or a combination of filters. Suspended questions belong to none of them unless one,
however deep, asks for suspended questions."""


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Topics and tags of the questions that a filter leaves, as (name, questions), the most
    frequent first. Each says how many there would be if it were asked for alone (a tag that
    must come with others: besides these), and the rest of the filter stayed as it is."""

    topics: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


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
    DUE = "due"


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
    suspended: bool
    due_at: datetime | None
    seen: int
    """Attempts, ``correct`` of them right."""
    correct: int
    last_at: datetime | None
    tags: tuple[str, ...] = ()
    """The user's own."""


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """One attempt at a question. ``given``: letters in the question's own order, "" if omitted."""

    at: datetime
    given: str
    status: Status
    time_ms: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What is to be logged as an attempt. ``given``: letters in the question's own order."""

    question_id: int
    position: int
    given: str
    time_ms: int
    hint_used: bool = False
    phrases_used: bool = False
    stands_for: int | None = None


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


def verdict(given: str, right: str) -> Status:
    """Return how ``given`` letters stand to the ``right`` ones; several-right items need all
    of the right letters and no other."""
    if not given:
        return Status.OMITTED
    return Status.CORRECT if given == right else Status.INCORRECT
