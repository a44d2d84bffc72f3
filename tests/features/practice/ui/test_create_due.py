"""Due questions and custom blocks at the page "Create block"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Rules
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from tests.support.bank import open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")

LEFT = Qt.MouseButton.LeftButton


class Maker(Student):
    """A student at the page "Create block" who missed three of twelve questions in March."""

    def __init__(self, data_dir: Path) -> None:
        desk = open_desk(data_dir)
        session = desk.session(desk.block(4))
        for position, place in enumerate((0, 1, 2, 3)):
            session.go(position)
            session.choose(place)
        session.end()
        ids = desk.attempts.browse(desk.user_id, QuestionFilter())
        desk.attempts.suspend(desk.user_id, ids[10:], suspended=True)
        desk.context.close()
        super().__init__(data_dir)
        self.practice = self.program.context.service(PracticeService)
        self.find_page()

    def find_page(self) -> None:
        page = self.shell.findChild(CreateBlockPage)
        assert page is not None
        self.page = page
        self.settle()

    def settle(self) -> None:
        """Wait until everything is counted."""
        self.wait(self.page.isVisible)
        super().settle()

    def started(self) -> BlockRequest:
        """Return what the block that has just begun was made of."""
        self.wait(lambda: self.shell.taken_over is not None)
        request = self.practice.last_request(self.user_id)
        assert request is not None
        return request


@pytest.fixture
def maker(data_dir: Path) -> Iterator[Maker]:
    maker = Maker(data_dir)
    yield maker
    maker.leave()
    assert maker.flashes.seen == []


def shown_count(maker: Maker, status: Status) -> str:
    return maker.page.filters.statuses.rows[status].accessibleName()


def test_due_and_suspended_questions_are_counted_like_every_status(maker: Maker) -> None:
    rows = maker.page.filters.statuses.rows
    assert "3" in shown_count(maker, Status.DUE)
    assert "2" in shown_count(maker, Status.SUSPENDED)
    assert maker.sees("10")
    QTest.mouseClick(rows[Status.SUSPENDED], LEFT)
    assert maker.sees("2")
    QTest.mouseClick(rows[Status.DUE], LEFT)
    assert maker.sees("5")
    assert maker.page.filters.wanted.statuses == {Status.DUE, Status.SUSPENDED}


def test_a_block_of_due_questions_starts_at_one_click(maker: Maker) -> None:
    assert maker.sees("3 questions are due today")
    QTest.mouseClick(maker.page.due.start, LEFT)
    request = maker.started()
    assert request.wanted == QuestionFilter(statuses=frozenset({Status.DUE}))
    assert request.vary
    assert len(maker.exam.session.block.items) == 3


def test_other_pages_begin_due_questions_as_the_settings_say(maker: Maker) -> None:
    maker.program.context.settings.set("block_size", 2)
    maker.program.context.settings.set("vary_due", False)
    maker.ui.commands.request("begin-due", 3)
    request = maker.started()
    assert request.wanted == QuestionFilter(statuses=frozenset({Status.DUE}))
    assert (request.mode, request.size, request.vary) == (Mode.TUTOR, 2, False)
    assert len(maker.exam.session.block.items) == 2


def test_due_questions_start_by_their_key_and_may_stay_the_same_ones(maker: Maker) -> None:
    maker.page.due.vary.trigger()
    maker.shell.commands.run("start-due-block")
    assert not maker.started().vary
    assert maker.program.context.settings.get("vary_due") is False


def test_a_small_block_says_how_many_of_the_due_ones_it_takes(maker: Maker) -> None:
    maker.page.form.size_field.setValue(2)
    assert maker.sees("The next block takes 2 of them.")


def test_spaced_questions_are_switched_off_everywhere_and_on_again(maker: Maker) -> None:
    QTest.mouseClick(maker.page.filters.statuses.rows[Status.DUE], LEFT)
    (off,) = [one for one in maker.page.due.menu.actions() if "off" in one.text()]
    off.trigger()
    maker.settle()
    assert not maker.page.due.isVisible()
    assert Status.DUE not in maker.page.filters.statuses.rows
    assert maker.page.filters.wanted.statuses == frozenset()
    assert not maker.shell.commands.can("start-due-block")
    maker.click("Undo")
    maker.settle()
    assert maker.page.due.isVisible()
    maker.shell.commands.run("spaced-questions")
    assert not maker.page.due.isVisible()
    maker.shell.commands.run("spaced-questions")
    assert Status.DUE in maker.page.filters.statuses.rows


def test_a_custom_block_is_made_as_each_rule_says(maker: Maker) -> None:
    form = maker.page.form
    assert not form.custom.isVisible()
    maker.click("Custom")
    assert form.custom.isVisible()
    form.custom.reveals.setChecked(False)
    form.custom.pausable.setChecked(False)
    form.custom.seconds.setValue(45)
    form.size_field.setValue(4)
    assert maker.sees("3 min")
    maker.click("×1.5")
    assert maker.sees("4 min 30 s")
    maker.click("Start with 4" if maker.sees("Start with 4") else "Start block")
    request = maker.started()
    assert request.mode is Mode.CUSTOM
    assert request.custom == Rules(reveals=False, pausable=False, seconds_per_item=45)
    assert request.time_factor == 1.5
    assert maker.exam.session.block.limit_ms == 270_000


def test_without_a_limit_there_is_no_extra_time(maker: Maker) -> None:
    form = maker.page.form
    maker.click("Custom")
    assert maker.sees("Extra time")
    form.custom.limited.setChecked(False)
    assert maker.sees("no limit")
    assert not maker.sees("Extra time")
    assert not form.custom.seconds.isEnabled()
    assert form.request(QuestionFilter()).limit_ms(20) is None
    maker.click("Tutor")
    assert not maker.sees("Extra time")
    maker.click("Timed")
    assert maker.sees("Extra time")


def test_the_rules_of_a_custom_block_are_remembered(data_dir: Path) -> None:
    maker = Maker(data_dir)
    maker.click("Custom")
    maker.page.form.custom.seconds.setValue(120)
    maker.page.form.custom.reveals.setChecked(False)
    maker.click("×2")
    maker.leave()
    again = Student(data_dir)
    page = again.shell.findChild(CreateBlockPage)
    assert page is not None
    request = page.form.request(QuestionFilter())
    assert request.custom == Rules(reveals=False, pausable=True, seconds_per_item=120)
    assert (request.mode, request.time_factor) == (Mode.CUSTOM, 2.0)
    again.leave()


def test_every_usual_number_is_one_click_away(maker: Maker) -> None:
    for number in ("10", "20", "40", "60", "80", "100"):
        maker.click(number)
        assert maker.page.form.size_field.value() == int(number)


def test_questions_without_pictures_can_be_asked_for(maker: Maker) -> None:
    card = maker.page.filters.more
    card.fill(pictures=True)
    maker.page.filters.narrowed.emit()
    maker.settle()
    assert maker.sees("0")
    card.fill(pictures=False)
    maker.page.filters.narrowed.emit()
    maker.settle()
    assert maker.sees("10")
    assert maker.page.filters.wanted.bank.pictures is False
