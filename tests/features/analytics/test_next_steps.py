"""The next steps are those that bring most, each with its numbers and begun by one click."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics import gains
from ms2qbank_desktop.features.analytics.gains import (
    ConfusedPair,
    DueQuestion,
    Situation,
    SystemState,
)
from ms2qbank_desktop.features.analytics.models import CardTally, Tally
from ms2qbank_desktop.features.analytics.next_steps import Step, StepKind, next_steps
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.demand import Pace, Reading
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode

TODAY = date(2026, 3, 17)
ENDOCRINE, HEART, HUMAN = (
    "Reproductive & Endocrine Systems",
    "Cardiovascular System",
    "Human Development",
)


def system(
    name: str = ENDOCRINE,
    unseen: int = 80,
    questions: int = 100,
    expected: float = 0.54,
    firsts: tuple[int, int] = (54, 100),
) -> SystemState:
    right, answered = firsts
    tally = Tally(answered, right, firsts=answered, firsts_right=right)
    return SystemState(name, frozenset({name}), questions, unseen, expected, tally)


def task(kind: TaskKind, **more: object) -> Task:
    return replace(Task(7, TODAY, kind, "Of the plan", 40), **more)  # type: ignore[arg-type]


def due(number: int, *, missed: bool = True, system: str = HEART) -> list[DueQuestion]:
    return [DueQuestion(one, system, missed) for one in range(number)]


def begun(**parts: object) -> Situation:
    return Situation(begun=True, **parts)  # type: ignore[arg-type]


def only(situation: Situation) -> Step:
    (step,) = next_steps(situation)
    return step


# What is offered


def test_nothing_is_offered_before_the_first_answer() -> None:
    untouched = Situation(
        systems=[system(firsts=(0, 0))], cards_due=90, tasks=[task(TaskKind.CARDS)]
    )
    assert not next_steps(untouched)


def test_a_student_of_cards_alone_is_told_of_cards_and_of_questions() -> None:
    steps = next_steps(
        begun(systems=[system(firsts=(0, 0))], cards=CardTally(60, 50, 44, 60_000), cards_due=400)
    )
    assert {step.kind for step in steps} == {StepKind.CARDS, StepKind.QUESTIONS}
    questions = next(step for step in steps if step.kind is StepKind.QUESTIONS)
    assert questions.why.startswith("80 unseen, none answered yet · ")


def test_a_block_is_of_questions_not_seen_yet_and_says_the_numbers() -> None:
    step = only(begun(systems=[system(unseen=1_032, questions=1_100)]))
    assert step.title == "20 questions, Reproductive & Endocrine"
    assert step.why == "1,032 unseen, 54 % right · +0.5 points"
    assert (step.kind, step.system, step.request) == (StepKind.QUESTIONS, ENDOCRINE, "begin-block")
    (request,) = step.args
    assert isinstance(request, BlockRequest)
    assert (request.mode, request.size) == (Mode.TUTOR, 20)
    assert request.wanted.bank.systems == {ENDOCRINE}
    assert request.wanted.statuses == {Status.UNUSED}


def test_questions_that_tell_no_system_can_be_asked_too() -> None:
    step = only(begun(systems=[system("", unseen=400, questions=400)]))
    assert step.title == "20 questions, other systems"
    assert step.gain < gains.of_block(system(unseen=400, questions=400), 20)


def test_a_block_has_no_more_questions_than_are_left() -> None:
    step = only(begun(systems=[system(unseen=1, questions=2)]))
    assert step.title == "1 question, Reproductive & Endocrine"
    assert not next_steps(begun(systems=[system(unseen=0)]))


def test_due_questions_are_retested_the_longest_due_first() -> None:
    situation = begun(systems=[system(unseen=0)], due=due(23), retests=Tally(40, 30))
    step = only(situation)
    assert step.title == "Retest 20 missed questions"
    assert step.why.startswith("23 due, 75 % of retests right · +")
    assert (step.kind, step.request, step.args) == (
        StepKind.RETEST,
        "begin-block",
        (tuple(range(20)),),
    )


def test_retests_say_nothing_of_a_success_that_nobody_knows() -> None:
    step = only(begun(systems=[system(unseen=0)], due=due(8)))
    assert step.why.startswith("8 due · ")


def test_cards_name_the_system_that_is_remembered_least() -> None:
    situation = begun(
        systems=[system(unseen=0)],
        cards_due=300,
        cards=CardTally(1000, 1000, 880, 0),
        cards_by_system={
            ENDOCRINE: CardTally(100, 100, 70, 0),
            HEART: CardTally(100, 100, 60, 0),
            HUMAN: CardTally(4, 4, 1, 0),
        },
    )
    step = only(situation)
    assert (step.title, step.request, step.args) == ("300 cards due", "study-cards", (None,))
    assert step.why.startswith("88 % remembered, Cardiovascular 60 % · +")


def test_three_forgotten_cards_are_no_weak_system() -> None:
    cards = CardTally(1000, 1000, 880, 0)
    few = {HUMAN: CardTally(4, 4, 2, 0), "": CardTally(500, 500, 100, 0)}
    step = only(begun(systems=[system(unseen=0)], cards_due=300, cards=cards, cards_by_system=few))
    assert step.why.startswith("88 % remembered · ")


def test_pairs_are_asked_by_their_questions_or_if_there_are_any_by_their_cards() -> None:
    nephron = ConfusedPair("Bartter or Gitelman syndrome", {1: HEART, 2: HEART})
    rash = ConfusedPair("Measles or rubella", {3: HEART, 2: HEART})
    questions = only(begun(systems=[system(unseen=0)], pairs=[nephron, rash]))
    assert questions.title == "Questions: Bartter or Gitelman syndrome"
    assert questions.why.startswith("2 pairs you confuse · ")
    assert (questions.request, questions.args) == ("begin-block", ((1, 2, 3),))
    rash = replace(rash, cards=(31, 32))
    cards = only(begun(systems=[system(unseen=0)], pairs=[nephron, rash]))
    assert (cards.kind, cards.title) == (StepKind.CARDS, "Cards: Measles or rubella")
    assert cards.why.startswith("1 pair you confuse · ")
    assert (cards.request, cards.args) == ("study-these-cards", ((31, 32),))


def test_no_more_pairs_are_named_than_a_block_asks_of() -> None:
    pairs = [
        ConfusedPair(f"{place} or more", {place * 8 + one: HEART for one in range(8)})
        for place in range(5)
    ]
    step = only(begun(systems=[system(unseen=0)], pairs=pairs))
    assert step.why.startswith("3 pairs you confuse · ")
    assert step.args == (tuple(range(20)),)


def test_at_equal_gain_what_is_due_is_asked_before_pairs() -> None:
    pairs = [ConfusedPair("A or B", dict.fromkeys(range(20), HEART))]
    step = only(begun(systems=[system(unseen=0)], due=due(20), pairs=pairs))
    assert step.title == "Retest 20 missed questions"


def test_a_lecture_that_was_begun_comes_before_one_that_was_not() -> None:
    videos = [
        Reading(1, "Seen", ENDOCRINE, 600_000, 600_000),
        Reading(2, "New", ENDOCRINE, 1_740_000),
        Reading(3, "Begun", ENDOCRINE, 1_740_000, 660_000),
        Reading(4, "Of no system", "", 1_740_000),
    ]
    step = only(begun(systems=[system(unseen=0)], videos=videos))
    assert (step.title, step.kind, step.system) == ("Begun", StepKind.VIDEO, ENDOCRINE)
    assert step.why.startswith("18 min left, 54 % right · +")
    assert (step.request, step.args) == ("open-video", (Place(Kind.VIDEO, 3),))
    step = only(begun(systems=[system(unseen=0)], videos=videos[:2]))
    assert step.why.startswith("29 min not watched, 54 % right · ")


def test_an_article_takes_the_time_that_its_words_take() -> None:
    article = Reading(9, "Adrenal glands", ENDOCRINE, 2_200)
    step = only(begun(systems=[system(unseen=0)], articles=[article]))
    assert step.why.startswith("10 min not read, 54 % right · ")
    assert (step.request, step.args) == ("open-article", (Place(Kind.ARTICLE, 9),))


# In which order


def test_weight_weakness_and_what_is_unseen_each_put_a_system_first() -> None:
    usual = system(HEART, unseen=50)
    heavier = replace(usual, name=ENDOCRINE)
    weaker = replace(usual, expected=0.5)
    newer = replace(usual, unseen=60)
    for better in (heavier, weaker, newer):
        assert gains.of_block(better, 20) > gains.of_block(usual, 20)
    steps = next_steps(begun(systems=[usual, heavier]))
    assert [step.system for step in steps] == [ENDOCRINE, HEART]


def test_steps_are_of_different_kinds_or_systems() -> None:
    pairs = [ConfusedPair("A or B", {1: HEART})]
    situation = begun(systems=[system(unseen=0)], due=due(20), pairs=pairs)
    assert [step.title for step in next_steps(situation)] == ["Retest 20 missed questions"]


def test_at_equal_gain_the_task_of_the_plan_is_offered_instead() -> None:
    situation = begun(systems=[system()], tasks=[task(TaskKind.QUESTIONS, system=ENDOCRINE)])
    step = only(situation)
    assert (step.kind, step.title) == (StepKind.TASK, "Of the plan")
    assert step.why == "In today's plan, 40 min · +0.4 points"
    assert (step.request, step.args) == ("start-task", tuple(situation.tasks))


def test_a_task_of_questions_of_no_system_is_measured_by_what_it_would_draw() -> None:
    systems = [system(HEART, unseen=30), system(HUMAN, unseen=10)]
    mixed = gains.of_mixed_block(systems, 20)
    assert gains.of_block(systems[1], 20) < mixed < gains.of_block(systems[0], 20)
    steps = next_steps(begun(systems=systems, tasks=[task(TaskKind.QUESTIONS)]))
    assert [step.gain for step in steps if step.kind is StepKind.TASK] == [mixed]
    done = [system(HEART, unseen=0)]
    assert not next_steps(begun(systems=done, tasks=[task(TaskKind.QUESTIONS)]))


def test_a_task_that_brings_less_comes_after_what_brings_more() -> None:
    small = task(TaskKind.QUESTIONS, system=HUMAN, number=20)
    situation = begun(systems=[system(), system(HUMAN)], tasks=[small])
    first, second = next_steps(situation)
    assert first.kind is StepKind.QUESTIONS
    assert second.args == (small,)


def test_tasks_of_which_nobody_knows_what_they_bring_are_left_to_the_plan() -> None:
    tasks = [
        task(TaskKind.BREAK),
        task(TaskKind.OTHER),
        task(TaskKind.SELF_ASSESSMENT),
        task(TaskKind.QUESTIONS, system="Other"),
        task(TaskKind.VIDEO, about=(Place(Kind.VIDEO, 404),)),
    ]
    assert not next_steps(begun(systems=[system(unseen=0)], tasks=tasks))


@pytest.mark.parametrize(
    "planned",
    [
        task(TaskKind.CARDS),
        task(TaskKind.RETEST),
        task(TaskKind.RETEST, about=(Place(Kind.QUESTION, 3),)),
        task(TaskKind.VIDEO, about=(Place(Kind.VIDEO, 1),)),
        task(TaskKind.ARTICLE, about=(Place(Kind.ARTICLE, 1),)),
    ],
    ids=lambda one: f"{one.kind} {len(one.about)}",
)
def test_every_kind_of_task_is_measured_as_what_is_done_in_it(planned: Task) -> None:
    whole = begun(
        systems=[system(unseen=0)],
        due=due(8)[3:4] if planned.about else due(8),
        cards_due=200,
        videos=[Reading(1, "Lecture", ENDOCRINE, 2_400_000)],
        articles=[Reading(1, "Article", ENDOCRINE, 8_800)],
        tasks=[planned],
    )
    of_task = next(step for step in next_steps(whole, 9) if step.kind is StepKind.TASK)
    assert 0 < of_task.gain < 1


# How much


def test_gains_are_no_promise_of_more_than_can_be_had() -> None:
    left, had = 250, 0.0
    while left:
        had += gains.of_block(system(unseen=left, questions=250, expected=0.4), 20)
        left = max(0, left - 20)
    to_be_had = SYSTEMS[7].weight * 0.6
    assert 0.4 * to_be_had < had < 0.6 * to_be_had


def test_the_longer_lecture_brings_more_but_not_in_proportion() -> None:
    ten, hour = (gains.of_reading(system(), minutes, Pace()) for minutes in (10, 60))
    assert 4 * ten < hour < 6 * ten


def test_a_question_that_was_right_the_last_time_is_worth_less_to_ask_again() -> None:
    missed, right = (gains.of_retests(begun(), due(1, missed=m)) for m in (True, False))
    assert missed > 5 * right > 0


def test_a_gain_is_said_with_one_place() -> None:
    words = {
        round(weak, 3): only(begun(systems=[system(expected=1 - weak)])).why.split(" · ")[1]
        for weak in (0.02, 0.1, 0.5)
    }
    assert words == {0.02: "under 0.1 points", 0.1: "+0.1 points", 0.5: "+0.4 points"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([one.name for one in SYSTEMS]),
            st.integers(0, 300),
            st.floats(0.2, 1),
            st.integers(0, 40),
        ),
        max_size=11,
        unique_by=lambda one: one[0],
    ),
    st.integers(0, 60),
    st.integers(0, 2000),
    st.integers(1, 5),
)
def test_steps_fall_in_gain_and_never_repeat_themselves(
    systems: list[tuple[str, int, float, int]], retests: int, cards: int, number: int
) -> None:
    situation = begun(
        systems=[
            system(name, unseen, unseen + answered, expected, (answered // 2, answered))
            for name, unseen, expected, answered in systems
        ],
        due=due(retests),
        cards_due=cards,
        videos=[Reading(1, "Lecture", systems[0][0], 900_000)] if systems else [],
    )
    steps = next_steps(situation, number)
    assert len(steps) <= number
    shown = [round(step.gain, 1) for step in steps]
    assert shown == sorted(shown, reverse=True)
    assert len({(step.kind, step.system) for step in steps}) == len(steps)
    assert all(0 < step.gain < 14 for step in steps)
