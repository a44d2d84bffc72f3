"""Tips state what is so; chance alone never speaks."""

from __future__ import annotations

import random

import pytest

from ms2qbank_desktop.features.analytics.models import ChangeKind, Tally
from ms2qbank_desktop.features.analytics.tips import (
    USUAL_SPOILED,
    Habits,
    Share,
    critical,
    tips,
    z_of,
)
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status


def of(right: int, total: int, omitted: int = 0) -> Tally:
    return Tally(total + omitted, right, omitted)


def changes(spoiled: int, mended: int, others: int = 0) -> Habits:
    numbers = {ChangeKind.SPOILED: spoiled, ChangeKind.MENDED: mended, ChangeKind.WRONG: others}
    return Habits(changes={kind.value: of(0, n) for kind, n in numbers.items()})


def texts(habits: Habits) -> list[str]:
    return [tip.text for tip in tips(habits)]


def only(habits: Habits) -> str:
    (text,) = texts(habits)
    return text


def test_nobody_without_answers_gets_a_tip() -> None:
    assert not tips(Habits())


# Changed answers


def test_who_spoils_more_than_mends_is_told_to_trust_the_first_choice() -> None:
    assert only(changes(9, 4, 2)) == (
        "You changed 9 right answers to wrong ones this month and 4 the other way. Your first "
        "choice is worth trusting."
    )


def test_who_mends_more_than_spoils_is_told_that_a_second_look_pays() -> None:
    assert only(changes(3, 15)) == (
        "You changed 15 wrong answers to right ones this month and 3 the other way. A second look "
        "pays: change when you see a reason."
    )


@pytest.mark.parametrize(("spoiled", "mended"), [(5, 4), (4, 5), (5, 9), (5, 0), (8, 6), (0, 0)])
def test_changes_that_chance_explains_are_not_spoken_of(spoiled: int, mended: int) -> None:
    assert not tips(changes(spoiled, mended))


# Speed, stamina, hours


def test_slow_answers_that_are_less_right_are_spoken_of() -> None:
    speeds = {"0": of(62, 100), "1": of(142, 200), "2": of(136, 200), "4": of(49, 100)}
    assert only(Habits(speeds=speeds)) == (
        "Answers after 100 s are right in 49 %, quicker ones in 68 %. When the time is up, decide "
        "and go on."
    )


def test_of_slow_and_hasty_answers_only_the_surer_is_spoken_of() -> None:
    speeds = {"0": of(90, 200), "1": of(160, 200), "2": of(160, 200), "4": of(50, 100)}
    assert only(Habits(speeds=speeds)).startswith(
        "Answers within 40 s are right in 45 %, slower ones in 74 %."
    )


def test_a_second_half_that_is_worse_is_spoken_of_without_what_was_omitted() -> None:
    halves = {"1": of(240, 300), "2": of(195, 300, omitted=50)}
    assert only(Habits(halves=halves)) == (
        "In the second half of your blocks 65 % are right, in the first 80 %. Look away for a "
        "moment at the middle of a block."
    )
    assert not tips(Habits(halves={"1": of(240, 300), "2": of(240, 300, omitted=200)}))


def test_the_worst_hour_is_named_if_it_is_worse_than_the_others() -> None:
    hours = {"9": of(70, 100), "10": of(75, 100), "23": of(40, 100), "3": of(1, 20)}
    assert only(Habits(hours=hours)) == (
        "From 23:00 to 00:00 40 % of your answers are right, at other hours 72 %. Keep this hour "
        "for cards."
    )
    assert not tips(Habits(hours={"23": of(40, 100)}))


def test_the_more_hours_there_are_the_more_one_must_differ() -> None:
    two = {"9": of(70, 100), "23": of(50, 100)}
    assert z_of(Share(70, 100), Share(50, 100)) > critical(2)
    assert tips(Habits(hours=two))
    many = {str(hour): of(70, 100) for hour in range(8, 20)} | {"23": of(57, 100)}
    assert not tips(Habits(hours=many))


# Confidence, retests


def test_sure_answers_that_are_wrong_are_counted() -> None:
    assert only(Habits(confidence={"3": of(32, 46), "1": of(3, 40)})) == (
        "Of 46 answers you were sure of, 14 were wrong (30 %). Before you say sure, name what "
        "speaks against the others."
    )
    assert not tips(Habits(confidence={"3": of(40, 46)}))
    assert not tips(Habits(confidence={"3": of(4, 12)}))


def test_late_retests_that_fail_lead_to_what_is_due() -> None:
    retests = {"0": of(20, 25), "2": of(59, 75), "3": of(30, 50), "5": of(25, 50)}
    (tip,) = tips(Habits(retests=retests))
    assert tip.text.startswith(
        "Missed questions asked again within 7 days are right in 79 %, later ones in 55 %."
    )
    assert tip.request == "practise"
    assert tip.args == (QuestionFilter(statuses=frozenset({Status.DUE})),)


# Cards


def test_a_backlog_of_more_than_two_days_is_spoken_of() -> None:
    assert only(Habits(overdue=400, cards_a_day=90.4)).startswith(
        "400 cards are overdue, and you answer 90 on a day of study."
    )
    assert not tips(Habits(overdue=180, cards_a_day=90.4))
    assert not tips(Habits(overdue=400))


def test_leeches_are_spoken_of_from_three_on() -> None:
    assert only(Habits(leeches=3)).startswith("3 cards are forgotten again and again.")
    assert not tips(Habits(leeches=2))


# All of them


def test_the_surest_tip_comes_first_and_each_theme_speaks_once() -> None:
    habits = Habits(
        changes=changes(9, 4, 2).changes,
        halves={"1": of(900, 1000), "2": of(600, 1000)},
        overdue=400,
        cards_a_day=100,
        leeches=30,
    )
    first, second, third = texts(habits)
    assert first.startswith("In the second half")
    assert second.startswith("30 cards are forgotten")
    assert third.startswith("You changed")


def test_students_without_habits_hardly_ever_get_a_tip() -> None:
    chance = random.Random(8)

    def answers(number: int, share: float = 0.65) -> Tally:
        return of(sum(chance.random() < share for _ in range(number)), number)

    told = 0
    for _ in range(400):
        told += bool(
            tips(
                Habits(
                    speeds={str(place): answers(150) for place in range(5)},
                    halves={"1": answers(375), "2": answers(375)},
                    hours={str(hour): answers(60) for hour in range(8, 20)},
                    confidence={"3": answers(300, 0.85)},
                    retests={str(place): answers(40) for place in range(6)},
                )
            )
        )
    assert told < 0.06 * 400


@pytest.mark.parametrize(
    ("share", "said"),
    [
        pytest.param(USUAL_SPOILED, "Your first choice", id="changes as usual"),
        pytest.param(1 / 2, "A second look", id="changes that neither help nor harm"),
    ],
)
def test_chance_hardly_ever_speaks_of_changes(share: float, said: str) -> None:
    chance = random.Random(8)
    told = 0
    for _ in range(400):
        spoiled = sum(chance.random() < share for _ in range(25))
        told += any(said in text for text in texts(changes(spoiled, 25 - spoiled)))
    assert told < 0.02 * 400
