"""The places in the tree of the notebook, and which notes stand in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.wiki import tags_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ms2qbank_desktop.features.notebook.models import Notebook, NoteCounts


class Shelf(NamedTuple):
    """``kind``: all, pinned, bookmarked, error-log, quick, margins, notebook, tag, archive, trash;
    today and new-notebook are no places but something to do."""

    kind: str
    id: int = 0
    """Of the notebook."""
    tag: str = ""


ALL = Shelf("all")
ERROR_LOG = Shelf("error-log")
ARCHIVE = Shelf("archive")
MARGINS = Shelf("margins")
TRASH = Shelf("trash")
TODAY = Shelf("today")
NEW_NOTEBOOK = Shelf("new-notebook")
TABLES = frozenset({ERROR_LOG, MARGINS})
"""Places that show a table in place of a list with a note."""
DEEDS = frozenset({TODAY, NEW_NOTEBOOK})
FIXED = (
    (TODAY, "Today's note", "calendar-blank"),
    (ALL, "All notes", "notebook"),
    (Shelf("pinned"), "Pinned", "push-pin"),
    (Shelf("bookmarked"), "Bookmarked", "bookmark-simple"),
    (ERROR_LOG, "Error log", "warning-circle"),
    (Shelf("quick"), "Quick notes", "note-pencil"),
    (MARGINS, "Margin notes", "note"),
)
LAST = ((ARCHIVE, "Archive", "archive"), (TRASH, "Trash", "trash"))
KEEPS_NEW = frozenset({"all", "notebook", "tag", "pinned", "bookmarked"})
"""Places in which a note stands that is begun there."""
FLAGS = {"pinned": "pinned", "bookmarked": "bookmarked", "archive": "archived"}
"""Places that a note stands in by a flag."""


def wanted_on(shelf: Shelf, text: str = "", tags: Iterable[str] = ()) -> NoteFilter:
    """Return the filter of a place and the words typed above it. ``tags``: all there are, for a
    tag holds those below it ("renal" holds "renal/tubule")."""
    match shelf.kind:
        case "pinned":
            return NoteFilter(text, pinned=True)
        case "bookmarked":
            return NoteFilter(text, bookmarked=True)
        case "error-log":
            return NoteFilter(text, kinds=frozenset((NoteKind.ERROR_LOG,)))
        case "quick":
            return NoteFilter(text, kinds=frozenset((NoteKind.QUICK,)))
        case "notebook":
            return NoteFilter(text, notebook_id=shelf.id)
        case "tag":
            return NoteFilter(text, tags=tags_within(shelf.tag, tags))
        case "archive":
            return NoteFilter(text, archived=True)
        case "trash":
            return NoteFilter(text, trash=True)
    return NoteFilter(text)


def number_on(shelf: Shelf, counts: NoteCounts, margins: int = 0) -> int:
    """Return how many notes stand in one of the fixed places."""
    match shelf.kind:
        case "margins":
            return margins
        case "quick":
            return counts.kinds.get(NoteKind.QUICK, 0)
        case "error-log":
            return counts.kinds.get(NoteKind.ERROR_LOG, 0)
        case "archive":
            return counts.archived
        case "all":
            return counts.total
    return int(getattr(counts, shelf.kind))


def name_of(shelf: Shelf, notebooks: Iterable[Notebook]) -> str:
    """Return what a place is called; "" for a notebook that is gone."""
    if shelf.kind == "notebook":
        return next((one.name for one in notebooks if one.id == shelf.id), "")
    if shelf.kind == "tag":
        return f"#{shelf.tag}"
    return next(name for one, name, _icon in (*FIXED, *LAST) if one == shelf)


def with_inside(notebooks: Iterable[Notebook]) -> dict[int, int]:
    """Return how many notes each notebook holds, those of the notebooks inside it too."""
    notes: dict[int, int] = {}
    above: dict[int, int | None] = {}
    for one in notebooks:  # each comes before those inside it
        notes[one.id], above[one.id] = one.notes, one.parent_id
    for inner in reversed(notes):
        outer = above[inner]
        if outer in notes:
            notes[outer] += notes[inner]
    return notes


def tag_tree(tags: Collection[str]) -> list[tuple[str, str]]:
    """Return (tag, name) of every tag and of what stands above it: "renal/tubule" brings "renal".
    Each comes before those below it, in the order of the alphabet."""
    known: dict[tuple[str, ...], str] = {}
    for tag in tags:
        parts = tag.split("/")
        for depth in range(1, len(parts) + 1):
            key = tuple(part.casefold() for part in parts[:depth])
            known.setdefault(key, "/".join(parts[:depth]))
    return [(known[key], known[key].rpartition("/")[2]) for key in sorted(known)]
