from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.bookworm import Bookworm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def student(qapp: QApplication, data_dir: Path) -> Iterator[Bookworm]:  # noqa: ARG001
    """A student with a book of three articles."""
    student = Bookworm(data_dir)
    yield student
    student.leave()
    assert student.flashes.seen == []
