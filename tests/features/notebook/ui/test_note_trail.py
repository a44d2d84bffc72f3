"""The way back to notes that were left by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.scholar import BODIES, Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TUBULES, ACIDS, HEART = BODIES


@pytest.fixture
def scholar(qapp: QApplication, data_dir: Path) -> Iterator[Scholar]:  # noqa: ARG001
    scholar = Scholar(data_dir)
    yield scholar
    scholar.leave()


def go_to(scholar: Scholar, *titles: str) -> None:
    """Open notes one from the other, as links do."""
    for title in titles:
        scholar.page.open_note(scholar.note_id(title))
        scholar.settle()


def shown(scholar: Scholar) -> str:
    return scholar.notes.note(scholar.user_id, scholar.page.note.note_id or 0).title


def test_a_link_is_followed_back_and_on_again_with_keys(scholar: Scholar) -> None:
    go_to(scholar, ACIDS, HEART)
    scholar.strike("Ctrl+Alt+Left")
    assert shown(scholar) == ACIDS
    scholar.strike("Ctrl+Alt+Left")
    assert shown(scholar) == TUBULES
    scholar.strike("Ctrl+Alt+Left")  # there is nothing before it
    assert shown(scholar) == TUBULES
    scholar.strike("Ctrl+Alt+Right", "Ctrl+Alt+Right")
    assert shown(scholar) == HEART


def test_another_link_begins_another_way(scholar: Scholar) -> None:
    go_to(scholar, ACIDS)
    scholar.strike("Ctrl+Alt+Left")
    go_to(scholar, HEART)
    scholar.strike("Ctrl+Alt+Right")
    assert shown(scholar) == HEART
    scholar.strike("Ctrl+Alt+Left")
    assert shown(scholar) == TUBULES


def test_walking_through_the_list_is_no_way(scholar: Scholar) -> None:
    scholar.select(ACIDS)
    scholar.select(HEART)
    assert scholar.page.trail.back == []


def test_a_note_that_was_removed_is_passed_over(scholar: Scholar) -> None:
    go_to(scholar, ACIDS, HEART)
    scholar.notes.remove(scholar.user_id, scholar.note_id(ACIDS))
    scholar.settle()
    scholar.strike("Ctrl+Alt+Left")
    assert shown(scholar) == TUBULES


def test_the_buttons_of_the_mouse_go_back_and_on(scholar: Scholar) -> None:
    go_to(scholar, ACIDS)
    editor = scholar.page.note.editor
    assert editor is not None
    for button, title in (
        (Qt.MouseButton.BackButton, TUBULES),
        (Qt.MouseButton.ForwardButton, ACIDS),
    ):
        QTest.mouseClick(editor.panes.rich.viewport(), button)
        scholar.settle()
        assert shown(scholar) == title
