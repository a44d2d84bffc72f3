"""Every key of the notebook, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from .note_shelves import MARGINS, TABLES, TRASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from .notebook_page import NotebookPage

    Act = Callable[[NotebookPage], object]
    Can = Callable[[NotebookPage], object]


def _there(page: NotebookPage) -> object:
    return page.isVisible()


def _notes(page: NotebookPage) -> object:
    shown = page.isVisible() and page.shelf not in (*TABLES, TRASH)
    return shown and page.list.selected_count


def _any_notes(page: NotebookPage) -> object:
    return page.isVisible() and page.shelf != MARGINS


def _gone(page: NotebookPage) -> object:
    return page.isVisible() and page.shelf == TRASH and page.list.selected_count


def _trash(page: NotebookPage) -> object:
    return page.isVisible() and page.found is not None and page.found.counts.trash


def _book(page: NotebookPage) -> object:
    return page.isVisible() and page.notebook() is not None


def _removable(page: NotebookPage) -> object:
    return _notes(page) or _book(page)


_TABLE: tuple[tuple[str, str, Act, str, Can], ...] = (
    # id, label, what it does, keys, when
    ("note-new", "New note", lambda p: p.do.new(p.shelf), "N; Ctrl+Shift+N", _there),
    ("note-template", "New note from a template…", lambda p: p.choose_template(), "E", _there),
    ("note-today", "Today's note", lambda p: p.do.today(), "T; Ctrl+Shift+T", _there),
    ("find-notes", "Find notes", lambda p: p.go_to_search(), "Ctrl+Shift+F", _there),
    ("note-pin", "Pin or unpin", lambda p: p.mark.toggle(p.chosen(), "pinned"), "P", _notes),
    (
        "note-bookmark",
        "Bookmark on or off",
        lambda p: p.mark.toggle(p.chosen(), "bookmarked"),
        "B",
        _notes,
    ),
    (
        "note-yellow",
        "Mark yellow",
        lambda p: p.mark.colour(p.chosen(), "yellow"),
        "1",
        _notes,
    ),
    ("note-green", "Mark green", lambda p: p.mark.colour(p.chosen(), "green"), "2", _notes),
    ("note-blue", "Mark blue", lambda p: p.mark.colour(p.chosen(), "blue"), "3", _notes),
    ("note-no-colour", "No colour", lambda p: p.mark.colour(p.chosen(), ""), "0", _notes),
    (
        "note-move",
        "Move to a notebook…",
        lambda p: p.mark.choose_notebook(p.chosen(), p.notebooks),
        "M",
        _notes,
    ),
    (
        "note-archive",
        "Archive or take out",
        lambda p: p.mark.toggle(p.chosen(), "archived"),
        "A",
        _notes,
    ),
    ("note-tag", "Add a tag…", lambda p: p.mark.choose_tag(p.chosen()), "G", _notes),
    ("note-duplicate", "Duplicate", lambda p: p.do.duplicate(p.chosen()), "D", _notes),
    ("note-link", "Copy the link", lambda p: p.do.copy_links(p.chosen()), "L", _notes),
    (
        "note-as-template",
        "Keep as template",
        lambda p: p.do.keep_as_template(p.chosen()),
        "",
        _notes,
    ),
    ("note-remove", "Move to the trash", lambda p: p.remove(), "Del", _removable),
    ("note-restore", "Put back", lambda p: p.do.restore(p.chosen()), "R", _gone),
    ("note-empty-trash", "Empty the trash…", lambda p: p.do.empty_trash(), "", _trash),
    (
        "note-back",
        "Back to the note before",
        lambda p: p.trail.go_back(),
        "Ctrl+Alt+Left; Ctrl+[",
        lambda p: p.isVisible() and p.trail.back,
    ),
    (
        "note-ahead",
        "On to the note after",
        lambda p: p.trail.go_ahead(),
        "Ctrl+Alt+Right; Ctrl+]",
        lambda p: p.isVisible() and p.trail.ahead,
    ),
    ("note-panel", "What belongs to the note", lambda p: p.panes.toggle_panel(), "Alt+L", _there),
    ("note-tree", "Notebooks and tags", lambda p: p.go_to_tree(), "Alt+B", _there),
    ("notebook-new", "New notebook…", lambda p: p.books.create(), "Shift+N", _there),
    ("notebook-inside", "New notebook inside…", lambda p: p.create_inside(), "Alt+Shift+N", _book),
    ("notebook-rename", "Rename the notebook…", lambda p: p.on_book(p.books.rename), "F2", _book),
    ("notebook-up", "Notebook up", lambda p: p.on_book(p.books.up), "Alt+Up", _book),
    ("notebook-down", "Notebook down", lambda p: p.on_book(p.books.down), "Alt+Down", _book),
    (
        "notebook-in",
        "Into the notebook above",
        lambda p: p.on_book(p.books.inwards),
        "Alt+Right",
        _book,
    ),
    (
        "notebook-out",
        "Out of its notebook",
        lambda p: p.on_book(p.books.outwards),
        "Alt+Left",
        _book,
    ),
    (
        "notes-vault",
        "Export these as a folder…",
        lambda p: p.do.export_vault(p.wanted()),
        "Ctrl+Shift+E",
        _any_notes,
    ),
    ("notes-html", "Save as web page…", lambda p: p.do.save_as_html(p.chosen()), "", _notes),
    ("notes-pdf", "Save as PDF…", lambda p: p.do.save_as_pdf(p.chosen()), "", _notes),
    ("notes-print", "Print…", lambda p: p.do.print_out(p.chosen()), "Ctrl+P", _notes),
)


def notebook_commands(page: NotebookPage) -> tuple[Command, ...]:
    """Return the commands of the notebook."""
    return tuple(
        Command(
            key,
            label,
            _run(act, page),
            keys,
            when=_when(can, page),
            menu="Notebook",
            section=key.partition("-")[0],
            context="tabs notebook",
        )
        for key, label, act, keys, can in _TABLE
    )


def _run(act: Act, page: NotebookPage) -> Callable[[], None]:
    def run() -> None:
        act(page)

    return run


def _when(can: Can, page: NotebookPage) -> Callable[[], bool]:
    return lambda: bool(can(page))
