"""Somebody who writes things of every kind and looks for them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.models import ArticleDraft, ArticleFilter, CollectionInfo
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import Choice, Draft, PackInfo
from ms2qbank_desktop.features.search.service.abbreviations import AbbreviationService
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.films import film

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.features.search.models import Found, Hit
    from tests.support.bank import Desk


class Seeker:
    """Services by their name, and what a search finds."""

    def __init__(self, desk: Desk) -> None:
        service = desk.context.service
        self.desk = desk
        self.user_id = desk.user_id
        self.notes = service(NotebookService)
        self.cards = service(CardService)
        self.card_notes = service(NoteService)
        self.decks = service(DeckService)
        self.library = service(LibraryService)
        self.bookmarks = service(BookmarkService)
        self.catalogue = service(CatalogueService)
        self.tasks = service(TaskService)
        self.finding = service(FindingService)
        self.indexing = service(IndexingService)
        self.abbreviations = service(AbbreviationService)

    @contextmanager
    def read_afterwards(self) -> Iterator[None]:
        """Write much as an import does: it is read for the search in one go, at the end."""
        store = self.desk.context.store
        followers, store.followers = store.followers, ()
        yield
        store.followers = followers
        self.indexing.catch_up(Silent())

    def find(self, text: str, **named: Any) -> Found:
        return self.finding.find(self.user_id, text, **named)

    def hits(self, text: str, **named: Any) -> list[Hit]:
        return self.find(text, **named).hits

    def ids(self, text: str, **named: Any) -> list[int]:
        return [hit.id for hit in self.hits(text, **named)]

    def note(self, body: str, title: str = "", **named: Any) -> int:
        return self.notes.add(self.user_id, title, body, **named)

    def card(self, *fields: str, deck: str = "Default", tags: tuple[str, ...] = ()) -> int:
        """Add a basic card and return the id of its note."""
        known = {one.name: one.id for one in self.decks.decks(self.user_id)}
        deck_id = known.get(deck) or self.decks.create_deck(self.user_id, deck)
        kind = "Cloze" if "{{c" in fields[0] else "Basic"
        (type_id,) = (one.id for one in self.decks.note_types(self.user_id) if one.name == kind)
        return self.card_notes.add_note(self.user_id, deck_id, type_id, fields, tags)

    def article(self, title: str, body: str, book: str = "A book", **named: Any) -> int:
        draft = ArticleDraft(title, title, body, **named)
        self.library.store_articles(CollectionInfo(book, book, "CC0"), [(1, draft)], book)
        found = self.library.lines(self.user_id, ArticleFilter())
        return next(one.id for one in found if one.title == title)

    def question(self, stem: str, *choices: str, pack: str = "Pack", **named: Any) -> int:
        """Import a question whose second choice is right, and return its id."""
        texts = choices or ("one thing", "another thing")
        drawn = tuple(Choice(text, place == 1) for place, text in enumerate(texts))
        draft = Draft(stem, drawn, external_id=named.pop("external_id", stem[:12]), **named)
        file = self.desk.context.paths.root / f"{pack}.json"
        file.touch()
        self.desk.bank.import_drafts(PackInfo(pack), [("question 1", draft)], file, Silent())
        return self.desk.bank.find(draft.external_id)

    def film(self, title: str, *captions: str, **columns: Any) -> int:
        return film(self.desk, title, captions=captions, **columns)
