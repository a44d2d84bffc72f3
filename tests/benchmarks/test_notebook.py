"""The notebook at its largest: how long opening, filtering, sorting and scrolling hold the window
with 10,000 notes in it.

Times are processor time of the window's thread, but for "first screen", which a student waits.
"""

from __future__ import annotations

import random
import statistics
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteOrder
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.note_shelves import ALL, Shelf
from ms2qbank_desktop.features.notebook.ui.notebook_page import NotebookPage
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from tests.benchmarks.measuring import Watch, quantiles, tell, worked
from tests.support.many_notes import NOTEBOOK_BASE, many_notes
from tests.support.profile import prepared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

NOTES = 10_000
OPEN_MS, TURN_MS = 100.0, 16.0
DATA_MS = 20.0
"""Of a worker, for the ids of a list."""
FRAMES = 120
_FILTERS = {
    "common word": NoteFilter(text="tubule"),
    "rare": NoteFilter(text="note 4711"),
    "one letter": NoteFilter(text="t"),
    "two letters": NoteFilter(text="qx"),
    "tag": NoteFilter(tags=frozenset(("renal", "renal/tubule"))),
    "notebook": NoteFilter(notebook_id=NOTEBOOK_BASE),
    "trash": NoteFilter(trash=True),
}
_TYPED = ("n", "ne", "nep", "neph", "nephron", "note 4711", "zzz", "")


class Measured:
    """The numbers of one run, in milliseconds."""

    def __init__(self, student: Student) -> None:
        self._watch = Watch(student)
        self._student = student
        self._watch.settle()
        self.open = worked(self._open)
        self.first_screen = round(self._watch.until(lambda: self.page.model.ids), 1)
        self.fill = self._watch.settle()
        self._student.shell.open("questions")
        self._watch.settle()
        self.again = worked(self._open)
        self.again_turn = self._watch.settle()
        page = self.page
        self.typed = {
            text: self._watch.turn(partial(page.list_pane.search.setText, text)) for text in _TYPED
        }
        places = (Shelf("notebook", NOTEBOOK_BASE), Shelf("tag", tag="renal"), Shelf("trash"), ALL)
        self.places = {one.kind: self._watch.turn(partial(page.tree.choose, one)) for one in places}
        self.sort = self._watch.turn(partial(page.sort, NoteOrder.TITLE))
        self.scroll = quantiles([worked(self._jump) for _ in range(FRAMES)])
        self.rows = quantiles([self._step() for _ in range(40)])
        self.select_all = self._watch.turn(page.list.selectAll)
        self.changed = self._watch.turn(self._write)

    def _open(self) -> None:
        self._student.shell.open("notebook", "notes")
        page = self._student.shell.findChild(NotebookPage)
        assert page is not None
        self.page = page

    def _jump(self) -> None:
        bar = self.page.list.verticalScrollBar()
        bar.setValue(random.Random(bar.value()).randrange(bar.maximum()))
        self.page.list.viewport().repaint()

    def _step(self) -> float:
        """Return what the key to the next row holds the window, without the note it opens."""
        row = self.page.list.currentIndex().row()

        def step() -> None:
            self.page.list.select_only(row + 1)
            self.page.list.viewport().repaint()

        took = worked(step)
        self.page.list.forget_look()
        return took

    def _write(self) -> None:
        notes = self._student.program.context.service(NotebookService)
        assert self._student.program.ui is not None
        notes.add(self._student.program.ui.user_id, "One more", "note")


@pytest.fixture
def student(data_dir: Path) -> Iterator[Student]:
    """A student with the largest notebook at the window."""
    context = AppContext(prepared(data_dir))
    context.open()
    user_id = context.service(AccountService).acting().id
    many_notes(context.store, user_id, NOTES, to_ms(context.clock.now()))
    context.service(IndexingService).catch_up(Silent())  # as long after an import
    context.close()
    student = Student(data_dir)
    student.shell.resize(1280, 800)
    QImage(1, 1, QImage.Format.Format_RGB32)  # the plug-ins of pictures are loaded once
    yield student
    student.leave()


@pytest.mark.benchmark
def test_the_notebook_opens_filters_and_scrolls_within_its_budgets(
    student: Student, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert student.program.ui is not None
    notes = student.program.context.service(NotebookService)
    user_id = student.program.ui.user_id
    data = {
        name: statistics.median(worked(partial(notes.ids, user_id, wanted)) for _ in range(5))
        for name, wanted in _FILTERS.items()
    }
    found = Measured(student)
    numbers = {
        "slack": pace.slack,
        "open": round(found.open, 1),
        "first screen after it": found.first_screen,
        "longest turn of the first fill": found.fill,
        "open again": round(found.again, 1),
        "longest turn after it": found.again_turn,
        "data of a filter": {name: round(ms, 1) for name, ms in data.items()},
        "typed, longest turn": found.typed,
        "place, longest turn": found.places,
        "sort, longest turn": found.sort,
        "scroll, a frame": found.scroll,
        "next row": found.rows,
        "select all": found.select_all,
        "a note comes, longest turn": found.changed,
    }
    tell(capsys, numbers)
    assert found.open <= pace.slack * OPEN_MS
    assert found.again <= pace.slack * TURN_MS
    assert statistics.median(data.values()) <= pace.slack * DATA_MS
    assert statistics.median(found.typed.values()) <= pace.slack * TURN_MS
    assert found.scroll["median"] <= pace.slack * TURN_MS
    assert found.rows["median"] <= pace.slack * TURN_MS
