"""What others ask of the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from tests.support.scholar import Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

HEART = "Heart sounds"


@pytest.fixture
def scholar(qapp: QApplication, data_dir: Path) -> Iterator[Scholar]:  # noqa: ARG001
    scholar = Scholar(data_dir)
    yield scholar
    scholar.leave()


def test_a_note_asked_for_that_is_in_the_trash_says_so_and_can_be_put_back(
    scholar: Scholar,
) -> None:
    heart = scholar.note_id(HEART)
    scholar.notes.remove(scholar.user_id, heart)
    scholar.settle()
    scholar.ui.commands.request("open-note", Place(Kind.NOTE, heart))
    scholar.settle()
    assert scholar.told().startswith("This note is in the trash")
    scholar.click("Put back")
    scholar.settle()
    assert scholar.page.note.note_id == heart
    assert HEART in scholar.titles
