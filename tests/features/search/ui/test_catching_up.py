"""What a large write leaves to be read for the search is read while the window is open."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.tables import NoteRow
from ms2qbank_desktop.features.search.service.indexing import IndexingService
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from tests.support.searcher import Asked, Searcher

MANY = 150
"""More than a write reads itself."""
FIRST = 9_000_000


def write_many(context: AppContext, user_id: int) -> IndexingService:
    """Write notes as an import does."""
    when = datetime(2026, 3, 2, tzinfo=UTC)
    with context.store.write() as session:
        for number in range(MANY):
            session.add(
                NoteRow(
                    id=FIRST + number,
                    user_id=user_id,
                    title=f"Row {number}",
                    body="read in the background",
                    created_at=when,
                    changed_at=when,
                )
            )
        session.touch("notes")
    return context.service(IndexingService)


def test_a_large_import_is_read_in_the_background(searcher: Searcher) -> None:
    indexing = write_many(searcher.program.context, searcher.ui.user_id)
    assert indexing.waiting() == MANY
    searcher.wait(lambda: not indexing.waiting())


def test_a_search_that_is_open_finds_what_has_just_been_read(searcher: Searcher) -> None:
    write_many(searcher.program.context, searcher.ui.user_id)
    searcher.search("background")
    searcher.wait(lambda: any(title.startswith("Row ") for title in searcher.shown))
    searcher.wait(lambda: "still reading" not in searcher.palette.frame.facts.text())


def test_enter_makes_no_note_of_words_that_are_only_not_read_yet(
    searcher: Searcher, asked: Asked
) -> None:
    searcher.open_palette()
    write_many(searcher.program.context, searcher.ui.user_id)
    searcher.palette.frame.field.setText("background")
    searcher.press("Return")
    searcher.wait(lambda: asked)
    ((request, place, _words),) = asked
    assert request == "open-note"
    assert 0 <= place.id - FIRST < MANY


def test_a_search_has_read_what_another_program_wrote(searcher: Searcher) -> None:
    other = open_desk(searcher.program.context.paths.root, 0)  # announces to its own window only
    write_many(other.context, other.user_id)
    other.context.close()
    searcher.search("background")
    searcher.wait(lambda: any(title.startswith("Row ") for title in searcher.shown))


def test_the_window_closes_while_there_is_much_to_read(searcher: Searcher) -> None:
    write_many(searcher.program.context, searcher.ui.user_id)
    searcher.wait(lambda: any(one.name == "search-reader" for one in threading.enumerate()))
    searcher.shell.close()
    assert not any(one.name == "search-reader" for one in threading.enumerate())
