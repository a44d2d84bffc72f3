"""Every key of the list of articles, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from .library_page import LibraryPage

    Act = Callable[[LibraryPage], object]

_TABLE: tuple[tuple[str, str, Act, str], ...] = (
    # id, label, what it does, keys
    ("search", "Search the articles", lambda p: p.filters.search.setFocus(), "Ctrl+F"),
    ("note", "Note about the article", lambda p: p.with_line(p.deeds.note), "N"),
    ("plan", "Add to the planner…", lambda p: p.with_line(p.deeds.plan), "Shift+T"),
    ("file", "File the article under…", lambda p: p.with_line(p.deeds.file_one), "F2"),
)


def library_commands(page: LibraryPage) -> tuple[Command, ...]:
    """Return the commands of the list of articles."""
    return tuple(_command(page, *entry) for entry in _TABLE)


def _command(page: LibraryPage, key: str, label: str, act: Act, keys: str) -> Command:
    def run() -> None:
        act(page)

    return Command(
        f"library-{key}",
        label,
        run,
        keys,
        when=page.isVisible,
        menu="Article",
        context="tabs library list",
    )
