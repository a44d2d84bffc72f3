"""Every key of the reader, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reader_page import ReaderPage

    Act = Callable[[ReaderPage], object]

_TABLE: tuple[tuple[str, str, Act, str], ...] = (
    # id, label, what it does, keys
    ("find", "Find in this article", lambda p: p.finder.open_bar(), "Ctrl+F"),
    ("find-next", "Next place found", lambda p: p.finder.step(1), "F3"),
    ("find-before", "Place found before", lambda p: p.finder.step(-1), "Shift+F3"),
    ("highlight", "Highlight", lambda p: p.marks.highlight(), "Y"),
    ("highlight-yellow", "Highlight yellow", lambda p: _highlight(p, "yellow"), "1"),
    ("highlight-green", "Highlight green", lambda p: _highlight(p, "green"), "2"),
    ("highlight-blue", "Highlight blue", lambda p: _highlight(p, "blue"), "3"),
    ("erase", "Erase the highlight", lambda p: p.marks.erase(), "Shift+Y"),
    ("bookmark", "Bookmark", lambda p: p.bookmark(), "B"),
    ("read", "Mark as read", lambda p: p.deeds.mark_read(), "Shift+R"),
    ("note", "Quick note", lambda p: p.make_note(), "N"),
    ("note-highlights", "Note of all highlights", lambda p: p.deeds.note_highlights(), "Shift+N"),
    ("card", "Flashcard of the selection…", lambda p: p.links.make_card(), "V"),
    ("plan", "Add to the planner…", lambda p: p.deeds.plan(), "Shift+T"),
    ("back", "Back to where you were", lambda p: p.go_back(), "Alt+Left"),
    ("forward", "Forward again", lambda p: p.go_forward(), "Alt+Right"),
    ("heading-next", "Next heading", lambda p: p.step_heading(1), "]"),
    ("heading-before", "Heading before", lambda p: p.step_heading(-1), "["),
    ("larger", "Larger text of articles", lambda p: p.change_size(1), ">"),
    ("smaller", "Smaller text of articles", lambda p: p.change_size(-1), "<"),
    ("pages", "Words or pages of a PDF book", lambda p: p.pages.toggle(), "P"),
    ("beside", "What belongs to the article", lambda p: p.toggle_beside(), "\\"),
    ("print", "Print the article…", lambda p: p.deeds.print_out(), "Ctrl+P"),
    ("pdf", "Save the article as PDF…", lambda p: p.deeds.save_as_pdf(), ""),
    ("close", "Close the innermost", lambda p: p.close_innermost(), "Esc"),
)


def reader_commands(page: ReaderPage | None = None) -> tuple[Command, ...]:
    """Return the commands of a reader; without one they are only known, and do nothing."""
    return tuple(_command(page, *entry) for entry in _TABLE)


def _command(page: ReaderPage | None, key: str, label: str, act: Act, keys: str) -> Command:
    def run() -> None:
        if page is not None:
            act(page)

    return Command(
        f"article-{key}",
        label,
        run,
        keys,
        when=partial(_is_read, page) if page is not None else None,
        menu="Article",
        context="tabs library reader",
    )


def _highlight(page: ReaderPage, colour: str) -> None:
    from ms2qbank_desktop.features.annotations.models import Colour  # not at the start

    page.marks.highlight(Colour(colour))


def _is_read(page: ReaderPage) -> bool:
    return page.isVisible() and page.article is not None
