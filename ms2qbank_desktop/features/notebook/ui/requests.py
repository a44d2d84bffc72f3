"""What other slices ask of the notebook: to open a note, put one back, begin a quick one.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui.command import Command

from .write_commands import write_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.links.models import Excerpt, Place
    from ms2qbank_desktop.ui.context import UiContext

    from .quick_panel import QuickPanel


def serve_requests(ctx: UiContext) -> None:
    """Say that notes are opened here, put back, and begun: "make-note" takes an Excerpt, or None
    for a note about nothing in particular. The keys of the editor are made known."""
    ctx.commands.serve("open-note", partial(_open, ctx))
    ctx.commands.serve("beside-note", partial(_open_beside, ctx))
    ctx.commands.serve("restore-note", partial(_put_back, ctx))
    ctx.commands.announce(*write_commands())
    begin = partial(_begin, ctx, [])
    ctx.commands.serve("make-note", begin)
    ctx.commands.add(
        Command(
            "quick-note",
            "Quick note",
            partial(_begin_here, begin),
            "Alt+N",
            menu="Edit",
            section="notes",
            icon="note-pencil",
        )
    )


def _begin_here(begin: Callable[[None], object]) -> None:
    """Begin a note about what has the keyboard: a page that can be noted says so by its method
    ``make_note``."""
    at = QApplication.focusWidget()
    while at is not None and not hasattr(at, "make_note"):
        at = at.parentWidget()
    if at is None:
        begin(None)
    else:
        cast("Any", at).make_note()


def _open(ctx: UiContext, place: Place, words: tuple[str, ...] = ()) -> None:
    """Open a note in the tab; where that lies below something else (an exam), in a dialog."""
    from .notebook_page import NotebookPage

    if _is_gone(ctx, place):
        return
    ctx.navigate.open("notebook", "notes")
    page = ctx.window.findChild(NotebookPage)
    if page is not None and page.isVisible():
        page.open_note(place.id, place.part, words or place.phrase)
    else:
        _open_beside(ctx, place, words)


def _is_gone(ctx: UiContext, place: Place) -> bool:
    """Say whether a note lies in the trash, and offer to put it back. UserFault if there is
    none."""
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    notes = ctx.service(NotebookService)
    notes.note(ctx.user_id, place.id, in_trash=None)
    with suppress(UserFault):
        notes.note(ctx.user_id, place.id)
        return False

    def put_back() -> None:
        _put_back(ctx, place)
        _open(ctx, place)

    ctx.messages.toast("This note is in the trash", action=("Put back", put_back))
    return True


def _open_beside(ctx: UiContext, place: Place, words: tuple[str, ...] = ()) -> None:
    from .note_dialog import NoteDialog

    NoteDialog(ctx, place.id, place.part, words or place.phrase).open()


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    ctx.service(NotebookService).remove(ctx.user_id, place.id, removed=False)
    ctx.messages.toast("Put back")


def _begin(
    ctx: UiContext, made: list[QuickPanel], excerpt: Excerpt | None, alone: bool = False
) -> None:
    """Open the one panel of quick notes; it is built when it is wanted first."""
    if not made:
        from .quick_panel import QuickPanel

        made.append(QuickPanel(ctx))
    made[0].begin(excerpt, alone=alone)
