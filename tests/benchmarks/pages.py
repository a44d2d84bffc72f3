"""How long pages hold the window: opened for the first time and again, filled, ticked in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Spent
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.practice.ui.opening import open_block
from ms2qbank_desktop.features.practice.ui.result_shares import TallyCard
from tests.benchmarks.measuring import Paints, Watch, quantiles, timed

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.ui.bank_page import BankPage
    from tests.support.student import Student

_PAGES = ("create", "bank", "blocks", "packs")
_BLOCKS = 6


def _open(student: Student, page: str) -> float:
    def step() -> None:
        student.shell.open("questions", page)
        QCoreApplication.sendPostedEvents()

    return round(timed(step), 2)


def opened(student: Student) -> object:
    """Each page, at its first visit and again; then everything selected in the bank."""
    watch = Watch(student)
    found: dict[str, object] = {"first fill of the first page": watch.settle()}
    for visit in ("first", "again"):
        for page in _PAGES:
            turn = _open(student, page)
            found[f"{page}, {visit}"] = {
                "open": turn,
                "longest turn after": watch.settle(),
            }
    found["select all"] = select_all(student)
    return found


def select_all(student: Student) -> object:
    """Ctrl+A in the bank."""
    from ms2qbank_desktop.features.practice.ui.bank_page import BankPage

    watch = Watch(student)
    student.shell.open("questions", "bank")
    watch.settle()
    page: BankPage | None = student.shell.findChild(BankPage)
    assert page is not None
    table = page.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    key, control = Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
    turn = timed(lambda: QTest.keyClick(table, key, control))
    return {"key": round(turn, 2), "longest turn after": watch.settle()}


def ticks(student: Student) -> object:
    """A tick in a filter of Create block until the counts behind every box are painted."""
    watch = Watch(student)
    student.shell.open("questions", "create")
    watch.settle()
    page = student.shell.findChild(CreateBlockPage)
    assert page is not None
    filters = page.filters
    rows = [*filters.statuses.rows.values(), *filters.systems.rows.values()]
    rows += [*filters.subjects.rows.values(), *filters.difficulties.rows.values()]
    paints = Paints(page.form)
    times = []
    for row in rows * 3:
        times.append(paints.timed(row.click))
        watch.until(lambda: not student.shell.tasks.running)
        watch.rest(20)
    return {"ticked": quantiles(times), "longest turn after": watch.take()}


def result(student: Student) -> object:
    """The result of an ended block of 40, opened from the list of blocks."""
    ui = student.program.ui
    assert ui is not None
    practice = ui.service(PracticeService)
    watch = Watch(student)
    turns: dict[str, list[float]] = {"longest turn of opening": [], "until it stands": []}
    find = partial(student.shell.findChildren, TallyCard)
    student.shell.open("questions", "blocks")
    watch.settle()
    for seed in range(_BLOCKS):
        request = BlockRequest(QuestionFilter(), Mode.TUTOR, 40)
        block_id = practice.create_block(ui.user_id, request, seed=seed)
        practice.end_block(ui.user_id, block_id, Spent(60_000, 60_000))
        watch.settle()
        open_block(ui, block_id)
        stands = watch.until(lambda: any(one.isVisible() for one in find()))
        turns["until it stands"].append(stands)
        turns["longest turn of opening"].append(watch.settle())
        ui.navigate.close_detail()
    return {what: quantiles(times) for what, times in turns.items()}
