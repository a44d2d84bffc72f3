"""The page "Questions": how questions were answered, told apart by all that they are told by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState

from . import question_lists as lists
from . import readings
from .dashboard import DashboardPage
from .figure_card import FigureCard, SlowFigureCard
from .list_card import ListCard
from .totals_card import TotalsCard

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .sheet import Row

_TEN = "Ten attempts are needed in this time."
_SUBJECT = partial(FigureCard, title="By subject", empty=_TEN, read=readings.by_subject)
_SYSTEM = partial(
    FigureCard,
    title="By system",
    empty=_TEN,
    read=readings.by_system,
    views=(("exam", "As in the exam"), ("packs", "As in packs")),
)
_DIFFICULTY = partial(FigureCard, title="By difficulty", empty=_TEN, read=readings.by_difficulty)
_MODE = partial(FigureCard, title="By mode", empty=_TEN, read=readings.by_mode)
_ABILITY = partial(
    SlowFigureCard,
    title="Ability by system",
    empty="Ten first answers are needed: hard and easy questions are weighed against each other.",
    read=lists.read_ability,
    timeless=True,
)
_CONFIDENCE = partial(
    FigureCard,
    title="Confidence",
    empty="Say after an answer how sure you were (1, 2, 3): it is held against what was right. "
    "Ten ratings are needed.",
    read=readings.by_confidence,
)
_RETEST = partial(
    FigureCard,
    title="Missed questions asked again",
    empty="It fills as missed questions come back: ten answers to them are needed.",
    read=readings.by_retest,
)
_MASTERY = partial(
    SlowFigureCard,
    title="Mastery, from questions and cards",
    empty="Nothing of this has been answered yet, or its questions name no topics.",
    read=lists.read_mastery,
    timeless=True,
    views=(("", "Systems"), *((one.name, f"Topics: {one.short}") for one in SYSTEMS)),
)
_WEAK = partial(
    ListCard,
    title="Weak areas",
    fact="below 70 % of 10 or more",
    empty="No subject or system is below 70 % of ten attempts or more in this time.",
    read=lists.read_weak,
    say=lists.say_weak,
)
_PAIRS = partial(
    ListCard,
    title="Answers you confuse",
    fact="twice or more, all time",
    empty="No wrong choice was taken twice for the same right one.",
    read=lists.read_pairs,
    say=lists.say_pair,
    timeless=True,
)
_BLOCKS = partial(
    ListCard,
    title="Recent blocks",
    fact="",
    empty="No block has ended yet.",
    read=lists.read_blocks,
    say=lists.say_block,
    timeless=True,
)
_ROWS: tuple[Row, ...] = (
    ((TotalsCard, 1),),
    ((_SYSTEM, 1), (_SUBJECT, 1)),
    ((_ABILITY, 1), (_WEAK, 1)),
    ((_DIFFICULTY, 1), (_MODE, 1)),
    ((_CONFIDENCE, 1), (_RETEST, 1)),
    ((_MASTERY, 1), (_PAIRS, 1)),
    ((_BLOCKS, 1),),
)


class QuestionsPage(DashboardPage):
    """Empty until the first answer."""

    def __init__(self, ctx: UiContext) -> None:
        begin = Button("Create a block", "primary", "plus")
        begin.clicked.connect(lambda: ctx.navigate.open("questions", "create"))
        empty = EmptyState(
            "question",
            "No question answered yet",
            "What you get right, where and how fast: all of it is counted from the first block on.",
            begin,
        )
        super().__init__(ctx, _ROWS, empty)
