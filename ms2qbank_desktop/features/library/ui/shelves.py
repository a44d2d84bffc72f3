"""The side of the library: shelves, systems, collections, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal

from ms2qbank_desktop.ui.widgets.placetree import Part, PlaceTree

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.library.models import ArticleCounts, Collection


class Shelf(NamedTuple):
    """A part of the library. ``kind``: all, continue, read, recent, bookmarked, highlighted,
    popular, removed, system, collection; ``import`` is no shelf but something to do."""

    kind: str
    name: str = ""
    """Of the system."""
    id: int = 0
    """Of the collection."""


ALL = Shelf("all")
IMPORT = Shelf("import")
_LIBRARY = (
    ("All articles", ALL, "books", "total"),
    ("Continue reading", Shelf("continue"), "book-open", "begun"),
    ("Recently read", Shelf("read"), "clock", ""),
    ("Recently added", Shelf("recent"), "plus", ""),
    ("Bookmarked", Shelf("bookmarked"), "bookmark-simple", "bookmarked"),
    ("Highlighted", Shelf("highlighted"), "highlighter-circle", ""),
    ("Popular", Shelf("popular"), "trend-up", ""),
    ("Removed", Shelf("removed"), "trash", "removed"),
)


class Shelves(PlaceTree[Shelf]):
    """``remove_wanted``: of a collection."""

    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Shelves of the library", ALL, (IMPORT,))

    def show_names(self, counts: ArticleCounts, collections: list[Collection]) -> None:
        """Show what there is; what is chosen stays so if it is still there."""
        self.begin()
        library = self.add_group("Library")
        for name, shelf, icon, counted in _LIBRARY:
            if shelf.kind == "removed" and not counts.removed:
                continue
            number = f"{getattr(counts, counted):,}" if counted else ""
            self.add(library, name, shelf, icon, number, tip=name)
        named = {system: number for system, number in counts.systems.items() if system}
        if named:
            systems = self.add_group("Systems")
            for system, articles in sorted(named.items()):
                shelf = Shelf("system", system)
                self.add(systems, system, shelf, "tag", f"{articles:,}", tip=system)
        below = self.add_group("Collections")
        for one in collections:
            facts = [one.info.license, one.info.attribution, one.info.source]
            if one.unreviewed:
                facts.append(f"{one.unreviewed:,} not yet reviewed by a physician")
            title, shelf = one.info.title, Shelf("collection", id=one.id)
            tip = "\n".join(filter(None, (title, *facts)))
            self.add(below, title, shelf, "book", f"{one.articles:,}", tip=tip)
        self.add(below, "Import articles…", IMPORT, "plus", tip="Import articles…")
        self.end()

    def shelves(self) -> dict[str, str]:
        """Return the names that are shown with their numbers."""
        return {
            one.text(0): one.data(0, Part.NUMBER)
            for one in self.items()
            if one.data(0, Part.PLACE) is not None
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self._place_of(self.currentItem())
        if event.key() == Qt.Key.Key_Delete and at is not None and at.kind == "collection":
            self.remove_wanted.emit(at)
        else:
            super().keyPressEvent(event)
