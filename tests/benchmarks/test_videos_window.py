"""The library of videos at its largest: how long opening, filtering, sorting and scrolling hold
the window. 5,000 videos with 20,000 bookmarks; nothing of it needs VLC or a file.

Times are processor time of the window's thread, but for "first screen", which a student waits.
"""

from __future__ import annotations

import random
import statistics
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder, WatchStatus
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.ui.video_tree import ALL, BOOKMARKS, Shelf
from ms2qbank_desktop.features.videos.ui.videos_page import VideosPage
from tests.benchmarks.measuring import Watch, quantiles, tell, worked
from tests.support.lectures import lectures
from tests.support.profile import prepared
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

VIDEOS, BOOKMARKS_TOTAL = 5_000, 20_000
OPEN_MS = 100.0
DATA_MS = 20.0
"""Of a worker, for the videos of a list."""
FRAME_MS = 16.0
FRAMES = 120
_FILTERS = {
    "status": VideoFilter(statuses=frozenset((WatchStatus.IN_PROGRESS,))),
    "system": VideoFilter(systems=frozenset(("Renal",))),
    "tag": VideoFilter(tags=frozenset(("high-yield",))),
    "length": VideoFilter(max_ms=900_000),
    "title": VideoFilter(text="nephron"),
    "two letters": VideoFilter(text="V/"),
    "rare": VideoFilter(text="Renal 4711"),
}


class Measured:
    """The numbers of one run, in milliseconds."""

    def __init__(self, student: Student) -> None:
        self._student = student
        self._watch = Watch(student)
        self._watch.settle()
        self.open = worked(self._open)
        self.fill = self._watch.settle()
        self.again = self._again()
        self.filters = {name: self._filter(wanted) for name, wanted in _FILTERS.items()}
        self.shelves = {
            shelf.kind: self._watch.turn(partial(self.page.sidebar.tree.choose, shelf))
            for shelf in (BOOKMARKS, Shelf("continue"), Shelf("recent"), ALL)
        }
        self.sort = self._watch.turn(lambda: self.page.sort(VideoOrder.TITLE))
        self.view = self._watch.turn(lambda: self.page.show_view("list"))
        self.table = self._scrolled(self.page.list)
        self.page.show_view("grid")
        self._watch.settle()
        self.cards = self._scrolled(self.page.grid)
        self.select_all = self._watch.turn(self.page.grid.selectAll)

    def _open(self) -> None:
        self._student.shell.open("videos", "videos")
        page = self._student.shell.findChild(VideosPage)
        assert page is not None
        self.page = page

    def _again(self) -> float:
        self._student.shell.open("questions")
        self._watch.settle()
        return worked(lambda: self._student.shell.open("videos", "videos"))

    def _filter(self, wanted: VideoFilter) -> dict[str, float]:
        """Until the first screen of what fits is there, and the longest turn on the way."""
        page, shown = self.page, list[object]()
        page.videos.modelReset.connect(lambda: shown.append(1))
        bar = page.filters
        if wanted.text:
            bar.search.setText(wanted.text)
        elif wanted.statuses:
            bar.status.set_value("in-progress")
            bar.changed.emit()
        elif wanted.systems:
            bar.system.choose("Renal")
        elif wanted.tags:
            bar.tag.choose("high-yield")
        else:
            bar.length.setCurrentIndex(1)
        until = self._watch.until(lambda: shown)
        until += worked(page.grid.viewport().repaint)
        longest = self._watch.settle()
        bar.reset()
        self._watch.settle()
        return {"first screen": round(until, 1), "longest turn": longest}

    def _scrolled(self, view: object) -> dict[str, float]:
        bar = view.verticalScrollBar()  # type: ignore[attr-defined]
        chance = random.Random(3)
        times = []
        for _ in range(FRAMES):
            to = chance.randrange(bar.maximum())

            def jump(to: int = to) -> None:
                bar.setValue(to)
                view.viewport().repaint()  # type: ignore[attr-defined]

            times.append(worked(jump))
        return quantiles(times)


@pytest.fixture
def student(data_dir: Path) -> Iterator[Student]:
    """A student with the largest library at the window."""
    context = AppContext(prepared(data_dir))
    context.open()
    user_id = context.service(AccountService).acting().id
    lectures(context.store, user_id, VIDEOS, BOOKMARKS_TOTAL)
    context.close()
    student = Student(data_dir)
    student.shell.resize(1280, 800)
    yield student
    student.leave()


@pytest.mark.benchmark
def test_the_library_opens_filters_and_scrolls_within_its_budgets(
    student: Student, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert student.program.ui is not None
    catalogue = student.program.context.service(CatalogueService)
    user_id = student.program.ui.user_id
    data = {
        name: statistics.median(
            worked(partial(catalogue.entries, user_id, wanted)) for _ in range(5)
        )
        for name, wanted in _FILTERS.items()
    }
    found = Measured(student)
    numbers = {
        "slack": pace.slack,
        "open": round(found.open, 1),
        "longest turn of the first fill": found.fill,
        "open again": round(found.again, 1),
        "data of a filter": {name: round(ms, 1) for name, ms in data.items()},
        "filter in the window": found.filters,
        "shelf, longest turn": found.shelves,
        "sort, longest turn": found.sort,
        "to the table, longest turn": found.view,
        "table, a frame": found.table,
        "cards, a frame": found.cards,
        "select all": found.select_all,
    }
    tell(capsys, numbers)
    turns = statistics.median(one["longest turn"] for one in found.filters.values())
    assert found.open <= pace.slack * OPEN_MS
    assert found.again <= pace.slack * FRAME_MS
    assert statistics.median(data.values()) <= pace.slack * DATA_MS
    assert turns <= pace.slack * FRAME_MS
    assert found.cards["median"] <= pace.slack * FRAME_MS
    assert found.table["median"] <= pace.slack * FRAME_MS
