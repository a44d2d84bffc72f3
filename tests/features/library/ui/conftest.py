from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.bookworm import Bookworm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def seat_bookworm(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Bookworm]]:
    """Seat a student at the library of articles."""
    seated: list[Bookworm] = []

    def sit_down(**wanted: Any) -> Bookworm:
        seated.append(Bookworm(data_dir, **wanted))
        return seated[-1]

    yield sit_down
    for bookworm in seated:
        bookworm.leave()
        assert bookworm.flashes.seen == []


@pytest.fixture
def bookworm(seat_bookworm: Callable[..., Bookworm]) -> Bookworm:
    """A student with a book of three articles."""
    return seat_bookworm()
