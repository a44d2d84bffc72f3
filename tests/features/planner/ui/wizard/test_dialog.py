"""A plan is made in four steps, at the keyboard, while what will come of it is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.planner.plan_models import PlanMode
from ms2qbank_desktop.features.planner.ui.wizard.dialog import PlanWizard
from tests.support.planned import TODAY, Planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.planner.plan_models import Plan


class Maker(Planned):
    """Opens the wizard, and waits until it has looked ahead."""

    def open_wizard(self, plan_id: int = 0) -> PlanWizard:
        if plan_id:
            self.ui.commands.request("edit-plan", plan_id)
        else:
            self.ui.commands.request("make-plan")
        (wizard,) = [one for one in self.shell.findChildren(PlanWizard) if one.isVisible()]
        self.wait(lambda: not wizard.outlook.head.isHidden())
        return wizard

    def look_ahead(self) -> None:
        """Let the pause after a change end, and the thread come back."""
        self.settle()

    @property
    def only_plan(self) -> Plan:
        (plan,) = self.plans.plans(self.ui.user_id)
        return plan


@pytest.fixture
def maker(qapp: QApplication, data_dir: Path) -> Iterator[Maker]:  # noqa: ARG001
    maker = Maker(data_dir)
    yield maker
    maker.leave()


def test_four_times_enter_make_a_plan_with_tasks_that_is_then_shown(maker: Maker) -> None:
    wizard = maker.open_wizard()
    assert wizard.exam.exam.hasFocus()
    assert wizard.outlook.head.text() == "120"
    for step in range(4):
        assert wizard.at == step
        maker.press("Return")
        maker.app.processEvents()
    maker.settle()
    draft = maker.only_plan.draft
    assert (draft.name, draft.start, draft.exam) == ("Step 1", TODAY, TODAY + timedelta(91))
    assert maker.ui.settings.get("planner_plan") == maker.only_plan.id
    tasks = maker.tasks.tasks(maker.ui.user_id, TODAY, draft.exam)
    assert sum(task.number for task in tasks if task.system) == 120
    assert not [one for one in maker.shell.findChildren(PlanWizard) if one.isVisible()]


def test_a_date_is_typed_and_stepped_with_the_keys(maker: Maker) -> None:
    wizard = maker.open_wizard()
    maker.press("Up", "Up")
    assert wizard.draft.exam == TODAY + timedelta(93)
    assert wizard.exam.fields["exam"].widget.accessibleDescription() == "93 days to study, 13 weeks"
    assert wizard.exam.calendar.days == {TODAY + timedelta(93)}


def test_days_off_are_ticked_with_the_keyboard(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.go(1)
    wizard.days.calendar.setFocus()
    assert wizard.days.calendar.grid.at == TODAY
    maker.press("Right", "Space", "Down", "Space", "Space")
    assert wizard.draft.off == {TODAY + timedelta(1)}
    maker.press("PageDown")
    assert wizard.days.calendar.grid.at.month == 4


def test_a_click_ticks_a_day_and_a_day_outside_the_plan_cannot_be_ticked(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.go(1)
    maker.app.processEvents()
    grid = wizard.days.calendar.grid
    left = Qt.MouseButton.LeftButton
    for day in (TODAY + timedelta(4), TODAY - timedelta(1)):
        QTest.mouseClick(grid, left, pos=grid.cell_of(day).center())
    assert wizard.draft.off == {TODAY + timedelta(4)}


def test_single_days_get_other_minutes(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.go(1)
    special = wizard.days.special
    special.add.click()
    maker.app.processEvents()
    assert special.rows[0].day.hasFocus()
    QTest.keyClicks(special.rows[0].day, "14 Mar 2026")
    special.rows[0].minutes.setValue(45)
    special.add.click()
    assert wizard.draft.special == {date(2026, 3, 14): 45, date(2026, 3, 15): 60}
    maker.look_ahead()
    mondays = {monday: minutes for monday, _, minutes in wizard.outlook.bars.weeks}
    assert mondays[date(2026, 3, 9)] == 5 * 120 + 45 + 60
    wizard.exam.exam.set_day(date(2026, 3, 15))
    assert wizard.draft.special == {date(2026, 3, 14): 45}  # a plan ends with its exam
    special.rows[0].removed.emit()
    assert wizard.draft.special == {}
    assert len(special.rows) == 1


def test_the_minutes_of_single_days_are_there_when_a_plan_is_changed(maker: Maker) -> None:
    draft = maker.plans.plan(maker.ui.user_id, maker.make_plan()).draft
    said = replace(draft, special={TODAY + timedelta(9): 15})
    maker.plans.save(maker.ui.user_id, maker.only_plan.id, said)
    wizard = maker.open_wizard(maker.only_plan.id)
    assert wizard.draft.special == said.special


def test_too_little_time_is_seen_at_once_and_named(maker: Maker) -> None:
    wizard = maker.open_wizard()
    assert wizard.outlook.left.text().startswith("Everything has a place")
    wizard.exam.exam.set_day(TODAY + timedelta(2))
    wizard.go(1)
    for field in wizard.days.minutes:
        field.setValue(30)
    maker.look_ahead()
    assert wizard.outlook.head.text().endswith(" %")
    assert wizard.outlook.under.text() == "of 120 questions fit before the exam"
    assert "blocks, " in wizard.outlook.left.text()
    assert wizard.outlook.bars.weeks[0][2] == 60


def test_a_bank_that_fills_little_of_the_time_is_told_with_what_helps(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.exam.exam.set_day(TODAY + timedelta(300))
    maker.look_ahead()
    said = wizard.outlook.left.text()
    assert said.startswith("Everything has a place, and fills 2 % of your time")
    assert "Bring more questions" in said
    wizard.exam.exam.set_day(TODAY + timedelta(28))
    maker.look_ahead()
    assert wizard.outlook.left.text() == "Everything has a place."


def test_what_cannot_be_is_said_at_its_field_and_the_step_stays(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.exam.exam.set_day(TODAY)
    maker.press("Return")
    assert wizard.at == 0
    assert wizard.exam.fields["exam"].fault == "The exam must be after the start."
    wizard.exam.exam.set_day(TODAY + timedelta(20))
    assert wizard.exam.fields["exam"].fault == ""
    wizard.go(3)
    for field in wizard.days.minutes:
        field.setValue(0)
    wizard.accept()
    assert wizard.at == 1
    assert wizard.days.fault.text() == "The plan needs a day with some minutes."
    assert maker.plans.plans(maker.ui.user_id) == []


def test_hours_for_each_day_leave_days_off_as_they_are(maker: Maker) -> None:
    wizard = maker.open_wizard()
    wizard.days.hours[3].click()
    assert wizard.draft.week == (240, 240, 240, 240, 240, 240, 0)


def test_a_plan_is_changed_from_any_step_and_undone(maker: Maker) -> None:
    plan_id = maker.make_plan(assessment_minutes=60, assessments=(TODAY + timedelta(30),))
    maker.open_week()
    before = maker.plans.plan(maker.ui.user_id, plan_id).draft
    wizard = maker.open_wizard(plan_id)
    assert wizard.draft == before
    wizard.next.click()
    assert wizard.at == 2
    wizard.goals.passes.set_value("2")
    wizard.accept()
    maker.settle()
    after = maker.plans.plan(maker.ui.user_id, plan_id).draft
    assert after.goals.passes == 2
    maker.wait(lambda: maker.toasted().startswith("Plan saved"))
    maker.undo()
    maker.settle()
    assert maker.plans.plan(maker.ui.user_id, plan_id).draft == before


def test_a_system_is_left_out_and_the_old_rule_is_offered_with_the_subjects_of_the_bank(
    maker: Maker,
) -> None:
    wizard = maker.open_wizard()
    wizard.go(3)
    heart = wizard.priorities.factors["Cardiovascular System"]
    heart.setFocus()
    maker.press("Left", "Left")
    maker.look_ahead()
    assert wizard.draft.priorities == {"Cardiovascular System": 0.0}
    assert wizard.outlook.head.text() == "80"
    wizard.priorities.mode.setFocus()
    maker.press("Right")
    maker.look_ahead()
    draft = wizard.draft
    assert draft.mode is PlanMode.EVEN
    assert [name for name, _ in draft.subjects] == ["Pathology", "Physiology"]
    assert wizard.outlook.head.text().endswith(" h")
    wizard.priorities.subjects.rows[0].name.setText("physiology")
    wizard.accept()
    assert wizard.priorities.subjects.fault.text() == "Each subject needs a name of its own."


def test_the_wizard_is_closed_while_it_looks_ahead(maker: Maker) -> None:
    maker.ui.commands.request("make-plan")
    (wizard,) = [one for one in maker.shell.findChildren(PlanWizard) if one.isVisible()]
    wizard.exam.exam.set_day(TODAY + timedelta(9))
    wizard.reject()
    maker.look_ahead()
    assert maker.plans.plans(maker.ui.user_id) == []
