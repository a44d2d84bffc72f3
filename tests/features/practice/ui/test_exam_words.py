"""What the exam says: verdicts, letters, changes of answer, times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.practice.models import BlockSummary, Item, Mode
from ms2qbank_desktop.features.practice.ui.feedback import (
    Change,
    Feedback,
    change_kind,
    changes_of_mind,
    choice_state,
)
from ms2qbank_desktop.features.practice.ui.wording import (
    block_facts,
    block_title,
    clock,
    countdown,
    listed,
    number_word,
    shown_letters,
    stopwatch,
)
from ms2qbank_desktop.ui.widgets.choice import ChoiceState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def item(answer: str, *, struck: str = "", order: str = "ABCDE") -> Item:
    """Return an item with places written as letters."""

    def places(letters: str) -> frozenset[int]:
        return frozenset("ABCDE".index(letter) for letter in letters)

    shown = tuple("ABCDE".index(letter) for letter in order)
    return Item(0, 1, shown, places(answer), places(struck), seen=True, submitted=True, time_ms=0)


def told(answer: str, right: str, *changes: str, order: str = "ABCDE") -> Feedback:
    """Return the feedback on an answer; changes are written "A>B"."""
    correct = frozenset("ABCDE".index(letter) for letter in right)
    steps = tuple((before, after) for before, after in (c.split(">") for c in changes))
    return Feedback(item(answer, order=order), correct, 0, steps)


@pytest.mark.parametrize(
    ("answer", "right", "status", "words"),
    [
        ("B", "B", Status.CORRECT, "Correct. The answer is B"),
        ("A", "B", Status.INCORRECT, "Incorrect. The answer is B; you chose A"),
        ("", "B", Status.OMITTED, "Omitted. The answer is B"),
        ("AC", "AC", Status.CORRECT, "Correct. The answers are A and C"),
        ("A", "ACD", Status.INCORRECT, "Incorrect. The answers are A, C and D; you chose A"),
    ],
)
def test_the_headline_names_verdict_and_letters(
    answer: str, right: str, status: Status, words: str
) -> None:
    assert told(answer, right).status is status
    assert told(answer, right).headline == words


def test_letters_are_those_on_the_screen() -> None:
    feedback = told("A", "B", "B>A", order="EDCBA")
    assert feedback.headline == "Incorrect. The answer is D; you chose E"
    assert feedback.changes_line == "You changed your answer once: D → E (right to wrong)"
    assert shown_letters((4, 3, 2, 1, 0), {0, 4}) == ["A", "E"]


@pytest.mark.parametrize(
    ("answer", "changes", "words"),
    [
        ("B", ["A>B"], "You changed your answer once: A → B (wrong to right)"),
        ("C", ["A>C"], "You changed your answer once: A → C (wrong to wrong)"),
        ("B", ["B>A", "A>B"], "You changed your answer 2 times: B → A → B (and back)"),
        ("D", [], ""),
    ],
)
def test_changes_of_answer_are_told_in_their_order(
    answer: str, changes: list[str], words: str
) -> None:
    assert told(answer, "B", *changes).changes_line == words


def test_adding_the_next_of_several_right_letters_is_no_change_of_mind() -> None:
    assert changes_of_mind([("A", "AC"), ("AC", "C"), ("C", "CD")]) == [("AC", "C")]
    assert told("AC", "AC", "A>AC").changes_line == ""
    assert told("CD", "CD", "A>AC", "AC>C", "C>CD").changes_line == (
        "You changed your answer once: AC → C → CD (wrong to right)"
    )


def test_a_change_spoils_mends_or_moves() -> None:
    assert change_kind(("B", "A"), "B") is Change.SPOILED
    assert change_kind(("A", "B"), "B") is Change.MENDED
    assert change_kind(("A", "C"), "B") is Change.MOVED


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        (0, ChoiceState.CHOSEN, ChoiceState.INCORRECT),
        (1, ChoiceState.IDLE, ChoiceState.MISSED),
        (2, ChoiceState.STRUCK, ChoiceState.MISSED_STRUCK),
        (3, ChoiceState.CHOSEN, ChoiceState.CORRECT),
        (4, ChoiceState.STRUCK, ChoiceState.STRUCK),
    ],
)
def test_a_choice_changes_its_state_when_it_is_revealed(
    place: int, before: ChoiceState, after: ChoiceState
) -> None:
    answered = item("AD", struck="CE")
    correct = frozenset({1, 2, 3})
    assert choice_state(answered, place, correct, revealed=False) is before
    assert choice_state(answered, place, correct, revealed=True) is after


def test_times_are_written_by_their_length() -> None:
    assert clock(59_999) == "00:59"
    assert clock(3_600_000 + 61_000) == "1:01:01"
    assert countdown(1) == "00:01"
    assert countdown(0) == "00:00"
    assert countdown(180_000) == "03:00"
    assert stopwatch(102_400) == "1:42"


def test_lists_and_numbers_read_as_sentences() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "C"]) == "A and C"
    assert listed(["A", "C", "D"]) == "A, C and D"
    assert number_word(3) == "Three"
    assert number_word(20) == "20"


def block(*systems: str, days_ago: int = 0) -> BlockSummary:
    begun = NOW - timedelta(days=days_ago, hours=1)
    ended = begun + timedelta(minutes=28)
    return BlockSummary(1, 31, Mode.TIMED, 20, 20, 14, 6, 0, 0, None, begun, ended, systems=systems)


def test_a_block_is_named_by_its_first_system() -> None:
    assert block_title(block()) == "Block 31"
    assert block_title(block("")) == "Block 31"
    assert block_title(block("Renal")) == "Block 31, Renal"
    assert block_title(block("Renal", "", "Blood")) == "Block 31, Renal and 1 more system"
    assert block_title(block("Cardiovascular System")) == "Block 31, Cardiovascular"
    assert block_title(block("Renal", "Blood", "Skin", "Eye", "Ear")) == "Block 31, 5 systems"


def test_facts_say_the_hours_of_today_and_the_day_of_older_blocks() -> None:
    begun = (NOW - timedelta(hours=1)).astimezone()
    hours = f"{begun:%H:%M} to {begun + timedelta(minutes=28):%H:%M}"
    assert block_facts(block(), NOW) == f"Timed, 20 questions, today {hours}"
    assert block_facts(block(days_ago=30), NOW) == "Timed, 20 questions, 31 Jan"
