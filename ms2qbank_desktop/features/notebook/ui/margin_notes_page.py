"""What was written in the margin of questions, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.margins import MarginService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.keys.own import OwnKeys
from ms2qbank_desktop.ui.widgets.browsemodel import Column, Painted
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.words import counted, short_when

from .lines_page import LinesPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.notebook.models import MarginLine
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.menus import Menu


class MarginNotesPage(LinesPage["MarginLine"]):
    """Enter opens the question of a note, K keeps it in the notebook, Delete takes it away."""

    title = "Margin notes"
    empty = (
        "No notes in the margin",
        "Press N at a question of a block: what you write stays there, and is listed here.",
    )
    nothing = ("No margin note fits", "Look for other words.")
    topics = frozenset({"margin-notes", "questions", "packs"})

    def __init__(self, ctx: UiContext) -> None:
        self.keep = Button("Keep as note", "secondary", "notebook")
        self.remove = Button("Remove", "secondary", "trash")
        super().__init__(ctx, _COLUMNS, "written", self.keep, self.remove)
        self._margins = ctx.service(MarginService)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.table.open_requested.connect(self._open)
        OwnKeys(self.table, self._act)
        self.selected.more.addAction("Open the question", self._open)

    # What it says of its lines

    def read(self) -> list[MarginLine]:
        return self._margins.lines(self._ctx.user_id)

    def id_of(self, line: MarginLine) -> int:
        return line.question_id

    def words_of(self, line: MarginLine) -> str:
        return f"{line.text} {line.question}"

    def rank(self, key: str, line: MarginLine) -> object:
        return {
            "text": line.text.casefold(),
            "question": line.question.casefold(),
            "written": line.written_at,
        }[key]

    def fill_menu(self, menu: Menu) -> None:
        menu.addAction("Open the question", self._open)
        menu.addAction("Keep as note", self._keep)
        menu.addSeparator()
        menu.addAction("Remove the margin note", self._remove)

    # What the keys and buttons do

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key means while the keyboard is on the table."""
        return {Qt.Key.Key_Delete: self._remove, Qt.Key.Key_K: self._keep}.get(Qt.Key(event.key()))

    def _open(self) -> None:
        if (line := self.pane.looked) is not None:
            place = Place(Kind.QUESTION, line.question_id)
            self._ctx.commands.request("open-question", place)

    def _keep(self) -> None:
        user_id, lines = self._ctx.user_id, self.targets()
        made = self._margins.keep(user_id, lines)
        if made:
            undo = partial(self._ctx.service(NotebookService).remove, user_id, *made)
            self._ctx.messages.toast(f"{counted(len(made), 'note')} made in Quick notes", undo)
        elif lines:
            self._ctx.messages.toast("It is in the notebook already")

    def _remove(self) -> None:
        lines = self.targets()
        write = partial(self._margins.write, self._ctx.user_id)

        def put_back() -> None:
            for line in lines:
                write(line.question_id, line.text)

        try:
            for line in lines:
                write(line.question_id, "")
        except Fault as fault:
            self._ctx.messages.show(fault)
            return
        if lines:
            self._ctx.messages.toast(f"{counted(len(lines), 'margin note')} removed", put_back)


def _text(line: MarginLine, _now: datetime) -> Painted:
    return Painted(" ".join(line.text.split()))


def _question(line: MarginLine, _now: datetime) -> Painted:
    return Painted(line.question, "text-muted")


def _written(line: MarginLine, now: datetime) -> Painted:
    return Painted(short_when(line.written_at, now), "text-muted")


_COLUMNS: tuple[Column[MarginLine], ...] = (
    Column("text", "Note", 320, _text, "text", stretch=True),
    Column("question", "Question", 340, _question, "question"),
    Column("written", "Written", 136, _written, "written"),
)
