"""Slow work leaves the window free, can be cancelled, and comes home to its thread."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui import tasks as tasks_module
from ms2qbank_desktop.ui.statusbar import StatusBar
from ms2qbank_desktop.ui.tasks import Reading, Step, Task, Tasks
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ms2qbank_desktop.core.progress import Progress


class Office:
    """Tasks, and what came back from them."""

    def __init__(self) -> None:
        self.presented: list[BaseException] = []
        self.results: list[object] = []
        self.tasks = Tasks(self.presented.append)

    def wait_until_idle(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.tasks.running)


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    yield made
    made.tasks.close()
    QApplication.processEvents()


def test_the_result_comes_home_on_the_thread_of_the_window(office: Office, qtbot: QtBot) -> None:
    worked_on: list[int] = []

    def work(_: Progress) -> int:
        worked_on.append(threading.get_ident())
        return 42

    def done(value: int) -> None:
        office.results.append((value, QThread.currentThread()))

    office.tasks.run("Counting", work, done=done)
    office.wait_until_idle(qtbot)
    assert office.results == [(42, QApplication.instance().thread())]  # type: ignore[union-attr]
    assert worked_on != [threading.get_ident()]


def test_a_fault_goes_to_the_presenter_or_to_the_one_who_asked(
    office: Office, qtbot: QtBot
) -> None:
    fault = UserFault("No questions in this file.")

    def work(_: Progress) -> None:
        raise fault

    office.tasks.run("Importing", work, done=office.results.append)
    office.wait_until_idle(qtbot)
    mine: list[BaseException] = []
    office.tasks.run("Importing", work, done=office.results.append, failed=mine.append)
    office.wait_until_idle(qtbot)
    assert office.presented == [fault]
    assert mine == [fault]
    assert office.results == []


def test_a_cancelled_task_stops_at_its_next_report_and_calls_nobody(
    office: Office, qtbot: QtBot
) -> None:
    reports: list[int] = []
    ended: list[bool] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.report(step, 10_000)
            reports.append(step)
            time.sleep(0.001)

    task = office.tasks.run("Importing", work, done=office.results.append)
    task.ended.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: len(reports) > 3)
    task.cancel()
    office.wait_until_idle(qtbot)
    assert len(reports) < 9_000
    assert ended == [True]
    assert office.results == office.presented == []


def test_at_most_twenty_reports_a_second_reach_the_window(office: Office, qtbot: QtBot) -> None:
    steps: list[Step] = []

    def work(progress: Progress) -> None:
        end = time.monotonic() + 0.5
        count = 0
        while time.monotonic() < end:
            count += 1
            progress.report(count, None)

    task = office.tasks.run("Counting", work, done=office.results.append)
    task.stepped.connect(steps.append)
    office.wait_until_idle(qtbot)
    assert 2 <= len(steps) <= 12


def test_the_last_step_always_arrives(office: Office, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        for step in range(1, 101):
            progress.report(step, 100)

    task = office.tasks.run("Counting", work, done=office.results.append)
    office.wait_until_idle(qtbot)
    assert task.step.share == 1.0


def test_the_window_stays_alive_while_a_task_runs(office: Office, qtbot: QtBot) -> None:
    alive = threading.Event()
    clock = QTimer()
    clock.setInterval(10)
    clock.timeout.connect(alive.set)
    clock.start()
    office.tasks.run("Waiting", lambda _: alive.wait(3), done=office.results.append)
    office.wait_until_idle(qtbot)
    clock.stop()
    assert office.results == [True]


def test_closing_cancels_waits_and_calls_nobody_any_more(office: Office) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress.report(0, None)
            time.sleep(0.001)

    ended: list[bool] = []
    task = office.tasks.run("Endless", work, done=office.results.append)
    task.ended.connect(lambda: ended.append(True))
    office.tasks.close()
    QApplication.processEvents()
    assert office.tasks.running == ()
    assert ended == []
    assert not [t for t in threading.enumerate() if t.name.startswith("task-")]
    assert office.results == office.presented == []


def test_nothing_begins_once_the_window_has_closed(office: Office) -> None:
    begun: list[Task] = []
    office.tasks.started.connect(begun.append)
    office.tasks.close()
    office.tasks.run("Too late", lambda _: office.results.append(1), done=office.results.append)
    QApplication.processEvents()
    assert begun == office.results == []
    assert office.tasks.running == ()
    assert not [t for t in threading.enumerate() if t.name.startswith("task-")]


def test_a_job_that_outlives_the_window_sends_nothing_home(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "_JOIN_SECONDS", 0.01)
    may_end, sent = threading.Event(), list[object]()
    task = office.tasks.run("Deaf", lambda _: may_end.wait(10), done=office.results.append)
    thread = next(t for t in threading.enumerate() if t.name.startswith("task-"))
    office.tasks.close()
    task.blockSignals(False)
    task._outcome_arrived.connect(sent.append)  # noqa: SLF001 - what Qt would crash of
    may_end.set()
    thread.join()
    QApplication.processEvents()
    assert sent == []


def test_a_program_that_ends_waits_for_the_jobs_that_nobody_closed() -> None:
    """One that sends its outcome home while Qt is taken down brings the program down."""
    program = """if True:
        import time
        from PySide6.QtWidgets import QApplication
        from ms2qbank_desktop.ui.tasks import Tasks
        app = QApplication([])
        tasks = Tasks(print)
        def work(_progress):
            time.sleep(0.3)
            print("worked", flush=True)
        tasks.run("Left behind", work, done=print)
        """
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "worked\n", "")


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_is_told_to_a_page_that_was_left_meanwhile(
    office: Office, qtbot: QtBot, fails: bool
) -> None:
    def work(_progress: Progress) -> int:
        return 1 // (0 if fails else 1)

    told: list[object] = []
    for deleted in (False, True):
        page = QObject()
        office.tasks.run("Reading", work, done=told.append, failed=told.append, owner=page)
        if deleted:
            Shiboken.delete(page)
        office.wait_until_idle(qtbot)
    assert len(told) == 1


@pytest.mark.parametrize("bound", [False, True])
def test_nothing_is_told_to_a_widget_that_was_left_meanwhile(
    office: Office, qtbot: QtBot, bound: bool
) -> None:
    class Page(Label):
        def show_found(self, found: str) -> None:
            self.setText(found)  # a fault, once the label is deleted

    for deleted in (False, True):
        page = Page("")
        show = partial(page.show_found) if bound else page.show_found
        office.tasks.run("Reading", lambda _progress: "found", done=show)
        if deleted:
            Shiboken.delete(page)
        office.wait_until_idle(qtbot)
    assert office.presented == []
    assert not Shiboken.isValid(page)


def test_a_job_done_at_once_is_not_announced(office: Office, qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    office.tasks.started.connect(bar.add_task)
    seen: list[bool] = []
    cross = bar.findChild(IconButton)
    assert cross is not None
    task = office.tasks.run("Reading", lambda _: None, done=lambda _: seen.append(True))
    task.ended.connect(lambda: seen.append(cross.isVisible()))
    office.wait_until_idle(qtbot)
    qtbot.waitUntil(lambda: not any(one.isActive() for one in bar.findChildren(QTimer)))
    assert seen == [True, False]
    assert not cross.isVisible()


def test_the_status_bar_shows_a_job_and_its_cross_cancels_it(office: Office, qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    office.tasks.started.connect(bar.add_task)

    def work(progress: Progress) -> None:
        for step in range(1, 100_000):
            progress.report(min(step, 250), 1_000)
            time.sleep(0.001)

    task: Task = office.tasks.run("Importing renal.json", work, done=office.results.append)

    def said() -> list[str]:
        return [label.text() for label in bar.findChildren(Label) if label.isVisible()]

    qtbot.waitUntil(lambda: "25 % · 250 of 1,000" in said())
    assert "Importing renal.json" in said()
    cross = next(b for b in bar.findChildren(IconButton) if b.isVisible())
    assert cross.accessibleName() == "Cancel"
    cross.click()
    assert task.cancelled
    office.wait_until_idle(qtbot)
    qtbot.waitUntil(lambda: not cross.isVisible())


class Reader(Office):
    """An office with one reading that lasts until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.may_end = threading.Event()
        self.reading = Reading(self._start, self.tasks)
        self.settled: list[int] = []
        self.reading.settled.connect(lambda: self.settled.append(self.begun))

    def _start(self) -> Task:
        self.begun += 1

        def work(progress: Progress) -> None:
            self.may_end.wait(5)
            progress.report(1, 1)

        return self.tasks.run("Reading", work, done=self.results.append)


def test_a_reading_asked_for_meanwhile_is_done_once_more_and_then_settles(qtbot: QtBot) -> None:
    reader = Reader()
    for _ in range(5):
        reader.reading.ask()
    assert reader.begun == 1
    reader.may_end.set()
    qtbot.waitUntil(lambda: bool(reader.settled))
    assert reader.settled == [2]
    reader.reading.ask()
    qtbot.waitUntil(lambda: reader.settled == [2, 3])
    reader.tasks.close()


def test_a_cancelled_reading_is_not_repeated(qtbot: QtBot) -> None:
    reader = Reader()
    reader.reading.ask()
    reader.reading.ask()
    reader.tasks.running[0].cancel()
    reader.may_end.set()
    reader.wait_until_idle(qtbot)
    qtbot.wait(20)
    assert (reader.begun, reader.settled) == (1, [])
    reader.tasks.close()


def test_a_job_ends_even_if_what_follows_from_it_fails(office: Office, qtbot: QtBot) -> None:
    ended: list[bool] = []

    def follow(_value: object) -> None:
        raise ValueError("a bug in the page")

    with qtbot.capture_exceptions() as caught:
        task = office.tasks.run("Reading", lambda _progress: 1, done=follow)
        task.ended.connect(lambda: ended.append(True))
        qtbot.waitUntil(lambda: bool(ended))
    assert [kind for kind, *_ in caught] == [ValueError]
    assert not office.tasks.running
