"""The side of the card browser: saved searches, decks, tags, states, flags, note types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.layouts import column, ground

from .browser_terms import quoted
from .browser_tree import Part, SearchTree
from .flags import FLAGS
from .study_bars import FLAG_ROLES
from .tag_tree import branches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.ui.context import UiContext

    from .tag_tree import Branch

_GIVEN = (  # name, search, icon
    ("Due today", "is:due", "calendar-blank"),
    ("Added today", "added:1", "plus"),
    ("Missed today", "rated:1:1", "x"),
    ("Leeches", "is:leech", "warning"),
    ("Marked", "tag:marked", "star"),
)
_STATES = (  # name, search, icon, ink
    ("New", "is:new", "circle", "accent"),
    ("Learning", "is:learn", "circle-dashed", "warning"),
    ("Review", "is:review", "check", "correct"),
    ("Suspended", "is:suspended", "pause", "text-muted"),
    ("Buried", "is:buried", "archive", "text-muted"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the side shows: names with their numbers of cards, of notes for tags. ``numbers``: the
    cards that the searches that are always there find."""

    decks: Sequence[Branch]
    tags: Sequence[Branch]
    note_types: Sequence[str]
    total: int
    numbers: Mapping[str, int]


def read_names(ctx: UiContext) -> Names:
    """Read the names; on a worker."""
    overview = ctx.service(StudyService).overview(ctx.user_id)
    count = ctx.service(SearchService).count
    return Names(
        branches((counts.deck.name, counts.total) for counts in overview),
        branches(ctx.service(NoteService).tags(ctx.user_id)),
        [one.name for one in ctx.service(DeckService).note_types(ctx.user_id)],
        sum(counts.total for counts in overview if counts.depth == 0),
        {one[1]: count(ctx.user_id, one[1]) for one in (*_GIVEN, *_STATES)},
    )


class Sidebar(QWidget):
    """``search_wanted``: this search, in addition to the present one if True.
    ``rename_requested``, ``removal_requested``: of a tag with all below it."""

    search_wanted = Signal(str, bool)
    rename_requested = Signal(str)
    removal_requested = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._names = Names((), (), (), 0, {})
        self.tree = SearchTree()
        self.tree.wanted.connect(self.search_wanted)
        self.tree.menu_requested.connect(self._show_menu)
        ground(self, "surface")
        self.setLayout(column(self.tree, gap=0, margins=(4, 12, 0, 8)))
        self._fill()

    @property
    def saved(self) -> dict[str, str]:
        """The saved searches by name."""
        kept = json.loads(self._ctx.settings.get("card_searches"))
        return {str(name): str(search) for name, search in kept.items()}

    def save(self, name: str, search: str) -> None:
        """Keep a search under a name, in place of another of that name."""
        self._keep({**self.saved, name: search})

    def forget(self, name: str) -> None:
        """Drop a saved search."""
        self._keep({key: search for key, search in self.saved.items() if key != name})

    def show_names(self, names: Names) -> None:
        """Show these names, if they are others."""
        if names != self._names:
            self._names = names
            self._fill()

    def _keep(self, searches: dict[str, str]) -> None:
        self._ctx.settings.set("card_searches", json.dumps(searches, ensure_ascii=False))
        self._fill()

    def _fill(self) -> None:
        tree, names = self.tree, self._names
        tree.begin()
        saved = tree.add_group("saved", "Searches")
        tree.add_leaf(saved, "All cards", "", "cards", number=names.total or None)
        for name, search, icon in _GIVEN:
            tree.add_leaf(saved, name, search, icon, number=names.numbers.get(search))
        for name, search in sorted(self.saved.items()):
            tree.add_leaf(saved, name, search, "bookmark-simple", "accent")
        decks = tree.add_group("decks", "Decks")
        tree.add_branches(decks, names.decks, "deck", "")
        tags = tree.add_group("tags", "Tags")
        tree.add_branches(tags, names.tags, "tag", "tag")
        if names.tags:
            tree.add_leaf(tags, "No tags", "tag:none", "tag")
        states = tree.add_group("states", "States")
        for name, search, icon, ink in _STATES:
            tree.add_leaf(states, name, search, icon, ink, names.numbers.get(search))
        flags = tree.add_group("flags", "Flags")
        for flag, (name, ink) in enumerate(zip(FLAGS, FLAG_ROLES, strict=True)):
            icon = "flag-fill" if flag else "flag"
            tree.add_leaf(flags, name, f"flag:{flag}", icon, ink or "text-muted")
        types = tree.add_group("types", "Note types")
        for name in names.note_types:
            tree.add_leaf(types, name, f"note:{quoted(name)}", "text-aa")
        tree.end()

    def _show_menu(self, item: QTreeWidgetItem, place: QPoint) -> None:
        search, name = item.data(0, Part.SEARCH), item.text(0)
        if search is None:
            return
        menu = Menu(self)
        menu.addAction("Search", lambda: self.search_wanted.emit(search, False))
        if search:
            menu.addAction("Search within the present one", lambda: self._add(search))
            menu.addAction("All but these", lambda: self._add(f"-({search})"))
        tag = item.data(0, Part.PATH)
        if tag and search.startswith("tag:"):
            menu.addSeparator()
            menu.addAction("Rename tag…", lambda: self.rename_requested.emit(tag))
            menu.addAction("Remove tag", lambda: self.removal_requested.emit(tag))
        if self.saved.get(name) == search:
            menu.addSeparator()
            menu.addAction("Forget this search", lambda: self.forget(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add(self, search: str) -> None:
        self.search_wanted.emit(search, True)
