"""What stands in the tree of the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .note_shelves import (
    FIXED,
    LAST,
    NEW_NOTEBOOK,
    TODAY,
    Shelf,
    number_on,
    tag_tree,
    with_inside,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTreeWidgetItem

    from ms2qbank_desktop.features.notebook.models import Notebook, NoteCounts

    from .note_tree import NoteTree
    from .notebook_reading import Found


def fill(tree: NoteTree, found: Found) -> None:
    """Show the places there are; what is chosen and what is folded stays."""
    counts = found.counts
    tree.begin()
    first = tree.add_group("")
    for shelf, name, icon in FIXED:
        number = None if shelf == TODAY else number_on(shelf, counts, found.margins)
        tree.add_shelf(first, name, shelf, icon, number)
    _add_notebooks(tree, found.notebooks)
    _add_tags(tree, counts)
    last = tree.add_group("")
    for shelf, name, icon in LAST:
        tree.add_shelf(last, name, shelf, icon, number_on(shelf, counts))
    tree.end()


def _add_notebooks(tree: NoteTree, notebooks: Sequence[Notebook]) -> None:
    tree.books = group = tree.add_group("Notebooks")
    numbers = with_inside(notebooks)
    items: dict[int, QTreeWidgetItem] = {}
    for one in notebooks:
        above = group if one.parent_id is None else items.get(one.parent_id, group)
        shelf = Shelf("notebook", one.id)
        items[one.id] = tree.add_shelf(above, one.name, shelf, "folder", numbers[one.id])
    tree.add_shelf(group, "New notebook…", NEW_NOTEBOOK, "plus")


def _add_tags(tree: NoteTree, counts: NoteCounts) -> None:
    tags = tag_tree(counts.tags)
    if not tags:
        return
    group = tree.add_group("Tags")
    items: dict[str, QTreeWidgetItem] = {}
    for tag, name in tags:
        above = items.get(tag.rpartition("/")[0].casefold(), group)
        shelf = Shelf("tag", tag=tag)
        number = counts.within.get(tag.casefold(), 0)
        items[tag.casefold()] = tree.add_shelf(above, name, shelf, "hash", number)
