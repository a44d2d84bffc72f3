"""A student at the notebook, over a clock that moves only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_shelves import Shelf
from ms2qbank_desktop.features.notebook.ui.notebook_page import NotebookPage
from ms2qbank_desktop.ui.widgets.placetree import Part
from tests.support.bank import open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext

BODIES = {
    "Tubular disorders": "Rule: think of each disease as a **diuretic taken every day**. #renal",
    "Acid–base: my five steps": "1. pH. 2. Which of the two moves with it? #renal/acid",
    "Heart sounds": "S3 is a full ventricle, S4 a stiff one.",
}


class Scholar(Student):
    """Sits at the notebook with three notes, each a minute older than the one before it: two in
    the notebook Renal inside Systems, the last in none. ``empty``: without any."""

    def __init__(
        self,
        data_dir: Path,
        *,
        empty: bool = False,
        prepare: Callable[[AppContext, int], object] | None = None,
    ) -> None:
        desk = open_desk(data_dir, 0)
        self.clock = desk.clock
        context, user_id = desk.context, desk.user_id
        if not empty:
            books, notes = context.service(NotebooksService), context.service(NotebookService)
            systems = books.create(user_id, "Systems")
            renal = books.create(user_id, "Renal", systems)
            books.create(user_id, "Lectures")
            for title, body in reversed(BODIES.items()):
                place = None if title == "Heart sounds" else renal
                notes.add(user_id, title, body, notebook_id=place)
                self.clock.pass_time(60)
        if prepare is not None:
            prepare(context, user_id)
        context.close()
        super().__init__(data_dir, self.clock, "notebook")
        self.shell.resize(1440, 900)
        self.notes = self.program.context.service(NotebookService)
        self.books = self.program.context.service(NotebooksService)
        self.page = self.open_notebook()

    def open_notebook(self) -> NotebookPage:
        """Go to the tab and wait until it shows what it has."""
        self.shell.open("notebook", "notes")
        (page,) = self.shell.findChildren(NotebookPage)
        self.settle()
        return page

    @property
    def titles(self) -> list[str]:
        """Titles of the notes that are shown, in order."""
        return [
            line.title
            for row in range(len(self.page.model.ids))
            if (line := self.page.model.line(row))
        ]

    def saved(self, wanted: NoteFilter | None = None) -> list[str]:
        """Titles of the notes on the disk."""
        return [line.title for line in self.notes.lines(self.user_id, wanted or NoteFilter())]

    def note_id(self, title: str) -> int:
        lines = self.notes.lines(self.user_id, NoteFilter(archived=None))
        (found,) = [line.id for line in lines if line.title == title]
        return found

    def book(self, name: str) -> Shelf:
        """Return the place of a notebook."""
        (found,) = [one.id for one in self.page.notebooks if one.name == name]
        return Shelf("notebook", found)

    def places(self) -> dict[str, str]:
        """Return the names in the tree with their numbers."""
        items = [item for item in self.page.tree.items() if item.data(0, Part.PLACE) is not None]
        return {item.text(0): item.data(0, Part.NUMBER) for item in items}

    def go(self, shelf: Shelf) -> None:
        """Choose a place in the tree."""
        self.page.tree.choose(shelf)
        self.settle()

    def select(self, *titles: str) -> None:
        """Select notes by their titles, and put the keyboard into the list."""
        rows = [self.titles.index(title) for title in titles]
        ids = [self.page.model.ids[row] for row in rows]
        self.page.list.keep(rows[-1], ids)
        self.page.list.setFocus()
        self.settle()

    def strike(self, *keys: str) -> None:
        """Press keys and wait for what follows."""
        for key in keys:
            self.press(key)
            self.settle()

    def write(self, text: str) -> None:
        """Type into whatever has the keyboard: the dialog, once its window is active."""
        self.wait(self._is_where_one_types)
        focus = self.app.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.settle()

    def _is_where_one_types(self) -> bool:
        focus = self.app.focusWidget()
        dialogs = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
        return focus is not None and all(one.isAncestorOf(focus) for one in dialogs)

    def dialog(self) -> QDialog:
        """Return the dialog that is open."""
        (found,) = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
        return found
