from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.at_home import AtHome
from tests.support.logbook import Logbook


@pytest.fixture
def seat(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., AtHome]]:
    """Seat a student at the home screen, over logs that ``fill`` has written."""
    seated: list[AtHome] = []

    def sit_down(fill: Callable[[Logbook], object] | None = None) -> AtHome:
        seated.append(AtHome(data_dir, fill))
        return seated[-1]

    yield sit_down
    for student in seated:
        student.settle()
        student.leave()
        assert student.flashes.seen == []


@pytest.fixture
def at_home(seat: Callable[..., AtHome]) -> AtHome:
    """A student with nothing at all."""
    return seat()
