from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core import libvlc
from tests.support.librarian import Librarian
from tests.support.shared_data import shared
from tests.support.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def seat_librarian(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Librarian]]:
    """Seat a student at the library of videos."""
    seated: list[Librarian] = []

    def sit_down(**wanted: Any) -> Librarian:
        seated.append(Librarian(data_dir, **wanted))
        return seated[-1]

    yield sit_down
    for librarian in seated:
        librarian.leave()
        assert librarian.flashes.seen == []


@pytest.fixture
def librarian(seat_librarian: Callable[..., Librarian]) -> Librarian:
    """A student with twelve lectures."""
    return seat_librarian()


@pytest.fixture
def viewer(data_dir: Path) -> Iterator[Viewer]:
    """A student at the player, where VLC is."""
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    viewer = Viewer(data_dir)
    yield viewer
    viewer.leave()
