"""The list of notes: what it reads, and what stays selected."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.notebook.models import NoteKind, NoteLine
from ms2qbank_desktop.features.notebook.ui.note_list import NoteList
from ms2qbank_desktop.features.notebook.ui.note_list_model import WINDOW, NoteModel, dragged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GONE = 3


def line(note_id: int) -> NoteLine:
    title = "" if note_id == 7 else f"Note {note_id}"
    return NoteLine(
        note_id,
        title,
        "first words",
        NoteKind.NOTE,
        None,
        pinned=note_id == 1,
        bookmarked=False,
        archived=False,
        colour="green" if note_id == 1 else "",
        tags=(),
        created_at=NOW,
        changed_at=NOW,
    )


class Shelf:
    """Gives out lines and remembers how many were asked for."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, ids: Sequence[int]) -> list[NoteLine]:
        self.read.append(len(ids))
        return [line(one) for one in ids if one != GONE]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def notes(qtbot: QtBot, shelf: Shelf) -> NoteList:
    view = NoteList(NoteModel(shelf))
    view.notes.show_ids(range(1, 10_001), [line(one) for one in range(1, WINDOW + 1)], NOW)
    qtbot.addWidget(view)
    return view


def test_only_the_windows_that_come_into_sight_are_read(notes: NoteList, shelf: Shelf) -> None:
    assert notes.notes.line(0) == line(1)
    assert shelf.read == []
    assert notes.notes.line(5_000) == line(5_001)
    assert notes.notes.line(5_001) == line(5_002)
    assert shelf.read == [WINDOW]


def test_a_note_that_went_meanwhile_is_an_empty_row(notes: NoteList) -> None:
    notes.notes.show_ids(range(1, 5), [], NOW)
    assert notes.notes.line(GONE - 1) is None
    assert notes.notes.index(GONE - 1).data() is None


def test_a_row_says_all_that_it_shows(notes: NoteList) -> None:
    said = Qt.ItemDataRole.AccessibleTextRole
    index = notes.notes.index
    assert index(0).data(said) == "Note 1, pinned, marked green, today, first words"
    assert index(6).data() == "Untitled"


def test_the_same_notes_read_anew_keep_selection_and_place(notes: NoteList) -> None:
    notes.keep(4, [2, 3, 4, 9])
    assert not notes.notes.show_ids(range(1, 10_001), [], NOW)
    assert (notes.note_id, notes.selected()) == (5, [2, 3, 4, 9])
    assert notes.selected_count == 4
    assert notes.notes.show_ids(range(2, 10_001), [], NOW)


def test_notes_are_carried_by_their_ids(notes: NoteList) -> None:
    data = notes.notes.mimeData([notes.notes.index(0), notes.notes.index(5)])
    assert dragged(data) == [1, 6]
    assert notes.notes.supportedDragActions() == Qt.DropAction.CopyAction  # none leaves the list


def test_a_key_selects_the_row_that_the_keyboard_is_on_already(
    qtbot: QtBot, notes: NoteList
) -> None:
    notes.notes.show_ids([1, 2], [], NOW)
    notes.keep(0, [])
    assert notes.selected() == []
    qtbot.keyClick(notes, Qt.Key.Key_Home)
    assert notes.selected() == [1]
