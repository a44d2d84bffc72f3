from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def seat(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Callable[..., Learner]]:
    """Seat a student with flashcards at the window."""
    seated: list[Learner] = []

    def sit_down(**wanted: Any) -> Learner:
        seated.append(Learner(data_dir, **wanted))
        return seated[-1]

    yield sit_down
    for learner in seated:
        learner.leave()
        assert learner.flashes.seen == []


@pytest.fixture
def learner(seat: Callable[..., Learner]) -> Learner:
    """A student with a deck of five new cards."""
    return seat()
