"""The check finds where the search index is not what the notes say, or a state not what the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.mending import MendingService
from tests.support.cards import Shelf, open_shelf
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEX = ["the search index of the cards"]


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    opened.take(shared("data/anki/sample-legacy1.apkg"))
    yield opened
    opened.desk.context.close()


def mended(shelf: Shelf, *statements: str) -> list[str]:
    """Do harm, and return what was mended."""
    with shelf.desk.context.store.write() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)
    return shelf.desk.context.service(MendingService).mend(Silent())


def test_what_is_as_it_should_be_is_left_alone(shelf: Shelf) -> None:
    before = shelf.content()
    assert mended(shelf) == []
    assert shelf.content() == before


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM card_search WHERE rowid = 2",
        "UPDATE card_search SET fields = 'other words' WHERE rowid = 2",
        "INSERT INTO card_search (rowid, fields) VALUES (999, 'of a note that is gone')",
    ],
)
def test_an_index_of_other_words_is_written_anew(shelf: Shelf, harm: str) -> None:
    before = shelf.content()
    assert mended(shelf, harm) == INDEX
    assert mended(shelf) == []
    assert shelf.content() == before


def test_states_that_no_log_tells_are_folded_anew(shelf: Shelf) -> None:
    before = shelf.content()
    harm = (
        "UPDATE cards SET interval_days = interval_days + 77",
        "UPDATE cards SET due_at = 5, state = 'learning' WHERE state = 'new'",
    )
    assert mended(shelf, *harm) == [f"the states of {len(before['cards'])} cards"]
    assert shelf.content() == before
