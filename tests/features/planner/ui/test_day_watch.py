"""What the planner does unasked when the window stands and when the study day turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.ui.day_watch import DayWatch
from ms2qbank_desktop.features.planner.ui.finishing_watch import FinishingWatch
from ms2qbank_desktop.features.planner.ui.reminders import Reminders
from tests.support.planned import TODAY

if TYPE_CHECKING:
    from tests.support.planned import Planned


def test_soon_after_the_start_the_planner_watches(planned: Planned) -> None:
    assert planned.shell.findChild(FinishingWatch) is None
    planned.begin_later()
    assert planned.shell.findChild(Reminders) is not None
    assert planned.shell.findChild(FinishingWatch) is not None


def test_what_was_missed_is_moved_once_when_the_study_day_turns(planned: Planned) -> None:
    planned.begin_later()
    planned.make_plan(days=18, passes=2)
    missed = planned.titles(TODAY)
    assert missed
    watch = planned.shell.findChild(DayWatch)
    assert isinstance(watch, DayWatch)
    watch.look()
    planned.settle()
    assert planned.titles(TODAY) == missed
    planned.clock.pass_time(86_400)
    watch.look()
    planned.settle()
    assert planned.titles(TODAY) == []
    assert planned.toasted().endswith("moved")
    planned.undo()
    assert planned.titles(TODAY) == missed
    watch.look()
    planned.settle()
    assert planned.titles(TODAY) == missed
