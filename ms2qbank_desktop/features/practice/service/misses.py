"""Miss → everything: a missed question becomes a row of the error log with its note, a card, and
links between these and what explains it.

Each step is one write and finds what an earlier try has left, so that a kill between two of them
costs nothing but the rest, and nothing is ever made twice. The retests are tasks of the planner,
which stands above this slice: whoever calls asks it for them with the row that is returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import places
from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.questions.markup import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.service.cards import CardService
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService
    from ms2qbank_desktop.features.library.service.articles import LibraryService
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.models import ErrorEntry, Miss
    from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
    from ms2qbank_desktop.features.questions.models import Question
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.storage.store import Store

DECK = "From questions"
"""Where cards of questions go unless the editor says otherwise."""
_LONGEST_TITLE = 72
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#$|~])")


@dataclass(frozen=True, slots=True)
class LoggedMiss:
    """What a miss has become. ``new``: its row was not there before; ``card_note``: the note of
    the card that was made now, None if the question had one."""

    entry: ErrorEntry
    card: Place | None
    new: bool
    card_note: int | None

    @property
    def places(self) -> tuple[Place, ...]:
        """What else its retests are linked to."""
        return () if self.card is None else (self.card,)


@dataclass(frozen=True, slots=True)
class MissDoors:
    """The services that a miss goes through."""

    questions: QuestionService
    log: ErrorLogService
    links: LinkService
    cards: CardService
    card_notes: NoteService
    decks: DeckService
    library: LibraryService


class MissService:
    """Misses of one data folder."""

    def __init__(self, store: Store, open_doors: Callable[[], MissDoors]) -> None:
        """``open_doors`` is called at the first miss: blocks are practised from the start on, the
        slices of cards and articles are not loaded by then."""
        self._store = store
        self._open_doors = open_doors

    @cached_property
    def _doors(self) -> MissDoors:
        return self._open_doors()

    def log(self, user_id: int, miss: Miss, given: str) -> LoggedMiss:
        """Make of a miss all that it should become, or what of that is not there yet.

        ``given``: the letters that were answered, "" for none. UserFault if there is no such
        question.
        """
        doors, place = self._doors, Place(Kind.QUESTION, miss.question_id)
        question = doors.questions.get(miss.question_id)
        new = doors.log.of_miss(user_id, miss) is None
        entry = doors.log.log(user_id, miss, *_note_of(question))
        card_note = self.make_card(user_id, question, given)
        cards = doors.card_notes.cards_of_source(user_id, place)
        card = Place(Kind.CARD, cards[0].id) if cards else None
        note = Place(Kind.NOTE, entry.note_id)
        pairs = [(note, one) for one in self._explaining(user_id, question)]
        if card is not None:
            pairs += [(note, card), (card, place)]
        doors.links.link_all(user_id, pairs, Origin.MADE)
        return LoggedMiss(entry, card, new, card_note)

    def take_back(self, user_id: int, logged: LoggedMiss) -> None:
        """Undo :meth:`log`: what it made goes, what was there before stays."""
        if logged.card_note is not None:
            self._doors.cards.remove_notes(user_id, [logged.card_note])
            with self._store.write() as session:
                for place in logged.places:
                    self._doors.links.unlink_made(session, user_id, place)
        if logged.new:
            self._doors.log.take_back(user_id, logged.entry)

    def make_card(self, user_id: int, question: Question, given: str) -> int | None:
        """Make a card of a missed question and return its note; None if there is one already.

        It sets the right choice against the wrong one that was chosen; without one, the stem is
        its front, answer and objective are its back.
        """
        from ms2qbank_desktop.features.flashcards.notes.making import basic_card, confusion_card

        doors, source = self._doors, Place(Kind.QUESTION, question.id)
        if doors.card_notes.cards_of_source(user_id, source):
            return None
        texts = doors.questions.rendered(question)
        wrong = next((one for one in places(given) if one not in question.correct), None)
        made = (
            basic_card(question, texts, missed=True)
            if wrong is None
            else confusion_card(question, texts, wrong)
        )
        doors.card_notes.keep_pictures(user_id, made.pictures)
        deck_id = doors.decks.create_deck(user_id, DECK)
        types = doors.decks.note_types(user_id)
        type_id = next(one.id for one in types if one.name == made.note_type)
        return doors.card_notes.add_note(user_id, deck_id, type_id, made.fields, made.tags, source)

    def _explaining(self, user_id: int, question: Question) -> list[Place]:
        """Return the moments and articles that explain a question: those it is linked to, and if
        no article is, the first one on its topic."""
        from ms2qbank_desktop.features.library.models import ArticleFilter

        links = self._doors.links.of(user_id, Kind.QUESTION, question.id)
        ends = [link.other(Kind.QUESTION, question.id) for link in links]
        found = [end for end in ends if end.kind in (Kind.VIDEO, Kind.ARTICLE)]
        if question.topic and not any(end.kind is Kind.ARTICLE for end in found):
            on_topic = ArticleFilter(topics=frozenset({question.topic}))
            articles = self._doors.library.lines(user_id, on_topic, limit=1)
            found += [Place(Kind.ARTICLE, line.id) for line in articles]
        return list(dict.fromkeys(found))


def _note_of(question: Question) -> tuple[str, str]:
    """Return title and text of the note of a missed question."""
    stem = _line(question.stem, question)
    name = question.external_id
    if name.isdecimal():
        name = f"Q {name}"
    title = f"{name}: {stem}" if name else stem
    if len(title) > _LONGEST_TITLE:
        title = f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    right = [_line(question.choices[one].text, question) for one in sorted(question.correct)]
    answer = " and ".join(f"**{_escaped(one)}**" for one in right)
    objective = _escaped(_line(question.objective, question))
    return title, f"> {answer}" + (f"\n>\n> {objective}" if objective else "") + "\n\n"


def _line(text: str, question: Question) -> str:
    return " ".join(plain(text, question.markup).split())


def _escaped(text: str) -> str:
    """Return plain text as Markdown that shows it."""
    return _MARKDOWN.sub(r"\\\1", text)
