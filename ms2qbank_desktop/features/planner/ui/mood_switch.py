"""How good a day today is, as a switch: what is left is planned anew, with Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.planning import minutes_of
from ms2qbank_desktop.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from .plan_shown import Shown
    from .plan_state import PlanState

_MOODS = {Mood.GOOD: "Good", Mood.NORMAL: "Normal", Mood.BAD: "Bad", Mood.OFF: "Off"}


class MoodSwitch(Segmented):
    """Shows ``state``; off on a day that the plan keeps free."""

    def __init__(self, state: PlanState) -> None:
        super().__init__([(key.value, word) for key, word in _MOODS.items()], "Today is")
        self._state = state
        self.chosen.connect(self._on_chosen)
        state.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        shown = self._state.shown
        if shown is not None:
            self.set_value(shown.mood(shown.today).value)
            self.setEnabled(not free_by_plan(shown))

    def _on_chosen(self, key: str) -> None:
        if self._state.shown is not None:
            self._state.set_mood(self._state.shown.today, Mood(key))


def free_by_plan(shown: Shown) -> bool:
    """Say whether the plan has no minutes for today, however good a day it is."""
    draft = None if shown.plan is None else shown.plan.draft
    return (
        draft is not None
        and draft.start <= shown.today < draft.exam
        and not minutes_of(draft, shown.today)
    )
