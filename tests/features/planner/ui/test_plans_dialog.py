"""All plans in a dialog: one is shown, others are put away, removed, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.ui.plans_dialog import PlansDialog
from ms2qbank_desktop.features.planner.ui.wizard.dialog import PlanWizard

if TYPE_CHECKING:
    from tests.support.planned import Planned


def open_plans(student: Planned) -> PlansDialog:
    student.ui.commands.request("manage-plans")
    student.settle()
    (dialog,) = [one for one in student.shell.findChildren(PlansDialog) if one.isVisible()]
    return dialog


def names(dialog: PlansDialog) -> list[str]:
    return [row.plan.draft.name for row in dialog.rows]


def test_another_plan_is_shown(planned: Planned) -> None:
    first = planned.make_plan("June")
    planned.make_plan("Autumn", 200)
    dialog = open_plans(planned)
    assert names(dialog) == ["Autumn", "June"]
    assert [row.choose.isChecked() for row in dialog.rows] == [True, False]
    dialog.rows[1].choose.click()
    planned.settle()
    assert planned.ui.settings.get("planner_plan") == first
    assert [row.choose.isChecked() for row in dialog.rows] == [False, True]
    dialog.reject()


def test_a_plan_is_put_away_and_taken_up_again(planned: Planned) -> None:
    planned.make_plan("June")
    dialog = open_plans(planned)
    dialog.rows[0].put_away.click()
    planned.settle()
    assert planned.plans.plans(planned.ui.user_id) == []
    assert not dialog.rows[0].choose.isEnabled()
    dialog.rows[0].put_away.click()
    planned.settle()
    assert len(planned.plans.plans(planned.ui.user_id)) == 1
    dialog.reject()


def test_a_removed_plan_comes_back_by_undo(planned: Planned) -> None:
    planned.make_plan("June")
    dialog = open_plans(planned)
    dialog.rows[0].remove.click()
    planned.settle()
    assert names(dialog) == []
    dialog.reject()
    planned.undo()
    assert len(planned.plans.plans(planned.ui.user_id)) == 1


def test_a_copy_begins_in_the_wizard(planned: Planned) -> None:
    planned.make_plan("June", passes=2)
    dialog = open_plans(planned)
    dialog.rows[0].copy.click()
    planned.settle()
    (wizard,) = [one for one in planned.shell.findChildren(PlanWizard) if one.isVisible()]
    assert (wizard.draft.name, wizard.draft.goals.passes) == ("June, copy", 2)
    wizard.reject()
    planned.settle()
