"""The pane above and below the list of notes: search, order, what is done with several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.scholar import Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def scholar(qapp: QApplication, data_dir: Path) -> Iterator[Scholar]:  # noqa: ARG001
    scholar = Scholar(data_dir)
    yield scholar
    scholar.leave()


def test_where_all_was_searched_it_is_not_said_to_search_all(scholar: Scholar) -> None:
    scholar.press("Ctrl+Shift+F")
    scholar.write("zebra")
    assert scholar.sees("No note here holds .* Archive and trash are searched apart, .*")


def test_the_last_note_of_several_stays_in_sight_above_what_can_be_done_with_them(
    scholar: Scholar,
) -> None:
    for number in range(40):
        scholar.notes.add(scholar.user_id, f"Lecture {number}", "text")
    scholar.settle()
    list_ = scholar.page.list
    list_.keep(len(scholar.page.model.ids) - 1, scholar.page.model.ids[-2:])
    list_.setFocus()
    scholar.settle()
    row = list_.visualRect(list_.currentIndex())
    assert scholar.page.list_pane.bar.isVisible()
    assert list_.viewport().rect().contains(row)
