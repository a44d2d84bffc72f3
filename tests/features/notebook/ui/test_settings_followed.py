"""What is set for the whole program is seen at once in the notebook."""

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


def test_notes_follow_their_order(scholar: Scholar) -> None:
    scholar.ui.settings.set("note_order", "title")
    scholar.settle()
    assert scholar.titles == sorted(scholar.titles)
    assert scholar.page.order.value == "title"
    scholar.ui.settings.set("note_order", "created")
    scholar.settle()
    assert scholar.titles != sorted(scholar.titles)


def test_the_panel_beside_a_note_comes_and_goes_with_its_setting(scholar: Scholar) -> None:
    scholar.shell.resize(1900, 900)
    scholar.select(scholar.titles[0])
    scholar.settle()
    panes = scholar.page.panes
    assert panes.panel.isVisible()
    scholar.ui.settings.set("note_panel_shown", False)
    assert not panes.panel.isVisible()
    scholar.ui.settings.set("note_panel_shown", True)
    assert panes.panel.isVisible()


def test_the_panel_has_the_width_that_was_chosen_at_any_size_of_text(scholar: Scholar) -> None:
    scholar.shell.resize(1900, 900)
    scholar.select(scholar.titles[0])
    scholar.settle()
    panes = scholar.page.panes
    before = panes.panel.width()
    scholar.ui.settings.set("note_panel_shown", False)
    scholar.ui.settings.set("text_zoom", 125)
    scholar.settle()
    scholar.ui.settings.set("note_panel_shown", True)
    scholar.settle()
    assert abs(panes.panel.width() - before * 1.25) <= 1
