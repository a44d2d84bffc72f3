"""A student who looks things up with Ctrl+K, over a clock that moves only when told to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.search.ui.palette import Palette
from ms2qbank_desktop.features.search.ui.palette_rows import Head, Line
from tests.support.bank import Desk, HandClock, open_desk
from tests.support.examinee import add_questions, question
from tests.support.profile import prepared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.links.models import Place

    Asked = list[tuple[str, Place, tuple[str, ...]]]
    """Requests: name, place, words to be marked."""

FILLER = "Water follows salt wherever a membrane lets it through. " * 40
STEM = f"A woman has muscle cramps and low potassium. {FILLER} Which transporter is at fault?"
CHOICES = ("Urea channel", "Thiazide-sensitive cotransporter", "Bicarbonate exchanger")
WHY = f"{FILLER} Gitelman syndrome wastes magnesium."
NOTE = f"## Salt wasters\n\n{FILLER}\n\n## Deciding\n\nUrine calcium tells Bartter from Gitelman.\n"
ARTICLE = ArticleDraft(
    "tubules",
    "Bartter and Gitelman",
    f"## The loop\n\n{FILLER}\n\n{FILLER}\n\n## Urine calcium\n\n{FILLER}\n\n"
    "Hypocalciuria points to the distal tubule.\n\n## Treatment\n\nPotassium.",
    system="Renal",
)
BOOK = CollectionInfo("tubules", "Tubules", "CC BY 4.0", "Ada Writer", "own hand", "1")
CARD = ("Which tubule does a thiazide act on?", "The distal convoluted tubule")
TASK = "Retest the salt wasters"


def furnish(desk: Desk) -> None:
    """Put one thing of each kind but videos into a profile."""
    service, user_id = desk.context.service, desk.user_id
    asked = question(1, choices=3, stem=STEM, explanation=WHY)
    asked["choices"] = [{"text": text, "correct": text == CHOICES[1]} for text in CHOICES]
    add_questions(desk, [asked])
    decks = service(DeckService)
    deck_id = decks.create_deck(user_id, "Renal")
    (basic,) = [one.id for one in decks.note_types(user_id) if one.name == "Basic"]
    service(NoteService).add_note(user_id, deck_id, basic, CARD)
    service(NotebookService).add(user_id, "Tubular disorders", NOTE)
    service(LibraryService).store_articles(BOOK, [(0, ARTICLE)], "book")
    service(TaskService).add(user_id, date(2026, 3, 2), TASK, 10)


class Searcher(Student):
    """Sits at the window with a question, a card, a note, an article and a task about two
    syndromes; what ``prepare`` does besides is done before the window opens."""

    def __init__(
        self,
        data_dir: Path,
        template: Path | None = None,
        prepare: Callable[[AppContext, int], object] | None = None,
    ) -> None:
        prepared(data_dir, template)
        desk = open_desk(data_dir, 0)
        furnish(desk)
        if prepare is not None:
            prepare(desk.context, desk.context.service(AccountService).acting().id)
        desk.context.close()
        self.clock: HandClock = desk.clock
        super().__init__(data_dir, desk.clock)
        self.shell.resize(1280, 800)
        self.settle()

    @property
    def palette(self) -> Palette:
        (palette,) = self.shell.findChildren(Palette)
        return palette

    @property
    def searching(self) -> bool:
        """Whether the palette is open."""
        return any(one.isVisible() for one in self.shell.findChildren(Palette))

    def open_palette(self) -> Palette:
        """Press Ctrl+K and wait for what is offered."""
        self.press("Ctrl+K")
        self.settle()
        return self.palette

    def search(self, text: str) -> list[str]:
        """Press Ctrl+K, type, wait, and return what is shown."""
        self.open_palette()
        return self.type_text(text)

    def type_text(self, text: str) -> list[str]:
        """Type into what has the keyboard, wait, and return what is shown."""
        QTest.keyClicks(self.app.focusWidget() or self.shell, text)
        self.settle()
        return self.shown

    @property
    def shown(self) -> list[str]:
        """The rows of the palette, heads with a sign before them."""
        rows = self.palette.frame.list.rows.rows
        return [f"# {row.title}" if isinstance(row, Head) else row.title for row in rows]

    @property
    def lines(self) -> list[Line]:
        return [row for row in self.palette.frame.list.rows.rows if isinstance(row, Line)]

    @property
    def line(self) -> Line:
        """The line that is chosen."""
        line = self.palette.frame.list.line
        assert line is not None
        return line

    def choose(self, wanted: Callable[[Line], bool]) -> Place:
        """Go down to the first line that is wanted, by the arrow key."""
        for _ in self.lines:
            if wanted(self.line):
                assert self.line.place is not None
                return self.line.place
            self.press("Down")
        raise AssertionError(self.shown)
