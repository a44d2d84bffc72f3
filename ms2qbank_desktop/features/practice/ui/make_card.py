"""Making flashcards of questions: in the editor, or at once for all that were missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from ms2qbank_desktop.features.practice.service.misses import DECK, MissService
from ms2qbank_desktop.features.questions.service import QuestionService

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.practice.models import ItemResult
    from ms2qbank_desktop.features.questions.models import Question, RenderedQuestion
    from ms2qbank_desktop.ui.context import UiContext


class CardMaker:
    """Makes cards of the user's questions; each names its question as its source."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._bank = ctx.service(QuestionService)
        self._notes = ctx.service(NoteService)
        self._decks = ctx.service(DeckService)
        self._misses = ctx.service(MissService)

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
            made = (
                self._misses.make_card(user_id, self._bank.get(item.question_id), item.given)
                for item in items
            )
            return [note_id for note_id in made if note_id is not None]

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

    def _type_id(self, name: str) -> int:
        there = self._decks.note_types(self._ctx.user_id)
        return next(one.id for one in there if one.name == name)


def source(question_id: int) -> Place:
    """Return what a card of a question names as its source."""
    return Place(Kind.QUESTION, question_id)
