"""What notes are marked with and where they stand: flags, colours, tags, notebooks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from ms2qbank_desktop.ui.words import counted

from .note_deeds import Deed
from .note_naming import MoveDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.notebook.models import Notebook, NoteLine
    from ms2qbank_desktop.ui.context import UiContext

    from .note_deeds import Deeds

K = TypeVar("K")
_SAID = {
    ("pinned", True): "pinned",
    ("pinned", False): "no longer pinned",
    ("bookmarked", True): "bookmarked",
    ("bookmarked", False): "no longer bookmarked",
    ("archived", True): "moved to the archive",
    ("archived", False): "taken out of the archive",
}


class NoteMarking:
    """Marks and moves notes by their ids: ten thousand of them are read off the window's thread.
    What is undone gives each note back what it had."""

    def __init__(self, ctx: UiContext, deeds: Deeds) -> None:
        self._ctx = ctx
        self._deeds = deeds
        self._notes = ctx.service(NotebookService)
        self._notebooks = ctx.service(NotebooksService)

    def toggle(self, ids: Sequence[int], name: str) -> None:
        """Set a mark of all (pinned, bookmarked, archived), or take it away if all have it."""
        self._flag(ids, name, None)

    def set(self, ids: Sequence[int], name: str) -> None:
        """Set a mark of all."""
        self._flag(ids, name, True)

    def _flag(self, ids: Sequence[int], name: str, wanted: bool | None) -> None:
        def work() -> Deed | None:
            lines = self._lines(ids)
            on = not all(getattr(line, name) for line in lines) if wanted is None else wanted
            changed = [line.id for line in lines if getattr(line, name) != on]
            change = partial(self._notes.set_flag, self._ctx.user_id, changed, name)
            return _done(
                changed, _SAID[name, on], partial(change, on=on), partial(change, on=not on)
            )

        self._act("Marking", ids, work)

    def colour(self, ids: Sequence[int], colour: str) -> None:
        """Give notes a colour, "" for none."""
        user_id = self._ctx.user_id

        def work() -> Deed | None:
            lines = [line for line in self._lines(ids) if line.colour != colour]
            before = _grouped(lines, lambda line: line.colour)
            changed = [line.id for line in lines]

            def undo() -> None:
                for old, some in before.items():
                    self._notes.set_colour(user_id, some, old)

            said = f"marked {colour}" if colour else "without colour"
            change = partial(self._notes.set_colour, user_id, changed, colour)
            return _done(changed, said, change, undo)

        self._act("Marking", ids, work)

    def choose_tag(self, ids: Sequence[int]) -> None:
        """Ask for a tag and give it to notes."""
        if ids:
            fact = f"For {counted(len(ids), 'note')}. A stroke goes further in: renal/tubule."
            save = partial(self.add_tag, ids)
            NameDialog(self._ctx.window, "Add a tag", "Add", save, fact=fact).open_once()

    def add_tag(self, ids: Sequence[int], tag: str) -> None:
        """Give notes a tag. UserFault if it is blank."""
        tag = "_".join(tag.removeprefix("#").split())
        if not tag:
            raise UserFault("A tag needs a name.", field="name")

        def work() -> Deed | None:
            changed = [line.id for line in self._lines(ids) if tag not in line.tags]
            return _done(
                changed,
                f"tagged #{tag}",
                lambda: self._retag(changed, lambda tags: (*tags, tag)),
                lambda: self._retag(changed, lambda tags: tuple(t for t in tags if t != tag)),
            )

        self._act("Tagging", ids, work)

    def choose_notebook(self, ids: Sequence[int], notebooks: Sequence[Notebook]) -> None:
        """Ask for a notebook and move notes there."""
        if ids:
            MoveDialog(
                self._ctx.window,
                notebooks,
                lambda book: self.move(ids, book, notebooks),
                lambda name: self._move_to_new(ids, name),
            ).open()

    def move(
        self, ids: Sequence[int], notebook_id: int | None, notebooks: Sequence[Notebook]
    ) -> None:
        """Put notes into one of the notebooks, or into none."""
        where = "out of its notebook" if len(ids) == 1 else "out of their notebooks"
        if notebook_id is not None:
            where = f"to {next(one.name for one in notebooks if one.id == notebook_id)}"

        def work() -> Deed | None:
            lines = [line for line in self._lines(ids) if line.notebook_id != notebook_id]
            moved = [line.id for line in lines]
            before = _grouped(lines, lambda line: line.notebook_id)
            change = partial(self._notes.move, self._ctx.user_id, moved, notebook_id)
            return _done(moved, f"moved {where}", change, partial(self._put_into, before))

        self._act("Moving", ids, work)

    def _move_to_new(self, ids: Sequence[int], name: str) -> None:
        user_id = self._ctx.user_id

        def work() -> Deed | None:
            before = _grouped(self._lines(ids), lambda line: line.notebook_id)
            book = self._notebooks.create(user_id, name)

            def undo() -> None:
                self._put_into(before)
                self._notebooks.remove(user_id, book)

            change = partial(self._notes.move, user_id, ids, book)
            return _done(ids, f"moved to {name}", change, undo)

        self._act("Moving", ids, work)

    def _put_into(self, places: dict[int | None, list[int]]) -> None:
        for notebook_id, ids in places.items():
            self._notes.move(self._ctx.user_id, ids, notebook_id)

    def _retag(
        self, ids: Sequence[int], change: Callable[[tuple[str, ...]], tuple[str, ...]]
    ) -> None:
        for note_id in ids:
            note = self._notes.note(self._ctx.user_id, note_id)
            self._notes.write(self._ctx.user_id, note_id, note.title, note.body, change(note.tags))

    def _lines(self, ids: Sequence[int]) -> list[NoteLine]:
        return self._notes.lines_of(self._ctx.user_id, ids)

    def _act(self, name: str, ids: Sequence[int], work: Callable[[], Deed | None]) -> None:
        if ids:
            self._deeds.act(name, work)


def _done(
    ids: Sequence[int], said: str, change: Callable[[], object], undo: Callable[[], object]
) -> Deed | None:
    """Do ``change`` if it changes any note."""
    if not ids:
        return None
    change()
    return Deed(f"{counted(len(ids), 'note')} {said}", undo)


def _grouped(lines: Sequence[NoteLine], key: Callable[[NoteLine], K]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line.id)
    return found
