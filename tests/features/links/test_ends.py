"""What links call the things at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.questions.models import BankFilter

if TYPE_CHECKING:
    from tests.support.bank import Desk


def test_a_question_is_called_by_its_stem_and_found_by_its_ids_and_words(desk: Desk) -> None:
    links = desk.context.service(LinkService)
    first = desk.bank.select(BankFilter())[0]
    place = Place(Kind.QUESTION, first)
    title = "Stem 1: which of these is right?"
    assert links.described(desk.user_id, [place]) == {place: End(title, "Q1 · Cardiovascular")}
    assert links.named(desk.user_id, "Q1") == place
    assert links.named(desk.user_id, f"q {first}") == place
    assert links.named(desk.user_id, "Q99") is None
    assert links.named(desk.user_id, "9" * 19) is None  # more than SQLite can hold
    offered = links.beginning(desk.user_id, "stem 12")
    assert [end.detail.split()[0] for _, end in offered] == ["Q12"]
    assert links.beginning(desk.user_id, "?") == []


def test_a_card_is_called_by_its_note_and_offered_by_its_words(desk: Desk) -> None:
    links, decks = desk.context.service(LinkService), desk.context.service(DeckService)
    deck = decks.create_deck(desk.user_id, "Renal")
    basic = next(one for one in decks.note_types(desk.user_id) if one.name == "Basic")
    notes = desk.context.service(NoteService)
    note_id = notes.add_note(desk.user_id, deck, basic.id, ("<b>Gitelman</b> urine Ca?", "low"))
    (card,) = notes.cards(desk.user_id, note_id)
    place = Place(Kind.CARD, card.id)
    assert links.beginning(desk.user_id, "gitel") == [(place, End("Gitelman urine Ca?", "Renal"))]
    assert links.described(desk.user_id + 1, [place]) == {}
    assert links.named(desk.user_id, "Gitelman urine Ca?") is None
    assert links.beginning(desk.user_id, "gi") == []
