from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.note_writer import NoteWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def writer(qapp: QApplication, data_dir: Path) -> Iterator[NoteWriter]:  # noqa: ARG001
    """A student at the editor of notes."""
    writer = NoteWriter(data_dir)
    yield writer
    writer.leave()
    assert writer.flashes.seen == []
