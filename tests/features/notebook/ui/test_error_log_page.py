"""The error log as a table, and its rows above a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import ErrorEntry, Miss, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.ui.error_log_page import ErrorLogPage
from ms2qbank_desktop.features.notebook.ui.error_log_rows import ErrorRows
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.examinee import Examinee

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

DAY_S = 86_400


class Keeper(Examinee):
    """Has missed three questions on three days, the first of them twice."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        context = self.program.context
        self.log = context.service(ErrorLogService)
        ids = context.service(QuestionService).select(BankFilter())
        self.log_miss(ids[0], 1, MissReason.KNOWLEDGE, "Learn it")
        self.log_miss(ids[1], 1, MissReason.TIMING, "Skip and come back")
        self.log_miss(ids[2], 1, None, "")
        self.log_miss(ids[0], 2, MissReason.KNOWLEDGE, "Really learn it")
        self.asked: list[tuple[str, object]] = []
        self.page = ErrorLogPage(self.ui)

    def log_miss(self, question: int, block: int, reason: MissReason | None, rule: str) -> None:
        title = f"Q{question % 100}: Stem"
        entry = self.log.log(self.ui.user_id, Miss(question, block), title, "", reason, rule)
        self.ui.commands.request("plan-retests", entry)
        self.clock.pass_time(DAY_S)

    def open_page(self) -> ErrorLogPage:
        self.ui.navigate.open_detail(self.page, "Error log", "")
        self.rest()
        self.page.table.setFocus()
        return self.page

    def hear(self, request: str) -> None:
        """Write down what is asked for instead of doing it."""
        self.ui.commands.serve(request, lambda *about: self.asked.append((request, about[0])))

    def settle(self) -> None:
        self.wait(lambda: not self.shell.tasks.running)
        self.rest()

    def entries(self) -> list[ErrorEntry]:
        return self.log.entries(self.ui.user_id)

    def open_retests(self) -> int:
        today = self.clock.study_day(self.clock.now())
        tasks = self.program.context.service(TaskService)
        days = timedelta(days=60)
        return len(tasks.tasks(self.ui.user_id, today - days, today + days))

    def column(self, name: str) -> list[str]:
        model = self.page.model
        at = 1 + [one.id for one in model.columns].index(name)
        return [model.index(row, at).data() for row in range(model.rowCount())]

    def undo(self) -> None:
        (toast,) = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        (button,) = [one for one in toast.findChildren(QAbstractButton) if one.text() == "Undo"]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def keeper(qapp: QApplication, data_dir: Path) -> Iterator[Keeper]:  # noqa: ARG001
    keeper = Keeper(data_dir)
    yield keeper
    if keeper.page.parent() is None:
        keeper.page.deleteLater()
    keeper.leave()


def test_every_miss_stands_there_with_why_rule_and_next_retest(keeper: Keeper) -> None:
    keeper.open_page()
    assert keeper.column("rule") == ["Really learn it", "", "Skip and come back", "Learn it"]
    assert keeper.column("why") == ["Knowledge", "Why?", "Timing", "Knowledge"]
    assert keeper.column("next") == ["tomorrow", "today", "since Thu 5 Mar", "since Wed 4 Mar"]
    words = {key: chip.text() for key, chip in keeper.page.filters.items() if chip.isVisible()}
    assert words == {
        "all": "All 4",
        "due": "Due 3",
        "knowledge": "Knowledge 2",
        "timing": "Timing 1",
        "unsaid": "No reason yet 1",
    }


def test_rows_are_filtered_by_reason_by_what_is_due_and_by_words(keeper: Keeper) -> None:
    page = keeper.open_page()
    page.filters["knowledge"].click()
    assert keeper.column("rule") == ["Really learn it", "Learn it"]
    page.filters["due"].click()
    assert keeper.column("why") == ["Why?", "Timing", "Knowledge"]
    page.filters["all"].click()
    page.search.setText("COME back")
    assert keeper.column("rule") == ["Skip and come back"]
    page.search.setText("no such words")
    assert keeper.sees("No miss fits")
    page.search.setText("")
    page.pane.order_chosen.emit("rule", False)
    assert keeper.column("rule") == ["", "Learn it", "Really learn it", "Skip and come back"]


def test_figures_say_why_the_rows_were_missed(keeper: Keeper) -> None:
    page = keeper.open_page()
    page.table.look_at(1)
    QTest.keyClick(page.table, Qt.Key.Key_3)
    keeper.rest()
    assert keeper.column("why")[1] == "Reasoning"
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_2)
    keeper.rest()
    assert {entry.reason for entry in keeper.entries()} == {MissReason.MISREAD}


def test_a_removed_row_takes_its_retests_along_and_undo_brings_all_back(keeper: Keeper) -> None:
    page = keeper.open_page()
    before, retests = keeper.entries(), keeper.open_retests()
    page.table.look_at(2)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    keeper.settle()
    assert keeper.column("why") == ["Knowledge", "Why?", "Knowledge"]
    assert keeper.open_retests() == retests - 3
    keeper.undo()
    assert keeper.entries() == before
    assert keeper.open_retests() == retests


def test_enter_opens_the_note_and_r_asks_the_questions_again(keeper: Keeper) -> None:
    page = keeper.open_page()
    keeper.hear("open-note")
    keeper.hear("begin-block")
    first = keeper.entries()[0]
    page.table.look_at(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_R)
    assert keeper.asked == [
        ("open-note", Place(Kind.NOTE, first.note_id)),
        ("begin-block", frozenset({first.question_id})),
    ]


def test_an_empty_log_says_how_it_fills(keeper: Keeper) -> None:
    for entry in keeper.entries():
        keeper.log.remove(keeper.ui.user_id, entry.id)
    keeper.open_page()
    assert keeper.sees("Your error log is empty")


def test_a_note_shows_its_newest_miss_and_the_earlier_ones_when_asked(keeper: Keeper) -> None:
    newest = keeper.entries()[0]
    rows = ErrorRows(keeper.ui, newest.note_id)
    keeper.ui.navigate.open_detail(rows, "Note", "")
    keeper.rest()
    assert [card.isVisible() for card in rows.cards] == [True, False]
    keeper.click("1 earlier miss")
    assert [card.form.rule.text() for card in rows.cards] == ["Really learn it", "Learn it"]
    card = rows.cards[0]
    card.form.reasons.chips["misread"].click()
    card.form.days.chips[0].remove_requested.emit()
    keeper.settle()
    saved = keeper.entries()[0]
    assert (saved.reason, saved.retests) == (MissReason.MISREAD, newest.retests[1:])
    keeper.log.save(keeper.ui.user_id, replace(saved, rule="From elsewhere"))
    keeper.wait(lambda: rows.cards[0].form.rule.text() == "From elsewhere")
    retests = keeper.open_retests()
    card.remove.click()
    keeper.settle()
    assert [one.form.rule.text() for one in rows.cards] == ["Learn it"]
    assert keeper.open_retests() == retests - 2
    keeper.undo()
    assert len(rows.cards) == 2
