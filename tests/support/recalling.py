"""A student who answers flashcards, or edits one, without end and says what was acknowledged.

Run as a program: ``python -m tests.support.recalling DATA_DIR SEED WAY``, where WAY is "session"
(the service alone), "window" (keys at the real window) or "editor" (a note is written). After each
step that came back it prints one JSON line; whoever kills it compares the lines with the disk.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import add_note, edit_note
from ms2qbank_desktop.features.flashcards.ui.study_opening import open_study
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from tests.support.student import Student

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Card, Review
    from ms2qbank_desktop.features.flashcards.ui.editor_dialog import AddDialog, EditDialog

_WEIGHTS = {Rating.AGAIN: 5, Rating.HARD: 2, Rating.GOOD: 4, Rating.EASY: 1}


def say(**fact: object) -> None:
    """Write one line in one piece, past Python's buffers."""
    os.write(1, (json.dumps(fact) + "\n").encode())


def ratings(log: list[Review]) -> list[int]:
    """Return the answers in the log of a card."""
    return [int(review.rating) for review in log if review.rating is not None]


class Memory:
    """What was answered, as the student remembers it: a step more, one less, one again."""

    def __init__(self, context: AppContext) -> None:
        self._study = context.service(StudyService)
        self._user_id = context.service(AccountService).acting().id
        self._given: dict[int, list[int]] = {}
        self._done: list[tuple[int, int]] = []
        self._undone: list[tuple[int, int]] = []

    def answer(self, card_id: int, rating: Rating) -> None:
        self._of(card_id).append(rating)
        self._done.append((card_id, rating))
        self._undone.clear()
        self._tell(card_id)

    def undo(self) -> None:
        card_id, rating = self._done.pop()
        self._of(card_id).pop()
        self._undone.append((card_id, rating))
        self._tell(card_id)

    def redo(self) -> None:
        card_id, rating = self._undone.pop()
        self._of(card_id).append(rating)
        self._done.append((card_id, rating))
        self._tell(card_id)

    def know(self, card: Card) -> None:
        """Remember what a card was answered in former lives."""
        self._of(card.id)

    def _of(self, card_id: int) -> list[int]:
        if card_id not in self._given:
            self._given[card_id] = ratings(self._study.history(self._user_id, card_id))
        return self._given[card_id]

    def _tell(self, card_id: int) -> None:
        say(card=card_id, ratings=self._given[card_id])


def chosen(chance: random.Random) -> Rating:
    """Return a rating: mostly such that the card comes again."""
    return chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]


def by_session(data_dir: Path, chance: random.Random) -> None:
    """Study the first deck without a window."""
    context = AppContext(data_dir)
    user_id = context.service(AccountService).acting().id
    study, cards = context.service(StudyService), context.service(CardService)
    session = StudySession(study, cards, context.clock, user_id)
    memory = Memory(context)
    say(began=True)
    while True:
        if session.current is None:
            ids = context.service(SearchService).find(user_id, "is:review")
            cards.set_due(user_id, ids, (0, 0))
            session.refresh()
            continue
        memory.know(session.current.card)
        kind = chance.choice(("answer",) * 6 + ("undo", "undo", "redo", "flag"))
        if kind == "undo" and session.undo_title == "Answer":
            session.undo()
            memory.undo()
        elif kind == "redo" and session.redo_title == "Answer":
            session.redo()
            memory.redo()
        elif kind == "flag" and not session.can_redo:
            session.flag(chance.randrange(8))
        else:
            card_id, rating = session.current.card.id, chosen(chance)
            session.reveal()
            session.answer(rating)
            memory.answer(card_id, rating)


def by_key(data_dir: Path, chance: random.Random) -> None:
    """Study at the window by keys."""
    student = Student(data_dir)
    ui = student.program.ui
    assert ui is not None
    (deck,) = student.program.context.service(DeckService).decks(ui.user_id)
    open_study(ui, deck.id)
    student.wait(lambda: isinstance(student.shell.taken_over, StudyPage))
    page = student.shell.taken_over
    assert isinstance(page, StudyPage)
    memory = Memory(student.program.context)
    say(began=True)
    while page.session.current is not None:
        card = page.session.current.card
        memory.know(card)
        kind = chance.choice(("answer",) * 6 + ("undo", "redo"))
        if kind == "undo" and page.session.can_undo:
            student.press("Ctrl+Z")
            memory.undo()
        elif kind == "redo" and page.session.can_redo:
            student.press("Ctrl+Y")
            memory.redo()
        else:
            rating = chosen(chance)
            student.press("Space", str(rating.value))
            memory.answer(card.id, rating)


def by_writing(data_dir: Path, chance: random.Random) -> None:
    """Write a new note, and edit one that is there: what is said to be saved is told."""
    student = Student(data_dir)
    ui = student.program.ui
    assert ui is not None
    service = student.program.context.service(NoteService)
    card_id = student.program.context.service(SearchService).find(ui.user_id, "")[0]
    note_id = service.card(ui.user_id, card_id).note_id
    say(began=True)
    writing = "note"
    dialog: AddDialog | EditDialog = edit_note(ui, note_id)
    while True:
        dialog.activateWindow()
        student.wait(dialog.isActiveWindow)
        dialog.form.focus_first()
        student.press("Ctrl+End")
        for _ in range(chance.randrange(2, 9)):
            QTest.keyClicks(student.app.focusWidget() or dialog, chance.choice("abcdefgh") * 3)
            student.app.processEvents()
        dialog.form.flush()
        say(**{writing: list(dialog.form.texts)})
        if chance.random() < 0.3:
            dialog.close()
            student.app.processEvents()
            dialog = edit_note(ui, note_id) if writing == "draft" else add_note(ui)
            writing = "note" if writing == "draft" else "draft"


if __name__ == "__main__":
    ways = {"session": by_session, "window": by_key, "editor": by_writing}
    ways[sys.argv[3]](Path(sys.argv[1]), random.Random(int(sys.argv[2])))
