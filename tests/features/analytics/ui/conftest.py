from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.measured import Measured


@pytest.fixture
def seat_measured(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Measured]]:
    """Seat a student with so many attempts."""
    seated: list[Measured] = []

    def sit_down(attempts: int, reviews: int | None = None) -> Measured:
        seated.append(Measured(data_dir, attempts, reviews))
        return seated[-1]

    yield sit_down
    for student in seated:
        student.settle()
        student.leave()
        assert student.flashes.seen == []


@pytest.fixture
def measured(seat_measured: Callable[..., Measured]) -> Measured:
    """A student with 240 attempts, and as many answers to cards."""
    return seat_measured(240)
