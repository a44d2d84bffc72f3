"""Deleting one end of a link leaves a stone that brings it back: of every kind of thing, from
either end, by keyboard, and the search follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.links_dialog import LinksDialog
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.service.trash import TrashService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.bank import Desk, HandClock
from tests.support.films import film
from tests.support.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.links.ui.links_panel import LinksSection

FOUND_BY = {
    Kind.QUESTION: "muscle cramps in:questions",
    Kind.CARD: "thiazide act in:cards",
    Kind.NOTE: "deciding urine in:notes",
    Kind.ARTICLE: "hypocalciuria in:articles",
    Kind.VIDEO: "podocytes in:videos",
    Kind.TASK: "retest salt in:tasks",
}


class Linker(Searcher):
    """Has a thing of each kind, all of them linked with one note."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, prepare=self._film)
        service = self.program.context.service
        self.service = service
        self.finding = service(FindingService)
        self.hub = Place(Kind.NOTE, service(NotebookService).add(self.user_id, "Hub", "Of all."))
        self.things = {kind: self._first(kind) for kind in Kind}
        for number, place in enumerate(self.things.values()):
            ends = (self.hub, place) if number % 2 else (place, self.hub)
            service(LinkService).link(self.user_id, *ends)

    def found(self, kind: Kind) -> list[int]:
        return [hit.id for hit in self.finding.find(self.user_id, FOUND_BY[kind]).hits]

    def remove(self, place: Place) -> None:
        """Remove a thing as its page does."""
        service, user_id = self.service, self.user_id
        if place.kind is Kind.QUESTION:
            (pack,) = service(QuestionService).packs()
            service(QuestionService).remove_pack(pack.id)
        elif place.kind is Kind.CARD:
            note = service(NoteService).card(user_id, place.id).note_id
            service(CardService).remove_notes(user_id, [note])
        elif place.kind is Kind.NOTE:
            service(NotebookService).remove(user_id, place.id)
        elif place.kind is Kind.ARTICLE:
            service(LibraryService).remove_article(place.id)
        elif place.kind is Kind.VIDEO:
            service(CatalogueService).remove(user_id, [place.id])
        else:
            service(TaskService).remove(user_id, place.id)
        self.settle()

    def links_of(self, place: Place) -> LinksSection:
        """Show what a thing is linked to."""
        dialog = LinksDialog(self.ui, place.kind, place.id, "Links")
        dialog.open()
        self.settle()
        return dialog.section

    def shown(self, section: LinksSection) -> dict[str, str]:  # type: ignore[override]
        self.settle()
        return {row.text().partition(",")[0]: row.detail for row in section.list.rows}

    def _first(self, kind: Kind) -> Place:
        (hit, *_) = self.finding.find(self.user_id, FOUND_BY[kind]).hits
        return hit.place

    def _film(self, context: AppContext, user_id: int) -> None:
        desk = Desk(context, HandClock())
        assert desk.user_id == user_id
        film(desk, "Renal 2", captions=("the bowman space", "podocytes wrap the loop"))


@pytest.fixture
def linker(qapp: QApplication, data_dir: Path) -> Iterator[Linker]:  # noqa: ARG001
    linker = Linker(data_dir)
    yield linker
    linker.leave()


@pytest.mark.parametrize("kind", Kind)
def test_a_removed_thing_of_any_kind_is_put_back_from_the_other_end(
    linker: Linker, kind: Kind
) -> None:
    place = linker.things[kind]
    section = linker.links_of(linker.hub)
    before = linker.shown(section)
    assert len(before) == len(Kind)
    assert "removed" not in before.values()
    linker.remove(place)
    assert linker.found(kind) == []
    gone = [name for name, detail in linker.shown(section).items() if detail == "removed"]
    assert len(gone) == 1
    (stone,) = [row for row in section.list.rows if row.text().startswith(gone[0])]
    assert stone.accessibleName().startswith("Put back: ")
    stone.setFocus(Qt.FocusReason.TabFocusReason)
    linker.press("Return")
    assert linker.shown(section) == before
    assert linker.found(kind) == [place.id]
    assert linker.told()  # says that it is back


@pytest.mark.parametrize("kind", Kind)
def test_a_thing_of_any_kind_puts_back_the_removed_note_it_is_linked_to(
    linker: Linker, kind: Kind
) -> None:
    section = linker.links_of(linker.things[kind])
    assert linker.shown(section)["Hub"] != "removed"
    linker.remove(linker.hub)
    assert linker.shown(section)["Hub"] == "removed"
    (stone,) = [row for row in section.list.rows if row.text() == "Hub"]
    stone.click()
    assert linker.shown(section)["Hub"] != "removed"


def test_a_note_that_has_left_the_trash_leaves_no_stone(linker: Linker) -> None:
    section = linker.links_of(linker.things[Kind.CARD])
    linker.remove(linker.hub)
    linker.service(TrashService).empty(linker.user_id, [linker.hub.id])
    linker.settle()
    assert "Hub" not in linker.shown(section)


@pytest.fixture
def ways() -> dict[str, Callable[[Linker], object]]:
    """Other ways to remove what a link leads to."""

    def deck(linker: Linker) -> None:
        decks = linker.service(DeckService)
        (renal,) = [one.id for one in decks.decks(linker.user_id) if one.name == "Renal"]
        decks.remove_deck(linker.user_id, renal)

    def collection(linker: Linker) -> None:
        (book,) = linker.service(LibraryService).collections()
        linker.service(LibraryService).remove_collection(book.id)

    return {"card": deck, "article": collection}


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.ARTICLE])
def test_what_was_removed_with_its_deck_or_book_is_put_back_with_it(
    linker: Linker, ways: dict[str, Callable[[Linker], object]], kind: Kind
) -> None:
    section = linker.links_of(linker.hub)
    before = linker.shown(section)
    ways[kind](linker)
    (name,) = [name for name, detail in linker.shown(section).items() if detail == "removed"]
    (stone,) = [row for row in section.list.rows if row.text().startswith(name)]
    stone.click()
    assert linker.shown(section) == before
    assert linker.found(kind) == [linker.things[kind].id]
