"""Files of many decks: all decks are read a few times, not once more for each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.support.cards import Shelf, altered, open_shelf
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DECKS = 60


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    yield opened
    opened.desk.context.close()


@contextmanager
def readings() -> Iterator[list[str]]:
    """Yield the statements that read all decks of a user meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "FROM decks \nWHERE decks.user_id" in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_the_decks_of_a_text_file_are_made_from_one_reading(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    rows = "".join(f"Year {n % 7}::Deck {n}\tfront {n}\tback\n" for n in range(DECKS))
    file.write_text(f"#separator:tab\n#deck column:1\n{rows}")
    with readings() as seen:
        assert shelf.take(file).added == DECKS
    assert 0 < len(seen) < 6
    names = {deck.name for deck in shelf.decks.decks(shelf.user_id)}
    assert names >= {f"Year {n % 7}::Deck {n}" for n in range(DECKS)} | {"Year 0", "Year 6"}


def test_cards_without_a_deck_come_to_one_that_is_looked_up_once(
    shelf: Shelf, tmp_path: Path
) -> None:
    package = shared("data/anki/sample-legacy1.apkg")
    lost = altered(package, tmp_path / "lost.apkg", "UPDATE cards SET did = 987, odid = 0")
    with readings() as seen:
        cards = shelf.take(lost).cards
    assert cards > 10
    assert 0 < len(seen) < 6
    assert {record.deck for record in shelf.records()} == {"Recovered"}
