from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.library.service.importing import ImportService
from tests.features.library.formats.reading import write
from tests.support.bookworm import Bookworm
from tests.support.page_reader import TITLE, Readable, pages
from tests.support.pdfs import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.app.context import AppContext


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


@pytest.fixture
def seat(seat_bookworm: Callable[..., Bookworm], tmp_path: Path) -> Callable[..., Readable]:
    """Seat a student at a PDF book."""

    def sit_down(
        content: list[list[str]] | None = None, settings: dict[str, str] | None = None
    ) -> Readable:
        def prepare(context: AppContext, _user_id: int) -> None:
            shown = pages() if content is None else content
            data = pdf(shown, outline=((0, TITLE, 0),))
            file = write(tmp_path, {"book.pdf": data}) / "book.pdf"
            context.service(ImportService).import_paths([file], Silent())
            for key, value in (settings or {}).items():
                context.settings.set(key, value)

        student = seat_bookworm(articles=(), prepare=prepare)
        page = student.read(TITLE)
        assert page.pages.view is not None
        return Readable(student, page, page.pages.view)

    return sit_down


@pytest.fixture
def book(seat: Callable[..., Readable]) -> Readable:
    return seat()
