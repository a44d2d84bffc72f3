"""The honest warning: what will not be done before the exam, and what would help."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.models import MOST_MINUTES
from ms2qbank_desktop.features.planner.planning import study_days
from ms2qbank_desktop.ui.widgets.banner import Action, Banner
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import duration

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.plan_models import Outlook, Plan, PlanDraft
    from ms2qbank_desktop.ui.context import UiContext

    from .plan_state import PlanState

ALL = 0.995
"""Share of the bank that says "100 %"."""


class Gap(NamedTuple):
    """What is said of a plan. ``minutes`` more a day would help; 0: that is no remedy."""

    text: str
    advice: str
    minutes: int


def warning(draft: PlanDraft, outlook: Outlook, today: date) -> Gap | None:
    """Return what is to be said of a plan; None: all that it promises will be done."""
    days = len(study_days(draft, today))
    if not days:
        return None
    lost = sum(one.minutes for one in outlook.unplaced)
    if outlook.coverage < ALL:
        per_cent = math.floor(outlook.coverage * 100)
        text = f"At this pace you see {per_cent} % of the bank before the exam."
        if draft.goals.passes > 1:
            text = f"At this pace {per_cent} % of the promised questions are done before the exam."
        minutes = outlook.extra_minutes
    elif lost:
        text = f"{duration(lost * 60_000)} of promised work has no place before the exam."
        minutes = math.ceil(lost / days)
    else:
        return None
    minutes = minutes if minutes + max(draft.week) <= MOST_MINUTES else 0
    ways = [f"{minutes} more minutes a day"] * bool(minutes)
    if draft.goals.passes > 1:
        ways.append("no second pass" if draft.goals.passes == 2 else "one pass only")
    closes = "would close the gap." if len(ways) == 1 else "would help."
    said = " or ".join(ways)
    advice = f"{said[:1].upper()}{said[1:]} {closes}" if ways else "Give single days more time."
    return Gap(text, advice, minutes)


def with_more(draft: PlanDraft, minutes: int) -> PlanDraft:
    """Return a plan with so many more minutes on each day of study."""
    a, b, c, d, e, f, g = (one and min(MOST_MINUTES, one + minutes) for one in draft.week)
    special = {day: one and min(MOST_MINUTES, one + minutes) for day, one in draft.special.items()}
    return replace(draft, week=(a, b, c, d, e, f, g), special=special)


def with_one_pass(draft: PlanDraft) -> PlanDraft:
    """Return a plan that goes through the bank once."""
    return replace(draft, goals=replace(draft.goals, passes=1))


class OutlookBanner(QWidget):
    """Takes no room while there is nothing to say; its cross holds until something else is."""

    def __init__(self, _ctx: UiContext, state: PlanState) -> None:
        super().__init__()
        self._state = state
        self._said: tuple[int, Gap] | None = None
        self._closed: tuple[int, Gap] | None = None
        self.banner: Banner | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)
        state.changed.connect(self._show)
        self.hide()
        self._show()

    def _show(self) -> None:
        shown, outlook = self._state.shown, self._state.outlook
        plan = None if shown is None else shown.plan
        found = None
        if shown is not None and plan is not None and outlook is not None:
            found = warning(plan.draft, outlook, shown.today)
        said = None if plan is None or found is None else (plan.id, found)
        if said == self._said:
            return
        self._said = said
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        if plan is not None and found is not None and said != self._closed:
            self.banner = Banner(
                found.text,
                found.advice,
                kind="warning",
                actions=self._remedies(plan, found),
            )
            self.banner.closed.connect(self._on_closed)
            self._column.addWidget(self.banner)
        self.setVisible(self.banner is not None)

    def _remedies(self, plan: Plan, found: Gap) -> list[Action]:
        draft, save = plan.draft, self._state.save_plan
        actions: list[Action] = []
        if found.minutes:
            more = with_more(draft, found.minutes)
            actions.append((f"Add {found.minutes} min a day", lambda: save(plan.id, more)))
        if draft.goals.passes > 1:
            once = with_one_pass(draft)
            word = "Drop second pass" if draft.goals.passes == 2 else "One pass only"
            actions.append((word, lambda: save(plan.id, once)))
        return actions

    def _on_closed(self) -> None:
        self._closed, self.banner = self._said, None
        self.hide()
