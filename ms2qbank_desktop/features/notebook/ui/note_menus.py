"""The menus of the notebook: of a place in the tree, of notes in the list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.menus import Menu

from .note_import import choose_vault
from .note_shelves import TRASH, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu, QWidget

    from ms2qbank_desktop.ui.context import UiContext

_NOTES = (
    ("note-pin", "note-bookmark", "note-archive"),
    ("note-move", "note-tag", "note-duplicate", "note-as-template", "note-link"),
    ("notes-html", "notes-pdf", "notes-print"),
    ("note-remove",),
)
_COLOURS = ("note-yellow", "note-green", "note-blue", "note-no-colour")
_GONE = (("note-restore", "note-empty-trash"),)
_BOOK = (
    ("note-new", "note-template", "notebook-inside"),
    ("notebook-rename", "notebook-up", "notebook-down", "notebook-in", "notebook-out"),
)
_PLACE = (("note-new", "note-template", "notebook-new"), ("notes-vault",))


def show_notes_menu(page: QWidget, ctx: UiContext, shelf: Shelf, place: QPoint) -> None:
    """Offer what can be done with the notes that are selected in a place."""
    menu = Menu(page)
    fill_notes_menu(menu, ctx, shelf)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def fill_notes_menu(menu: QMenu, ctx: UiContext, shelf: Shelf) -> None:
    """Fill a menu with what can be done with the notes that are selected in a place."""
    for before in menu.findChildren(Menu):
        before.deleteLater()
    menu.clear()
    if shelf == TRASH:
        _add(menu, ctx, _GONE)
        return
    colours = Menu(menu, "Colour")
    for key in _COLOURS:
        colours.addAction(ctx.commands.action(key))
    _add(menu, ctx, _NOTES[:1])
    menu.addMenu(colours)
    menu.addSeparator()
    _add(menu, ctx, _NOTES[1:])


def show_place_menu(
    page: QWidget, ctx: UiContext, shelf: Shelf, place: QPoint, remove: Callable[[], None] | None
) -> None:
    """Offer what can be done with the place that is chosen in the tree. ``remove``: takes it away,
    if it is a notebook."""
    menu = Menu(page)
    _add(menu, ctx, _BOOK if shelf.kind == "notebook" else _GONE if shelf == TRASH else _PLACE)
    if remove is not None:
        menu.addSeparator()
        menu.addAction("Remove the notebook", remove)
    elif shelf != TRASH:
        menu.addAction("Import a folder of notes…", lambda: choose_vault(ctx))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def _add(menu: QMenu, ctx: UiContext, groups: tuple[tuple[str, ...], ...]) -> None:
    ctx.commands.refresh()
    for group in groups:
        if menu.actions() and not menu.actions()[-1].isSeparator():
            menu.addSeparator()
        for key in group:
            menu.addAction(ctx.commands.action(key))


def read_folded(ctx: UiContext) -> set[Shelf]:
    """Return the notebooks and tags that were folded when the tree was used last."""
    try:
        kept = json.loads(ctx.settings.get("notebooks_folded"))
        return {Shelf(str(kind), int(thing), str(tag)) for kind, thing, tag in kept}
    except (TypeError, ValueError):
        return set()


def keep_folded(ctx: UiContext, folded: set[Shelf]) -> None:
    """Keep which notebooks and tags are folded."""
    kept = sorted(tuple(shelf) for shelf in folded)
    ctx.settings.set("notebooks_folded", json.dumps(kept))
