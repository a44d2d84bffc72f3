"""What is offered for a wiki link that has been begun, and that it means what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.completion_offers import Offer, Offers, Typed
from tests.support.films import film

if TYPE_CHECKING:
    from tests.support.bank import Desk


@pytest.fixture
def notes(desk: Desk) -> NotebookService:
    return desk.context.service(NotebookService)


@pytest.fixture
def offers(desk: Desk, notes: NotebookService) -> Offers:
    return Offers(notes, desk.context.service(LinkService), desk.user_id)


def meant(notes: NotebookService, desk: Desk, offer: Offer) -> Place | None:
    (link,) = wiki.wiki_links(f"[[{offer.target}]]")
    return notes.place_named(desk.user_id, link)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("", Typed(None, "", "", "")),
        ("Acid–b", Typed(None, "Acid–b", "", "")),
        ("Renal 2@12:3", Typed(None, "Renal 2", "@12:3", "")),
        ("video: Renal 2@", Typed(Kind.VIDEO, "Renal 2", "@", "")),
        ("Tubules#Why I|words", Typed(None, "Tubules", "#Why I", "|words")),
        ("Ratio: how", Typed(None, "Ratio: how", "", "")),
    ],
)
def test_a_link_is_read_as_far_as_it_is_typed(text: str, typed: Typed) -> None:
    assert Typed.read(text) == typed


def test_notes_videos_and_questions_are_offered_and_mean_what_they_say(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    note = notes.add(desk.user_id, "Stem cells", "text")
    video = film(desk, "The stem of the brain")
    found = offers.find("stem")
    assert [offer.title for offer in found[:2]] == [
        "Stem cells",
        "Stem 1: which of these is right?",
    ]
    assert found[-1] == Offer("plus", "New note “stem”", "", "stem", is_new=True)
    places = [meant(notes, desk, offer) for offer in found[:-1]]
    assert Place(Kind.NOTE, note) in places
    assert Place(Kind.VIDEO, video) in places
    assert {place.kind for place in places if place} == {Kind.NOTE, Kind.VIDEO, Kind.QUESTION}
    questions = [offer for offer in found if offer.icon == "question"]
    assert all(offer.target.startswith("question:Q") for offer in questions)
    assert questions[0].detail == "Q1"


def test_a_name_that_two_things_have_says_which_is_meant(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    note, video = notes.add(desk.user_id, "Renal 2", "x"), film(desk, "Renal 2")
    found = offers.find("renal")
    assert [offer.target for offer in found[:2]] == ["Renal 2", "video:Renal 2|Renal 2"]
    assert [meant(notes, desk, offer) for offer in found[:2]] == [
        Place(Kind.NOTE, note),
        Place(Kind.VIDEO, video),
    ]


def test_a_moment_is_offered_of_videos_only_and_kept(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    notes.add(desk.user_id, "Renal 2, notes", "x")
    video = film(desk, "Renal 2")
    (offer,) = offers.find("renal 2@12:34")
    assert (offer.title, offer.target) == ("Renal 2, at 12:34", "Renal 2@12:34")
    assert meant(notes, desk, offer) == Place.in_video(video, 754_000)


def test_the_headings_of_a_note_are_offered_behind_its_name(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    note = notes.add(desk.user_id, "Tubules", "# Why I missed it\n\n## Liddle\n")
    assert [offer.target for offer in offers.find("tubules#")] == [
        "tubules#Why I missed it",
        "tubules#Liddle",
    ]
    (offer,) = offers.find("tubules#lid")
    assert meant(notes, desk, offer) == Place(Kind.NOTE, note, "Liddle")


def test_a_card_is_linked_by_its_number_and_shown_by_its_front(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    decks, cards = desk.context.service(DeckService), desk.context.service(NoteService)
    basic = next(one.id for one in decks.note_types(desk.user_id) if one.name == "Basic")
    deck = decks.create_deck(desk.user_id, "Renal")
    added = cards.add_note(desk.user_id, deck, basic, ["Which channel does Liddle hit?", "ENaC"])
    (offer,) = [one for one in offers.find("liddle") if not one.is_new]
    card = cards.cards(desk.user_id, added)[0].id
    assert (offer.icon, offer.detail) == ("cards", "card")
    assert offer.target == f"card:{card}|Which channel does Liddle hit?"
    assert meant(notes, desk, offer) == Place(Kind.CARD, card)


def test_a_name_that_no_link_can_hold_is_not_offered(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    for title in ("Ions [Na] in urine", "Ions | urine", "Ions#2"):
        notes.add(desk.user_id, title, "x")
    assert [offer.target for offer in offers.find("ions")] == ["ions"]


def test_the_note_that_is_written_is_not_offered_nor_a_new_one_of_a_name_that_is_there(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    own = notes.add(desk.user_id, "Tubules", "x")
    other = notes.add(desk.user_id, "tubules of the kidney", "x")
    assert [offer.title for offer in offers.find("tubules", own)] == ["tubules of the kidney"]
    assert [offer.title for offer in offers.find("tubule", own)][1:] == ["New note “tubule”"]
    assert [offer.title for offer in offers.find("tubules", other)] == ["Tubules"]
    notes.remove(desk.user_id, other)
    assert len(offers.find("tubules")) == 1


def test_what_was_written_last_is_offered_before_a_letter_is_typed(
    desk: Desk, notes: NotebookService, offers: Offers
) -> None:
    notes.add(desk.user_id, "Older", "x")
    desk.clock.pass_time(60)
    notes.add(desk.user_id, "Newer", "x")
    assert [offer.title for offer in offers.find("")] == ["Newer", "Older"]
