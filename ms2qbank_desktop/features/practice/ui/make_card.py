"""Making flashcards of questions: in the editor, or at once for all that were missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import places
from ms2qbank_desktop.features.flashcards.models import Draft
from ms2qbank_desktop.features.flashcards.notes.making import (
    Made,
    basic_card,
    cloze_card,
    confusion_card,
)
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.questions.service import QuestionService

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.practice.models import ItemResult
    from ms2qbank_desktop.features.questions.models import Question, RenderedQuestion
    from ms2qbank_desktop.ui.context import UiContext

DECK = "From questions"
"""Where such cards go unless the editor says otherwise."""


class CardMaker:
    """Makes cards of the user's questions; each names its question as its source."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._bank = ctx.service(QuestionService)
        self._notes = ctx.service(NoteService)
        self._decks = ctx.service(DeckService)

    def basic(self, question_id: int, *, missed: bool) -> None:
        """Open the editor: stem → front, right answer and objective → back."""
        question, texts = self._read(question_id)
        self._open(question_id, basic_card(question, texts, missed=missed))

    def cloze(self, question_id: int, text: str, start: int, end: int) -> None:
        """Open the editor: the sentence around [start, end) of ``text``, that part hidden."""
        question, texts = self._read(question_id)
        self._open(question_id, cloze_card(question, texts, text, start, end))

    def confusion(self, question_id: int, chosen: int) -> None:
        """Open the editor: the right choice against the wrong one that was chosen."""
        question, texts = self._read(question_id)
        self._open(question_id, confusion_card(question, texts, chosen))

    def for_misses(self, items: Sequence[ItemResult]) -> None:
        """Make a card of each question that was missed and has none yet; offer Undo."""
        ctx, user_id = self._ctx, self._ctx.user_id

        def work(_progress: object) -> list[int]:
            added = []
            deck_id = self._decks.create_deck(user_id, DECK)
            for item in items:
                if self._notes.cards_of_source(user_id, source(item.question_id)):
                    continue
                question, texts = self._read(item.question_id)
                chosen = places(item.given)
                wrong = next((one for one in chosen if one not in question.correct), None)
                made = (
                    basic_card(question, texts, missed=True)
                    if wrong is None
                    else confusion_card(question, texts, wrong)
                )
                added.append(self._add(deck_id, item.question_id, made))
            return added

        def done(note_ids: list[int]) -> None:
            if not note_ids:
                ctx.messages.toast("Each of them has a card already")
                return
            number = "1 card" if len(note_ids) == 1 else f"{len(note_ids)} cards"
            ctx.messages.toast(f"{number} added to {DECK}", lambda: self._take_back(note_ids))

        ctx.tasks.run("Making cards", work, done=done)

    def _take_back(self, note_ids: list[int]) -> None:
        self._ctx.service(CardService).remove_notes(self._ctx.user_id, note_ids)

    def _read(self, question_id: int) -> tuple[Question, RenderedQuestion]:
        question = self._bank.get(question_id)
        return question, self._bank.rendered(question)

    def _open(self, question_id: int, made: Made) -> None:
        user_id = self._ctx.user_id
        self._notes.keep_pictures(user_id, made.pictures)
        deck_id = self._decks.create_deck(user_id, DECK)
        draft = Draft(
            self._type_id(made.note_type), deck_id, made.fields, made.tags, source(question_id)
        )
        self._ctx.commands.request("edit-card-draft", draft)

    def _add(self, deck_id: int, question_id: int, made: Made) -> int:
        user_id = self._ctx.user_id
        self._notes.keep_pictures(user_id, made.pictures)
        type_id = self._type_id(made.note_type)
        return self._notes.add_note(
            user_id, deck_id, type_id, made.fields, made.tags, source(question_id)
        )

    def _type_id(self, name: str) -> int:
        there = self._decks.note_types(self._ctx.user_id)
        return next(one.id for one in there if one.name == name)


def source(question_id: int) -> Place:
    """Return what a card of a question names as its source."""
    return Place(Kind.QUESTION, question_id)
