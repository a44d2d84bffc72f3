"""What can be done with notes: made, moved, marked, put away, brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ms2qbank_desktop.features.notebook.models import Note, NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.service.trash import TrashService
from ms2qbank_desktop.features.notebook.templates import OWN, Template, filled
from ms2qbank_desktop.ui.widgets.dialog import ask
from ms2qbank_desktop.ui.words import counted, long_day

from .note_list_model import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.notebook.models import NoteLine
    from ms2qbank_desktop.ui.context import UiContext

    from .note_deeds import Deeds
    from .note_shelves import Shelf

K = TypeVar("K")
NEW_TITLE = "New note"


class NoteActions(QObject):
    """Acts on notes off the thread of the window; all of it can be undone, but that the trash is
    emptied. ``made``: a note is there to be written on (its id, whether it is new)."""

    made = Signal(object, bool)

    def __init__(self, ctx: UiContext, deeds: Deeds, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._deeds = deeds
        self._notes = ctx.service(NotebookService)
        self._notebooks = ctx.service(NotebooksService)
        self._trash = ctx.service(TrashService)

    # Made

    def new(self, shelf: Shelf, template: Template | None = None) -> None:
        """Make a note in a place: a notebook's note, one with that tag, a pinned one."""
        now = self._ctx.clock.now()
        title, body = (template.name, filled(template.body, now)) if template else (NEW_TITLE, "")
        self._make(title, body, shelf)

    def _make(self, title: str, body: str, shelf: Shelf) -> None:
        user_id = self._ctx.user_id
        made: list[int] = []

        def work() -> None:
            tags = (shelf.tag,) if shelf.tag else ()
            note_id = self._notes.add(user_id, title, body, tags=tags, notebook_id=shelf.id or None)
            if shelf.kind in ("pinned", "bookmarked"):
                self._notes.set_flag(user_id, [note_id], shelf.kind, on=True)
            made.append(note_id)

        self._deeds.do(
            "Making a note",
            work,
            "Note made",
            lambda: self._notes.remove(user_id, *made),
            lambda: self.made.emit(made[0], True),
        )

    def today(self) -> None:
        """Open the note of today, made if it is not there yet."""
        clock = self._ctx.clock
        day = clock.study_day(clock.now())
        self._ctx.tasks.run(
            "Opening today's note",
            lambda _progress: self._notes.daily(self._ctx.user_id, day, long_day(day)),
            done=lambda note_id: self.made.emit(note_id, False),
        )

    def duplicate(self, ids: Sequence[int]) -> None:
        """Make copies, each in the notebook of its original."""
        made: list[int] = []

        def work() -> None:
            for note_id in ids:
                note = self._notes.note(self._ctx.user_id, note_id)
                made.append(self._copy(note, f"{note.title or UNTITLED} (copy)", note.notebook_id))

        if ids:
            self._deeds.do(
                "Copying",
                work,
                f"{counted(len(ids), 'note')} copied",
                lambda: self._notes.remove(self._ctx.user_id, *made),
                lambda: self.made.emit(made[0], False) if len(made) == 1 else None,
            )

    def keep_as_template(self, ids: Sequence[int]) -> None:
        """Put copies into the notebook of the templates, which is made if there is none."""
        user_id = self._ctx.user_id
        made: list[int] = []

        def work() -> None:
            book = self._notebooks.create(user_id, OWN)
            for note_id in ids:
                note = self._notes.note(user_id, note_id)
                made.append(self._copy(note, note.title or UNTITLED, book))

        if ids:
            self._deeds.do(
                "Keeping as template",
                work,
                f"{counted(len(ids), 'template')} kept in the notebook {OWN}",
                lambda: self._notes.remove(user_id, *made),
            )

    def _copy(self, note: Note, title: str, notebook_id: int | None) -> int:
        return self._notes.add(
            self._ctx.user_id, title, note.body, tags=note.tags, notebook_id=notebook_id
        )

    def copy_links(self, ids: Sequence[int]) -> None:
        """Put links to notes on the clipboard, as notes write them."""

        def copy(lines: list[NoteLine]) -> None:
            links = [f"[[{line.title}]]" for line in lines if line.title]
            if links:
                QGuiApplication.clipboard().setText("\n".join(links))
                self._ctx.messages.toast("Link copied" if len(links) == 1 else "Links copied")

        self._with_lines(ids, copy)

    # The trash

    def remove(self, ids: Sequence[int]) -> None:
        """Move notes to the trash."""
        if ids:
            change = partial(self._notes.remove, self._ctx.user_id, *ids)
            words = f"{counted(len(ids), 'note')} moved to the trash"
            self._deeds.do("Deleting", change, words, partial(change, removed=False))

    def restore(self, ids: Sequence[int]) -> None:
        """Take notes out of the trash."""
        if ids:
            change = partial(self._notes.remove, self._ctx.user_id, *ids)
            words = f"{counted(len(ids), 'note')} put back"
            self._deeds.do("Putting back", partial(change, removed=False), words, change)

    def empty_trash(self) -> None:
        """Ask, then delete what is in the trash for good."""
        ids = self._notes.ids(self._ctx.user_id, NoteFilter(trash=True))
        words = (
            f"{counted(len(ids), 'note')} in the trash, with earlier versions of the text and the"
            " pictures of no other note, cannot be brought back afterwards. Backups keep them."
        )
        if ids and ask(
            self._ctx.window, "Empty the trash?", words, do="Delete for good", danger=True
        ):
            self._deeds.forget()
            self._ctx.tasks.run(
                "Emptying the trash",
                lambda _progress: self._trash.empty(self._ctx.user_id, ids),
                done=lambda number: self._ctx.messages.toast(
                    f"{counted(number, 'note')} deleted for good"
                ),
            )

    # Out

    def export_vault(self, wanted: NoteFilter) -> None:
        """Write notes as a folder of Markdown files."""
        from .note_export import export_vault

        export_vault(self._ctx, wanted)

    def save_as_html(self, ids: Sequence[int]) -> None:
        """Write notes as one web page."""
        from .note_export import export_html

        self._with_lines(ids, lambda lines: export_html(self._ctx, ids, _together(lines)))

    def save_as_pdf(self, ids: Sequence[int]) -> None:
        """Write notes as a PDF."""
        from .note_paper import save_as_pdf

        self._with_lines(ids, lambda lines: save_as_pdf(self._ctx, ids, _together(lines)))

    def print_out(self, ids: Sequence[int]) -> None:
        """Print notes."""
        from .note_paper import print_out

        self._with_lines(ids, lambda lines: print_out(self._ctx, ids, _together(lines)))

    def _with_lines(self, ids: Sequence[int], go_on: Callable[[list[NoteLine]], None]) -> None:
        if ids:
            self._ctx.tasks.run(
                "Reading notes",
                lambda _progress: self._notes.lines_of(self._ctx.user_id, ids),
                done=go_on,
            )


def _together(lines: Sequence[NoteLine]) -> str:
    """Return what notes are called together."""
    return (lines[0].title or UNTITLED) if len(lines) == 1 else counted(len(lines), "note")
