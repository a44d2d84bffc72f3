"""Every option of a preset: its words, and the control it is changed with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import (
    FSRS6_DEFAULTS,
    Algorithm,
    AnswerAction,
    InsertOrder,
    LeechAction,
    Mix,
    NewGather,
    NewSort,
    QuestionAction,
    ReviewOrder,
)

from .option_fields import Day, Decimal, OneOf, OnOff, Steps, WeekLoad, Weights, Whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from .option_fields import OptionField


@dataclass(frozen=True, slots=True)
class Option:
    """``key``: the field of the preset. ``make``: its control, from its label."""

    key: str
    label: str
    help: str
    make: Callable[[str], OptionField]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    options: tuple[Option, ...]


_MIXES = {
    Mix.MIX: "Among the reviews",
    Mix.AFTER_REVIEWS: "After the reviews",
    Mix.BEFORE_REVIEWS: "Before the reviews",
}
_ORDERS = {
    ReviewOrder.DUE_THEN_RANDOM: "Longest due first, then by chance",
    ReviewOrder.DUE_THEN_DECK: "Longest due first, then by deck",
    ReviewOrder.DECK_THEN_DUE: "By deck, longest due first",
    ReviewOrder.SHORT_INTERVALS_FIRST: "Short intervals first",
    ReviewOrder.LONG_INTERVALS_FIRST: "Long intervals first",
    ReviewOrder.LOW_EASE_FIRST: "Hard cards first",
    ReviewOrder.HIGH_EASE_FIRST: "Easy cards first",
    ReviewOrder.LOW_RETRIEVABILITY_FIRST: "Least remembered first",
    ReviewOrder.HIGH_RETRIEVABILITY_FIRST: "Best remembered first",
    ReviewOrder.RELATIVE_OVERDUENESS: "Most overdue for their interval first",
    ReviewOrder.RANDOM: "By chance",
    ReviewOrder.ADDED: "Oldest cards first",
    ReviewOrder.LATEST_ADDED_FIRST: "Newest cards first",
}
_GATHERS = {
    NewGather.DECK: "Deck after deck",
    NewGather.DECK_THEN_RANDOM_NOTES: "Deck after deck, notes by chance",
    NewGather.LOWEST_POSITION: "First added first",
    NewGather.HIGHEST_POSITION: "Last added first",
    NewGather.RANDOM_NOTES: "Notes by chance",
    NewGather.RANDOM_CARDS: "Cards by chance",
}
_SORTS = {
    NewSort.TEMPLATE: "By kind of card",
    NewSort.GATHERED: "As they were taken",
    NewSort.TEMPLATE_THEN_RANDOM: "By kind of card, then by chance",
    NewSort.RANDOM_NOTE_THEN_TEMPLATE: "Notes by chance, their cards in order",
    NewSort.RANDOM_CARD: "By chance",
}
_ALGORITHMS = {
    Algorithm.FSRS: "FSRS: from what you remember",
    Algorithm.SM2: "SM-2: from ease",
    Algorithm.CLASSIC: "Classic: as in the old MS2 QBank",
}
_per_cent = partial(Decimal, unit="%", scale=100)

GROUPS = {
    "limits": (
        Group(
            "Cards a day",
            (
                Option("new_per_day", "New cards", "", lambda n: Whole(n, 0, 9999)),
                Option("reviews_per_day", "Reviews", "", lambda n: Whole(n, 0, 9999)),
                Option(
                    "new_ignore_review_limit",
                    "New cards beyond the limit of reviews",
                    "Else new cards count as reviews too.",
                    OnOff,
                ),
                Option(
                    "limits_of_all_parents",
                    "Limits of the decks above hold too",
                    "Else only those from the deck you study down.",
                    OnOff,
                ),
            ),
        ),
        Group(
            "Order",
            (
                Option("new_gather", "New cards are taken", "", lambda n: OneOf(n, _GATHERS)),
                Option("new_sort", "New cards are shown", "", lambda n: OneOf(n, _SORTS)),
                Option("new_mix", "New cards come", "", lambda n: OneOf(n, _MIXES)),
                Option("review_order", "Reviews come", "", lambda n: OneOf(n, _ORDERS)),
                Option(
                    "interday_learning_mix",
                    "Learning cards of past days come",
                    "",
                    lambda n: OneOf(n, _MIXES),
                ),
            ),
        ),
        Group(
            "Cards of the same note on one day",
            (
                Option("bury_new", "Put new ones off until tomorrow", "", OnOff),
                Option("bury_reviews", "Put reviews off until tomorrow", "", OnOff),
                Option("bury_interday_learning", "Put learning ones off until tomorrow", "", OnOff),
            ),
        ),
    ),
    "learning": (
        Group(
            "New cards",
            (
                Option(
                    "learning_steps",
                    "Learning steps",
                    "Delays between the first answers: s, m, h or d.",
                    Steps,
                ),
                Option(
                    "graduating_days",
                    "First interval after the steps",
                    "",
                    lambda n: Whole(n, 1, 999, "days"),
                ),
                Option(
                    "easy_days_after_learning",
                    "First interval after Easy",
                    "",
                    lambda n: Whole(n, 1, 999, "days"),
                ),
                Option(
                    "insert_order",
                    "New notes stand",
                    "",
                    lambda n: OneOf(
                        n,
                        {
                            InsertOrder.SEQUENTIAL: "In the order they were added",
                            InsertOrder.RANDOM: "By chance",
                        },
                    ),
                ),
                Option(
                    "learn_ahead",
                    "Learning cards may come early by",
                    "When nothing else is left.",
                    lambda n: Whole(n, 0, 7200, "s"),
                ),
            ),
        ),
        Group(
            "Forgotten cards",
            (
                Option("relearning_steps", "Relearning steps", "", Steps),
                Option(
                    "lapse_multiplier",
                    "Interval afterwards",
                    "A share of the interval before.",
                    lambda n: _per_cent(n, 0, 1),
                ),
                Option(
                    "minimum_lapse_days",
                    "Shortest interval afterwards",
                    "",
                    lambda n: Whole(n, 1, 99, "days"),
                ),
                Option(
                    "leech_threshold",
                    "Lapses that make a leech",
                    "A card that keeps being forgotten; 0: none is told.",
                    lambda n: Whole(n, 0, 99),
                ),
                Option(
                    "leech_action",
                    "A leech is",
                    "",
                    lambda n: OneOf(
                        n,
                        {
                            LeechAction.TAG_ONLY: "Tagged",
                            LeechAction.SUSPEND: "Tagged and suspended",
                        },
                    ),
                ),
            ),
        ),
    ),
    "intervals": (
        Group(
            "Scheduler",
            (
                Option("algorithm", "Scheduler", "", lambda n: OneOf(n, _ALGORITHMS)),
                Option(
                    "maximum_days",
                    "Longest interval",
                    "",
                    lambda n: Whole(n, 1, 36_500, "days"),
                ),
            ),
        ),
        Group(
            "FSRS",
            (
                Option(
                    "desired_retention",
                    "Wanted retention",
                    "The share of cards you want to remember when they come.",
                    lambda n: _per_cent(n, 0.7, 0.99),
                ),
                Option(
                    "fsrs_parameters",
                    "Parameters",
                    "21 numbers; the optimiser finds yours.",
                    lambda n: Weights(n, len(FSRS6_DEFAULTS)),
                ),
                Option(
                    "historical_retention",
                    "Retention so far",
                    "Used for cards whose early answers are missing.",
                    lambda n: _per_cent(n, 0.7, 0.99),
                ),
                Option(
                    "ignore_reviews_before",
                    "Learn nothing from answers before",
                    "For a time in which you answered otherwise.",
                    lambda n: Day(n, "count all"),
                ),
                Option(
                    "fsrs_short_term_with_steps",
                    "Learning steps by FSRS",
                    "",
                    OnOff,
                ),
            ),
        ),
        Group(
            "SM-2",
            (
                Option(
                    "initial_ease",
                    "Ease of a new card",
                    "",
                    lambda n: _per_cent(n, 1.31, 9.99),
                ),
                Option("easy_multiplier", "Easy", "", lambda n: _per_cent(n, 1, 5)),
                Option("hard_multiplier", "Hard", "", lambda n: _per_cent(n, 0.5, 1.3)),
                Option("interval_multiplier", "All intervals", "", lambda n: _per_cent(n, 0.5, 2)),
            ),
        ),
        Group(
            "Spreading",
            (
                Option("fuzz", "Vary intervals a little", "So that cards part company.", OnOff),
                Option("load_balance", "Even days out", "Within that variation.", OnOff),
                Option("easy_days", "Days of the week", "", WeekLoad),
            ),
        ),
    ),
    "screen": (
        Group(
            "Time",
            (
                Option("show_timer", "Show the time spent on a card", "", OnOff),
                Option("stop_timer_on_answer", "Stop it when the answer is shown", "", OnOff),
                Option(
                    "answer_cap",
                    "Longest time that counts",
                    "",
                    lambda n: Whole(n, 5, 7200, "s"),
                ),
            ),
        ),
        Group(
            "Sound",
            (
                Option("autoplay", "Play sounds by themselves", "", OnOff),
                Option(
                    "replay_question_audio",
                    "Playing again includes the question",
                    "On the side of the answer.",
                    OnOff,
                ),
            ),
        ),
        Group(
            "Going on by itself",
            (
                Option(
                    "auto_question",
                    "Time for the question",
                    "0: for ever.",
                    lambda n: Decimal(n, 0, 999, "s", 1),
                ),
                Option(
                    "question_action",
                    "Then",
                    "",
                    lambda n: OneOf(
                        n,
                        {
                            QuestionAction.SHOW_ANSWER: "Show the answer",
                            QuestionAction.REMIND: "Remind me",
                        },
                    ),
                ),
                Option(
                    "auto_answer",
                    "Time for the answer",
                    "0: for ever.",
                    lambda n: Decimal(n, 0, 999, "s", 1),
                ),
                Option(
                    "answer_action",
                    "Then",
                    "",
                    lambda n: OneOf(
                        n,
                        {
                            AnswerAction.BURY: "Bury the card",
                            AnswerAction.AGAIN: "Again",
                            AnswerAction.HARD: "Hard",
                            AnswerAction.GOOD: "Good",
                            AnswerAction.REMIND: "Remind me",
                        },
                    ),
                ),
                Option("wait_for_audio", "Wait until sounds have ended", "", OnOff),
            ),
        ),
    ),
}
"""The options by the part of the dialog, in groups. What is missing is set by other means:
memory_from_log, older parameters and the day before which reviews are left out."""
