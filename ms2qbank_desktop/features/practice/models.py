"""What crosses the boundary of practice: blocks, items, filters with status, results."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status

SECONDS_PER_ITEM = 90
"""A block of the exam: 30 minutes for 20 items (design fact of 2026)."""
MAX_BLOCK = 200


class Mode(StrEnum):
    """A named set of rules to sit a block by."""

    TUTOR = "tutor"
    """Explanation after each answer, no limit, can be paused."""
    TIMED = "timed"
    """No explanation until the block ends, 90 s an item, no pause."""
    CUSTOM = "custom"
    """Each of these as the user wants it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a block is sat. ``seconds_per_item`` None: no limit."""

    reveals: bool
    """Each item shows its explanation once it is settled."""
    pausable: bool
    seconds_per_item: int | None


PRESETS = {
    Mode.TUTOR: Rules(reveals=True, pausable=True, seconds_per_item=None),
    Mode.TIMED: Rules(reveals=False, pausable=False, seconds_per_item=SECONDS_PER_ITEM),
    Mode.CUSTOM: Rules(reveals=True, pausable=True, seconds_per_item=SECONDS_PER_ITEM),
}
"""The rules of each mode; those of a custom block are where the user starts from."""
TIME_FACTORS = (1.0, 1.25, 1.5, 2.0)
"""Accommodations: so much more time, where there is a limit."""
LEAST_SECONDS, MOST_SECONDS = 10, 600
"""Bounds of the time for one item in a custom block."""


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
    custom: Rules = PRESETS[Mode.CUSTOM]
    """The rules of a custom block; the other modes have their own."""
    time_factor: float = 1.0
    """One of TIME_FACTORS; without a limit it means nothing."""
    vary: bool = False
    """In place of a due question ask another one of its topic, where there is one."""
    for_task: int | None = None
    """The task of a plan that it is begun for; a block made like it is for none."""

    @property
    def rules(self) -> Rules:
        """How the block will be sat."""
        return self.custom if self.mode is Mode.CUSTOM else PRESETS[self.mode]

    def limit_ms(self, items: int) -> int | None:
        """Return the time for so many items, None without a limit."""
        seconds = self.rules.seconds_per_item
        return None if seconds is None else round(items * seconds * 1000 * self.time_factor)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A block that the user has given a name, to be made again."""

    id: int
    name: str
    request: BlockRequest


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
    scroll: int = 0
    """How far the question is scrolled down, in thousandths of what can be scrolled."""
    hint_used: bool = False
    phrases_used: bool = False
    stands_for: int | None = None
    """The due question in whose place this one of the same topic is asked."""
    part: tuple[int, int] | None = None
    """(2, 3): the second of three items of one case series in this block."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its items. ``limit_ms`` None: no limit. ``position``: the open item."""

    id: int
    number: int
    mode: Mode
    reveals: bool
    pausable: bool
    time_factor: float
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
    time_factor: float = 1.0
    answering_ms: int = 0
    """Time on its items before they were answered; ``elapsed_ms`` has that of reading, too."""

    @property
    def item_ms(self) -> int:
        """The mean time of an item in milliseconds."""
        return round(self.answering_ms / max(1, self.size))

    @property
    def left_ms(self) -> int | None:
        """Time that is left, None without a limit."""
        return None if self.limit_ms is None else max(0, self.limit_ms - self.elapsed_ms)


@dataclass(frozen=True, slots=True)
class Spent:
    """Time used so far, on the whole block and on the open item, in milliseconds; and how far
    that item is scrolled down (Item.scroll)."""

    block_ms: int
    item_ms: int
    scroll: int = 0


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
    order: tuple[int, ...] = ()
    """Places of the choices as they were shown."""
    hint_used: bool = False
    phrases_used: bool = False


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
