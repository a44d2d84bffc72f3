"""A PDF book of 500 pages: how long its import takes, and how long the window is busy at once while
its pages are opened and scrolled."""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.library.service.importing import ImportService
from ms2qbank_desktop.features.links.models import Kind, Place
from tests.benchmarks.measuring import tell, worked
from tests.support.bank import open_desk
from tests.support.bookworm import Bookworm
from tests.support.pdfs import pdf

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.app.context import AppContext

BUDGET_MS = 16.0
IMPORT_MS_A_PAGE = 25.0
"""Processor time; 8 ms were measured."""
PAGES, CHAPTER, ROUNDS = 500, 50, 5


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:  # noqa: ARG001
    """Return a book of ten chapters, each page with 35 lines in two columns."""
    line = "nephrons take back sodium {} of page {}"
    pages = [
        [f"Physiology {at + 1}", *(f"{'|' * (k % 2)}{line.format(k, at)}" for k in range(70))]
        for at in range(PAGES)
    ]
    outline = [(0, f"Chapter {at // CHAPTER + 1}", at) for at in range(0, PAGES, CHAPTER)]
    path = tmp_path_factory.mktemp("book") / "book.pdf"
    path.write_bytes(pdf(pages, outline=outline))
    return path


@pytest.mark.benchmark
@pytest.mark.usefixtures("qapp")
def test_a_book_of_500_pages_is_soon_in(
    data_dir: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(data_dir, 0)
    importing = desk.context.service(ImportService)
    first = worked(lambda: importing.import_paths([book], Silent()))
    again = worked(lambda: importing.import_paths([book], Silent()))
    desk.context.close()
    tell(
        capsys,
        {"import ms": round(first), "again ms": round(again), "bytes": len(book.read_bytes())},
    )
    assert max(first, again) <= PAGES * IMPORT_MS_A_PAGE


@pytest.mark.benchmark
@pytest.mark.usefixtures("qapp")
def test_the_window_is_never_busy_for_long_with_the_pages_of_a_book(
    data_dir: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(context: AppContext, _user_id: int) -> None:
        context.service(ImportService).import_paths([book], Silent())

    student = Bookworm(data_dir, articles=(), prepare=prepare)
    page = student.read("Chapter 3")
    view = page.pages.view
    assert view is not None
    bar = view.verticalScrollBar()
    opening, scrolling, finding, marked, jumping = [], [], [], [], []
    for at in range(ROUNDS):
        opening.append(longest_until_read(student, f"Chapter {at + 4}"))
        steps = [worked(lambda: bar.setValue(bar.value() + 90)) + turn(student) for _ in range(40)]
        scrolling.append(max(steps))
        page.finder.field.setText("sodium")
        finding.append(max(worked(page.finder.look), longest(student)))
        steps = [worked(lambda: bar.setValue(bar.value() + 90)) + turn(student) for _ in range(20)]
        marked.append(max(steps))
        page.finder.close_bar()
        jump = worked(partial(bar.setValue, bar.maximum() * (at + 1) // 7))
        jumping.append(max(jump, longest(student)))
    student.leave()
    figures = {
        "open": opening,
        "scroll": scrolling,
        "find": finding,
        "scroll past marks": marked,
        "jump": jumping,
    }
    tell(capsys, {name: [round(one, 1) for one in ms] for name, ms in figures.items()})
    assert all(statistics.median(ms) <= BUDGET_MS for ms in figures.values())


def turn(student: Bookworm) -> float:
    return worked(student.app.processEvents)


def longest(student: Bookworm) -> float:
    """Return the longest turn of the loop until the pages are painted."""
    found = turn(student)
    while student.shell.tasks.running:
        found = max(found, turn(student))
        time.sleep(0.0005)
    return max(found, turn(student))


def longest_until_read(student: Bookworm, title: str) -> float:
    """Return the longest turn of the loop while another chapter is opened."""
    student.reader.open(Place(Kind.ARTICLE, student.article_id(title)))
    found = turn(student)
    page = student.reader
    while page.article is None or page.article.title != title or not page.view.is_filled:
        found = max(found, turn(student))
        time.sleep(0.0005)
    return max(found, longest(student))
