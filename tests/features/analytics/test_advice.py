"""Advice over a real database: what it names is there, and what it starts begins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.analytics.models import ChangeKind, Dimension, Scope
from ms2qbank_desktop.features.analytics.next_steps import StepKind
from ms2qbank_desktop.features.analytics.service.advice import MISTAKES, MOST_DUE
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.practice.models import BlockRequest
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.service import QuestionService
from tests.support.counselled import (
    BARTTER,
    ENDOCRINE,
    GITELMAN,
    NOW,
    PACK,
    RENAL,
    TODAY,
    Counselled,
    answers,
    days_ago,
)
from tests.support.logbook import Line, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def book(data_dir: Path) -> Iterator[Counselled]:
    book = Counselled(data_dir)
    yield book
    book.close()


# What next


def test_a_new_student_is_given_no_advice(book: Counselled) -> None:
    book.bank(ENDOCRINE, 1, 40)
    assert book.advice.next_steps(book.user_id) == []
    assert book.advice.tips(book.user_id) == []
    assert book.advice.confusions(book.user_id) == []


def test_a_block_that_is_offered_is_of_unseen_questions_of_the_weak_system(
    book: Counselled,
) -> None:
    hormones, kidneys = book.bank(ENDOCRINE, 1, 100), book.bank(RENAL, 201, 100)
    book.answer(*answers(hormones[:40], 16), *answers(kidneys[:40], 36))
    book.settle()
    steps = book.advice.next_steps(book.user_id, 9)
    blocks = [one for one in steps if one.kind is StepKind.QUESTIONS]
    assert [one.title for one in blocks] == [
        "20 questions, Reproductive & Endocrine",
        "20 questions, Respiratory & Renal",
    ]
    assert blocks[0].why.startswith("60 unseen, 40 % right · +")
    (request,) = blocks[0].args
    assert isinstance(request, BlockRequest)
    practice = book.context.service(PracticeService)
    items = practice.block(book.user_id, practice.create_block(book.user_id, request)).items
    assert len(items) == 20
    assert {item.question_id for item in items} <= {one.id for one in hormones[40:]}


def test_a_bank_that_tells_no_system_is_asked_from_too(book: Counselled) -> None:
    plain, odd = book.bank("", 1, 30), book.bank("Miscellany", 101, 30)
    book.answer(*answers([*plain[:10], *odd[:10]], 10))
    book.settle()
    (step,) = [x for x in book.advice.next_steps(book.user_id) if x.kind is StepKind.QUESTIONS]
    assert step.title == "20 questions, other systems"
    (request,) = step.args
    assert isinstance(request, BlockRequest)
    asked = {*book.attempts.matching(book.user_id, request.wanted)}
    assert asked == {one.id for one in (*plain[10:], *odd[10:])}


def test_three_of_four_are_not_strong(book: Counselled) -> None:
    hormones, kidneys = book.bank(ENDOCRINE, 1, 100), book.bank(RENAL, 201, 100)
    book.answer(*answers(hormones[:4], 3), *answers(kidneys[:80], 56))
    book.settle()
    state = {one.name: one for one in book.advice.situation(book.user_id).systems}
    few = state["Reproductive & Endocrine Systems"]
    assert few.tally.firsts_right / few.tally.firsts == 0.75
    assert abs(few.expected - 0.7) < 0.04


def test_what_is_due_is_asked_again_the_longest_due_first(book: Counselled) -> None:
    kidneys = book.bank(RENAL, 1, 40)
    book.answer(*answers(kidneys[:3], 0, at=days_ago(9)))
    book.answer(*answers(kidneys[3:9], 0, at=days_ago(20)))
    book.answer(*answers(kidneys[9:40], 31))
    book.settle()
    steps = book.advice.next_steps(book.user_id)
    step = next(one for one in steps if one.kind is StepKind.RETEST)
    assert step.title == "Retest 9 missed questions"
    (ids,) = step.args
    assert isinstance(ids, tuple)
    assert sorted(ids[:6]) == [one.id for one in kidneys[3:9]]
    assert sorted(ids[6:]) == [one.id for one in kidneys[:3]]


def test_of_very_many_due_questions_all_are_counted(book: Counselled) -> None:
    kidneys = book.bank(RENAL, 1, MOST_DUE + 5)
    book.answer(*answers(kidneys, 0, at=days_ago(9)))
    book.settle()
    due = book.advice.situation(book.user_id).due
    assert len({one.id for one in due}) == MOST_DUE + 5
    assert [one.missed for one in due] == [True] * MOST_DUE + [False] * 5
    steps = book.advice.next_steps(book.user_id)
    step = next(one for one in steps if one.kind is StepKind.RETEST)
    assert step.title == "Retest 20 missed questions"
    assert step.why.startswith(f"{MOST_DUE + 5} due · ")


def test_suspended_questions_are_neither_offered_nor_retested(book: Counselled) -> None:
    kidneys = book.bank(RENAL, 1, 12)
    book.answer(*answers(kidneys[:6], 0, at=days_ago(9)))
    book.settle()
    ids = [one.id for one in kidneys]
    book.attempts.suspend(book.user_id, ids, suspended=True)
    assert book.advice.next_steps(book.user_id) == []


def test_an_open_task_of_today_is_a_step_and_a_done_one_is_not(book: Counselled) -> None:
    kidneys = book.bank(RENAL, 1, 60)
    book.answer(*answers(kidneys[:20], 10))
    book.settle()
    tasks = book.context.service(TaskService)
    task_id = tasks.add(book.user_id, TODAY, "My block", 40, kind=TaskKind.QUESTIONS)
    tasks.add(book.user_id, TODAY + timedelta(days=1), "Tomorrow", 40, kind=TaskKind.QUESTIONS)
    steps = book.advice.next_steps(book.user_id, 9)
    (step,) = [one for one in steps if one.kind is StepKind.TASK]
    assert (step.title, step.request) == ("My block", "start-task")
    assert step.args == (tasks.task(book.user_id, task_id),)
    tasks.tick(book.user_id, task_id)
    kinds = {one.kind for one in book.advice.next_steps(book.user_id, 9)}
    assert StepKind.TASK not in kinds


# Pairs


def test_a_pair_is_found_in_both_directions_and_its_questions_can_be_asked(
    book: Counselled,
) -> None:
    book.pair()
    other = book.confusing(902, GITELMAN, BARTTER.upper(), "Liddle")
    book.answer(Line(other, NOW, "B"))
    book.settle()
    (pair,) = book.advice.confusions(book.user_id)
    assert (pair.right, pair.chosen, pair.times) == (BARTTER, GITELMAN, 3)
    assert pair.question_ids == (902, 900, 901)
    assert pair.last == TODAY
    step = next(
        one for one in book.advice.next_steps(book.user_id, 9) if one.kind is StepKind.RETEST
    )
    assert step.title == "Questions: Bartter or Gitelman syndrome"
    assert step.args == ((902, 900, 901),)


def test_a_pair_whose_questions_are_right_now_is_no_step_any_more(book: Counselled) -> None:
    asked = book.pair()
    book.answer(*(Line(one, NOW) for one in asked))
    book.settle()
    assert len(book.advice.confusions(book.user_id)) == 1
    steps = book.advice.next_steps(book.user_id, 9)
    assert not [one for one in steps if "Gitelman" in one.title]


def test_a_card_of_a_pair_sets_the_two_against_each_other_and_is_studied_then(
    book: Counselled,
) -> None:
    book.pair()
    (pair,) = book.advice.confusions(book.user_id)
    excerpt = book.advice.card_of(pair)
    assert excerpt.place == Place(Kind.QUESTION, 900)
    assert excerpt.title == "Bartter or Gitelman syndrome: what tells them apart?"
    assert excerpt.text == f"{BARTTER}: Why {BARTTER}\n{GITELMAN}.: Why {GITELMAN}."
    decks, notes = book.context.service(DeckService), book.context.service(NoteService)
    deck_id = decks.create_deck(book.user_id, "Pairs")
    basic = next(one.id for one in decks.note_types(book.user_id) if one.name == "Basic")
    fields = (excerpt.title, excerpt.text)
    notes.add_note(book.user_id, deck_id, basic, fields, source=excerpt.place)
    cards = tuple(one.id for one in notes.cards_of_source(book.user_id, excerpt.place))
    step = next(one for one in book.advice.next_steps(book.user_id, 9) if "Cards:" in one.title)
    assert (step.request, step.args) == ("study-these-cards", (cards,))
    book.context.service(CardService).suspend(book.user_id, cards)
    (still,) = book.advice.situation(book.user_id).pairs
    assert still.cards == ()
    assert {*still.questions} == {900, 901}


def test_a_card_of_a_pair_without_reasons_says_the_right_one(book: Counselled) -> None:
    choices = [("Measles", 1, "", None), ("Rubella", 0, "", None)]
    rash = Question(1, PACK, "Pathology", RENAL, 3, choices=choices)
    book.add_questions([rash])
    book.answer(Line(rash, days_ago(2), "B"), Line(rash, days_ago(1), "B"))
    (pair,) = book.advice.confusions(book.user_id)
    assert book.advice.card_of(pair).text.startswith("Measles:")


def test_what_was_omitted_or_of_others_or_removed_makes_no_pair(book: Counselled) -> None:
    asked = book.confusing(1, BARTTER, GITELMAN)
    book.answer(Line(asked, days_ago(3), "B"), Line(asked, days_ago(2), ""))
    with book.context.store.write() as session:
        session.add(UserRow(id=5, name="Other", created_at=NOW))
    book.answer(Line(asked, days_ago(1), "B"), user_id=5)
    assert not book.advice.confusions(book.user_id)
    book.answer(Line(asked, days_ago(1), "B"))
    assert len(book.advice.confusions(book.user_id)) == 1
    book.context.service(QuestionService).remove_pack(PACK)
    assert not book.advice.confusions(book.user_id)


def test_a_question_with_other_choices_than_were_shown_makes_no_pair(book: Counselled) -> None:
    moved = book.confusing(1, GITELMAN, BARTTER, right=1)
    both = Question(
        2, PACK, "Pathology", RENAL, 3, choices=[(BARTTER, 1, "", None), (GITELMAN, 1, "", None)]
    )
    book.add_questions([both])
    for one in (moved, both):
        book.answer(Line(one, days_ago(2), "B"), Line(one, days_ago(1), "B"))
    assert not book.advice.confusions(book.user_id)


def test_only_the_last_wrong_answers_are_looked_through(book: Counselled) -> None:
    old = book.confusing(1, BARTTER, GITELMAN)
    new = book.confusing(2, "Measles", "Rubella")
    book.answer(*[Line(old, days_ago(9), "B")] * 5, *[Line(new, days_ago(1), "B")] * MISTAKES)
    assert [pair.right for pair in book.advice.confusions(book.user_id)] == ["Measles"]


# Tips


def test_changed_answers_of_this_month_are_counted(book: Counselled) -> None:
    questions = book.bank(RENAL, 1, 26)
    book.add_block(1, questions)
    for place, question in enumerate(questions):
        spoiled = place < 18
        at = days_ago(60 if place >= 13 else 3)
        line = Line(question, at, "B" if spoiled else "A", block_id=1, position=place)
        book.answer(line)
        book.change(line, "A" if spoiled else "C", at - timedelta(seconds=9))
    book.settle()
    (tip,) = [one.text for one in book.advice.tips(book.user_id) if "changed" in one.text]
    assert tip.startswith("You changed 13 right answers to wrong ones this month and 0 the other")
    stats = book.context.service(StatsService)
    counted = stats.by(book.user_id, Scope(first=days_ago(90).date()), Dimension.CHANGE)
    assert counted[ChangeKind.SPOILED].attempts == 18


def test_a_second_half_that_is_worse_is_told(book: Counselled) -> None:
    questions = book.bank(RENAL, 1, 200)
    for block in range(5):
        asked = questions[block * 40 : block * 40 + 40]
        book.add_block(block + 1, asked)
        book.answer(
            *(
                Line(
                    question,
                    days_ago(block + 1),
                    "A" if place < 20 or place % 2 else "B",
                    block_id=block + 1,
                    position=place,
                )
                for place, question in enumerate(asked)
            )
        )
    book.settle()
    texts = [one.text for one in book.advice.tips(book.user_id)]
    assert any("second half of your blocks 50 % are right, in the first 100 %" in t for t in texts)
