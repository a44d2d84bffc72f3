"""The menu from which a new note is begun with a template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteOrder
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.templates import OWN, Template, shipped
from ms2qbank_desktop.ui.menus import Menu

from .note_list_model import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.notebook.models import Notebook
    from ms2qbank_desktop.ui.context import UiContext

_MOST = 30


def templates_menu(
    ctx: UiContext,
    parent: QWidget,
    notebooks: Sequence[Notebook],
    begin: Callable[[Template], object],
) -> Menu:
    """Return a menu of the templates that come with the program, and of the user's own: the notes
    of the notebook "Templates"."""
    menu = Menu(parent)
    for template in shipped():
        menu.addAction(template.name, partial(begin, template))
    service = ctx.service(NotebookService)
    own = [one.id for one in notebooks if one.name.casefold() == OWN.casefold()]
    menu.addSection("Your own")
    for book in own[:1]:
        wanted = NoteFilter(notebook_id=book)
        for line in service.lines(ctx.user_id, wanted, NoteOrder.TITLE, limit=_MOST):

            def use(note_id: int = line.id) -> None:
                note = service.note(ctx.user_id, note_id)
                begin(Template(note.title, note.body))

            menu.addAction((line.title or UNTITLED).replace("&", "&&"), use)
    if not own:
        hint = menu.addAction(f"Notes in a notebook called {OWN} appear here")
        hint.setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
