from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ms2qbank_desktop.features.flashcards.models import Card, Deck, Preset
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession
from ms2qbank_desktop.features.flashcards.study_models import DeckCounts
from tests.support.bank import Desk, open_desk


@dataclass
class Shelf:
    """A profile with flashcards, and what tests ask of it."""

    desk: Desk
    user_id: int = field(init=False)
    decks: DeckService = field(init=False)
    notes: NoteService = field(init=False)
    cards: CardService = field(init=False)
    filtered: FilteredDeckService = field(init=False)
    study: StudyService = field(init=False)
    search: SearchService = field(init=False)

    def __post_init__(self) -> None:
        store, clock = self.desk.context.store, self.desk.clock
        self.user_id = self.desk.user_id
        self.decks = DeckService(store, clock)
        self.notes = self.desk.context.service(NoteService)
        self.cards = CardService(store, clock)
        self.filtered = FilteredDeckService(store, clock, self.decks)
        self.study = StudyService(store, clock)
        self.search = SearchService(store, clock)

    @property
    def today(self) -> int:
        return self.desk.clock.study_day(self.desk.clock.now()).toordinal()

    def deck(self, name: str = "Renal", **options: object) -> int:
        """Make a deck with a preset of its own that has ``options``."""
        deck_id = self.decks.create_deck(self.user_id, name)
        preset = replace(Preset(name=name, fuzz=False), **options)  # type: ignore[arg-type]
        preset_id = self.decks.save_preset(self.user_id, preset)
        self.save(deck_id, preset_id=preset_id)
        return deck_id

    def save(self, deck_id: int, **values: object) -> None:
        deck = self.decks.deck(self.user_id, deck_id)
        self.decks.save_deck(self.user_id, replace(deck, **values))  # type: ignore[arg-type]

    def preset(self, deck_id: int) -> Preset:
        wanted = self.decks.deck(self.user_id, deck_id).preset_id
        return next(one for one in self.decks.presets(self.user_id) if one.id == wanted)

    def add(self, deck_id: int, number: int = 1, kind: str = "Basic") -> list[int]:
        """Add notes "front 1", "back 1" … and return their ids."""
        type_id = next(t.id for t in self.decks.note_types(self.user_id) if t.name == kind)
        added = []
        for place in range(1, number + 1):
            fields = [f"front {place}", f"back {place}"]
            added.append(self.notes.add_note(self.user_id, deck_id, type_id, fields))
            self.desk.clock.pass_time(0.001)
        return added

    def card(self, note_id: int, place: int = 0) -> Card:
        return self.notes.cards(self.user_id, note_id)[place]

    def session(self, deck_id: int) -> StudySession:
        clock = self.desk.clock
        return StudySession(self.study, self.cards, clock, self.user_id, deck_id)

    def session_of_all(self) -> StudySession:
        return StudySession(self.study, self.cards, self.desk.clock, self.user_id)

    def counts(self, deck_id: int) -> DeckCounts:
        return next(one for one in self.study.overview(self.user_id) if one.deck.id == deck_id)

    def find(self, search: str) -> list[int]:
        return self.search.find(self.user_id, search)

    def own(self, name: str) -> Deck:
        return next(one for one in self.decks.decks(self.user_id) if one.name == name)

    def pass_days(self, days: int) -> None:
        self.desk.clock.pass_time(days * 86_400)


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    """A profile without cards."""
    desk = open_desk(data_dir, questions=0)
    yield Shelf(desk)
    desk.context.close()
