"""What can be done with notebooks: made, renamed, moved, taken away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog

from .note_naming import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.notebook.models import Notebook
    from ms2qbank_desktop.ui.context import UiContext

    from .note_deeds import Deeds


class NotebookActions(QObject):
    """All of it can be undone. ``notebooks``: those there are, each before those inside it.
    ``made``: a notebook is there (its id)."""

    made = Signal(object)

    def __init__(self, ctx: UiContext, deeds: Deeds, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._deeds = deeds
        self._service = ctx.service(NotebooksService)
        self.notebooks: Sequence[Notebook] = ()

    def create(self, parent_id: int | None = None) -> None:
        """Ask for a name and make a notebook, inside another one or at the top."""
        above = paths(self.notebooks).get(parent_id) if parent_id is not None else None
        fact = f"It will stand in {above}." if above else ""
        save = partial(self._create, parent_id)
        NameDialog(self._ctx.window, "New notebook", "Create", save, fact=fact).open_once()

    def _create(self, parent_id: int | None, name: str) -> None:
        user_id = self._ctx.user_id
        known = {one.id for one in self.notebooks}
        new = self._service.create(user_id, name, parent_id)
        if new not in known:
            self._deeds.done(
                f"Notebook {name.strip()} made",
                lambda: self._service.remove(user_id, new),
            )
        self.made.emit(new)

    def rename(self, notebook: Notebook) -> None:
        """Ask for another name."""

        def save(name: str) -> None:
            change = partial(self._service.rename, self._ctx.user_id, notebook.id)
            change(name)
            self._deeds.done(f"Now called {name.strip()}", partial(change, notebook.name))

        title = "Rename the notebook"
        NameDialog(self._ctx.window, title, "Rename", save, notebook.name).open_once()

    def remove(self, notebook: Notebook) -> None:
        """Take a notebook away, and those inside it; the notes stay."""
        change = partial(self._service.remove, self._ctx.user_id, notebook.id)
        words = f"Notebook {notebook.name} removed. Its notes stay among all notes."
        self._deeds.do("Removing", change, words, partial(change, removed=False))

    def move(self, notebook: Notebook, parent_id: int | None, before: int | None) -> None:
        """Put a notebook into another one, or at the top, before a neighbour or at the end."""
        user_id = self._ctx.user_id
        known = {one.id: one for one in self.notebooks}
        above = parent_id
        while above is not None:
            if above == notebook.id:
                self._ctx.messages.toast("A notebook cannot be moved into itself")
                return
            above = known[above].parent_id if above in known else None
        siblings = self._siblings(notebook.parent_id)
        at = siblings.index(notebook.id)
        was_before = siblings[at + 1] if at + 1 < len(siblings) else None
        if (parent_id, before) in {
            (notebook.parent_id, notebook.id),
            (notebook.parent_id, was_before),
        }:
            return
        where = known[parent_id].name if parent_id in known else "the top"
        self._deeds.do(
            "Moving",
            lambda: self._service.move(user_id, notebook.id, parent_id, before),
            f"{notebook.name} moved" + ("" if parent_id == notebook.parent_id else f" to {where}"),
            lambda: self._service.move(user_id, notebook.id, notebook.parent_id, was_before),
        )

    def up(self, notebook: Notebook) -> None:
        """Move a notebook before the neighbour above it."""
        self._step(notebook, -1)

    def down(self, notebook: Notebook) -> None:
        """Move a notebook behind the neighbour below it."""
        self._step(notebook, 1)

    def _step(self, notebook: Notebook, step: int) -> None:
        siblings = self._siblings(notebook.parent_id)
        at = siblings.index(notebook.id)
        if not 0 <= at + step < len(siblings):
            return
        after = at + step if step < 0 else at + 2
        before = siblings[after] if after < len(siblings) else None
        self.move(notebook, notebook.parent_id, before)

    def inwards(self, notebook: Notebook) -> None:
        """Move a notebook into the one above it."""
        siblings = self._siblings(notebook.parent_id)
        at = siblings.index(notebook.id)
        if at:
            self.move(notebook, siblings[at - 1], None)

    def outwards(self, notebook: Notebook) -> None:
        """Move a notebook out of the one it stands in, to the place behind it."""
        outer = next((one for one in self.notebooks if one.id == notebook.parent_id), None)
        if outer is not None:
            siblings = self._siblings(outer.parent_id)
            at = siblings.index(outer.id) + 1
            before = siblings[at] if at < len(siblings) else None
            self.move(notebook, outer.parent_id, before)

    def _siblings(self, parent_id: int | None) -> list[int]:
        return [one.id for one in self.notebooks if one.parent_id == parent_id]
