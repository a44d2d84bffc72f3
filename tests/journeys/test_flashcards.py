"""A deck comes in, thirty cards are studied by keyboard with second thoughts, and it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.models import CardState, Rating
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.ui import sounds
from ms2qbank_desktop.features.flashcards.ui.decks_page import DecksPage
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from tests.support.learner import Learner
from tests.support.shared_data import SHARED
from tests.support.student import Student

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.support.bank import HandClock

PACKAGE = SHARED / "data" / "decks" / "ap2e-glossary-ch01-04.apkg"


@pytest.mark.skipif(not PACKAGE.exists(), reason="../shared/data/decks is not there")
def test_a_package_is_studied_by_keyboard_and_kept(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sounds, "OPTIONS", [*sounds.OPTIONS, "--aout=dummy"])
    learner = Learner(data_dir, cards=0, new_per_day=100)
    page = learner.decks_page
    assert learner.sees("No decks yet")
    learner.drop(PACKAGE)
    learner.wait(lambda: page.table.current() is not None)
    learner.wait(lambda: learner.sees("351 notes added"))
    learner.settle()
    learner.press("S")
    learner.wait(lambda: learner.shell.taken_over is not None)
    answered = {}
    for number in range(30):
        card = learner.card
        key = "1134"[number % 4]
        learner.press("Space", key)
        if number % 10 == 9:
            learner.press("Ctrl+Z")
            assert learner.card.id == card.id
            key = "4"
            learner.press("Space", key)
        answered[card.id] = Rating(int(key))
    assert learner.page.session.done == 30
    learner.press("Escape")
    learner.settle()
    assert learner.sees(r"30 answers today in .*")
    clock, user_id = learner.clock, learner.user_id
    last = {card: learner.log(card)[-1].rating for card in answered}
    assert last == answered
    learner.leave()
    _go_on(data_dir, clock, user_id, answered)


def _go_on(data_dir: Path, clock: HandClock, user_id: int, answered: dict[int, Rating]) -> None:
    """Come back after ten days: what was due waits, what was answered is known."""
    clock.pass_time(10 * 86_400)
    student = Student(data_dir, clock)
    student.shell.open("flashcards", "decks")
    page = student.shell.findChild(DecksPage)
    assert page is not None
    student.wait(lambda: page.table.current() is not None)
    counts = page.table.current()
    assert counts is not None
    easy = [card for card, rating in answered.items() if rating is Rating.EASY]
    assert counts.review >= len(easy)
    study = student.program.context.service(StudyService)
    assert len(study.history(user_id, easy[0])) >= 1
    student.press("S")
    student.wait(lambda: isinstance(student.shell.taken_over, StudyPage))
    study_page = student.shell.taken_over
    assert isinstance(study_page, StudyPage)
    assert study_page.session.current is not None
    assert study_page.session.current.card.schedule.state is not CardState.NEW
    student.press("Escape")
    student.wait(lambda: not student.shell.tasks.running)
    student.leave()
