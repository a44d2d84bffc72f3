"""The options that decks share, as Anki has them: limits, steps, orders, spreading, playing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_EASE = 2.5
FSRS6_DEFAULTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""FSRS-6: 21 weights, the last is the decay of the forgetting curve."""


class Algorithm(StrEnum):
    CLASSIC = "classic"
    """SM-2 to the digit as in the old MS2 QBank: no steps, no fuzz, whole days only."""
    SM2 = "sm2"
    """Anki's variant of SM-2."""
    FSRS = "fsrs"
    """FSRS-6, with Anki's learning steps."""


class LeechAction(StrEnum):
    SUSPEND = "suspend"
    TAG_ONLY = "tag_only"


class InsertOrder(StrEnum):
    """Which position a card gets when its note is made."""

    SEQUENTIAL = "sequential"
    RANDOM = "random"


class NewGather(StrEnum):
    """In which order new cards are taken from the decks until the limit is reached."""

    DECK = "deck"
    DECK_THEN_RANDOM_NOTES = "deck_then_random_notes"
    LOWEST_POSITION = "lowest_position"
    HIGHEST_POSITION = "highest_position"
    RANDOM_NOTES = "random_notes"
    RANDOM_CARDS = "random_cards"


class NewSort(StrEnum):
    """In which order the gathered new cards are shown."""

    TEMPLATE = "template"
    GATHERED = "gathered"
    TEMPLATE_THEN_RANDOM = "template_then_random"
    RANDOM_NOTE_THEN_TEMPLATE = "random_note_then_template"
    RANDOM_CARD = "random_card"


class ReviewOrder(StrEnum):
    """In which order due reviews are gathered and shown."""

    DUE_THEN_RANDOM = "due_then_random"
    DUE_THEN_DECK = "due_then_deck"
    DECK_THEN_DUE = "deck_then_due"
    SHORT_INTERVALS_FIRST = "short_intervals_first"
    LONG_INTERVALS_FIRST = "long_intervals_first"
    LOW_EASE_FIRST = "low_ease_first"
    """With FSRS: difficult cards first."""
    HIGH_EASE_FIRST = "high_ease_first"
    LOW_RETRIEVABILITY_FIRST = "low_retrievability_first"
    HIGH_RETRIEVABILITY_FIRST = "high_retrievability_first"
    RELATIVE_OVERDUENESS = "relative_overdueness"
    RANDOM = "random"
    ADDED = "added"
    LATEST_ADDED_FIRST = "latest_added_first"


class Mix(StrEnum):
    """Where new cards, or learning cards of past days, stand among the reviews."""

    MIX = "mix"
    AFTER_REVIEWS = "after_reviews"
    BEFORE_REVIEWS = "before_reviews"


class QuestionAction(StrEnum):
    """What auto-advance does when the time for the question is over."""

    SHOW_ANSWER = "show_answer"
    REMIND = "remind"


class AnswerAction(StrEnum):
    """What auto-advance does when the time for the answer is over."""

    BURY = "bury"
    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Preset:
    """Options that decks share. Defaults are those of Anki 26.09; steps are in seconds."""

    id: int = 0
    name: str = "Default"
    algorithm: Algorithm = Algorithm.SM2
    # Limits a day
    new_per_day: int = 20
    reviews_per_day: int = 200
    new_ignore_review_limit: bool = False
    limits_of_all_parents: bool = False
    """Else only of the decks from the chosen one down."""
    # Learning and lapses
    learning_steps: tuple[int, ...] = (60, 600)
    graduating_days: int = 1
    easy_days_after_learning: int = 4
    insert_order: InsertOrder = InsertOrder.SEQUENTIAL
    relearning_steps: tuple[int, ...] = (600,)
    lapse_multiplier: float = 0.0
    minimum_lapse_days: int = 1
    leech_threshold: int = 8
    """Lapses that make a leech, 0: never. Told again after every half of it."""
    leech_action: LeechAction = LeechAction.TAG_ONLY
    learn_ahead: int = 1200
    """Seconds that a learning card may be shown early when nothing else is due."""
    # SM-2
    initial_ease: float = DEFAULT_EASE
    easy_multiplier: float = 1.3
    hard_multiplier: float = 1.2
    interval_multiplier: float = 1.0
    maximum_days: int = 36_500
    # FSRS
    fsrs_parameters: tuple[float, ...] = FSRS6_DEFAULTS
    older_fsrs_parameters: tuple[tuple[float, ...], ...] = ()
    """Of FSRS 4 (17) and 5 (19 weights), kept for packages."""
    desired_retention: float = 0.9
    historical_retention: float = 0.9
    ignore_reviews_before: int | None = None
    """Study day; earlier reviews are no input to FSRS."""
    fsrs_short_term_with_steps: bool = False
    memory_from_log: bool = False
    """Parameters were changed here: memories that packages brought are computed anew."""
    # Order
    new_gather: NewGather = NewGather.DECK
    new_sort: NewSort = NewSort.TEMPLATE
    new_mix: Mix = Mix.MIX
    interday_learning_mix: Mix = Mix.MIX
    review_order: ReviewOrder = ReviewOrder.DUE_THEN_RANDOM
    # Burying of siblings until tomorrow
    bury_new: bool = False
    bury_reviews: bool = False
    bury_interday_learning: bool = False
    # Spreading of due days
    fuzz: bool = True
    load_balance: bool = True
    easy_days: tuple[float, ...] = (1.0,) * 7
    """Monday first: the share of a normal day's reviews, 0–1."""
    # Study screen
    answer_cap: int = 60
    """Seconds; a longer answer counts as so many."""
    show_timer: bool = False
    stop_timer_on_answer: bool = False
    autoplay: bool = True
    replay_question_audio: bool = True
    """Replaying on the answer side plays the question's audio too."""
    wait_for_audio: bool = True
    auto_question: float = 0.0
    """Seconds until auto-advance leaves the question; 0: never."""
    auto_answer: float = 0.0
    question_action: QuestionAction = QuestionAction.SHOW_ANSWER
    answer_action: AnswerAction = AnswerAction.BURY
