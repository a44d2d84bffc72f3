"""What is looked at: the filter that all pages of the tab share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.analytics.models import Scope
from ms2qbank_desktop.ui.words import counted, day_words

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext

SPANS = {
    "7": "Last 7 days",
    "30": "Last 30 days",
    "90": "Last 90 days",
    "365": "Last year",
    "all": "All time",
}
"""Keys are days; besides these there are own days."""
OWN = "own"

Period = tuple["date", "date"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user has chosen. ``span``: a key of SPANS or OWN with ``own`` days; ``compare``: a
    second period, "before" for the one of the same length before, None for none."""

    span: str = "90"
    own: Period | None = None
    pack_id: int | None = None
    mode: str = ""
    compare: Period | str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are asked to show. ``before``: what it is compared with; ``target``: the share
    right that is aimed at (0-1), None for none."""

    today: date
    scope: Scope
    before: Scope | None = None
    target: float | None = None

    @property
    def days(self) -> int | None:
        """Length of the period, None without end."""
        first, last = self.scope.first, self.scope.last
        return None if first is None or last is None else (last - first).days + 1


def period(choice: Choice, today: date) -> Period | None:
    """Return the first and last day that a choice looks at; None for all there are."""
    if choice.span == OWN and choice.own is not None:
        return choice.own
    if choice.span == "all":
        return None
    return today - timedelta(int(choice.span) - 1), today


def look(choice: Choice, today: date) -> Look:
    """Return what a choice means today."""
    wanted = period(choice, today)
    against: Period | None = None
    if isinstance(choice.compare, tuple):
        against = choice.compare
    elif choice.compare and wanted is not None:
        length = wanted[1] - wanted[0]
        last = wanted[0] - timedelta(1)
        against = last - length, last
    return Look(today, _scope(choice, wanted), None if against is None else _scope(choice, against))


def period_words(scope: Scope, today: date) -> str:
    """Return a period in words: "Mon 2 Mar to today"."""
    if scope.first is None or scope.last is None:
        return "all time"
    first, last = day_words(scope.first, today), day_words(scope.last, today)
    return first if scope.first == scope.last else f"{first} to {last}"


def span_words(choice: Choice, today: date) -> str:
    """Return what the button of the period says."""
    if choice.span != OWN or choice.own is None:
        return SPANS[choice.span]
    first, last = choice.own
    return f"{day_words(first, today)} to {day_words(last, today)}"


def compare_words(shown: Look) -> str:
    """Return what the button says while two periods are compared."""
    if shown.before is None:
        return "Compare"
    if shown.before.last == (shown.scope.first or shown.today) - timedelta(1) and shown.days:
        return f"Against {counted(shown.days, 'day')} before"
    return f"Against {period_words(shown.before, shown.today)}"


class LookState(QObject):
    """The one choice of the window; ``changed``: the pages show something else."""

    changed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self.choice = Choice()
        self.header: list[QWidget] = []
        """Buttons of the header, which all pages share."""

    @property
    def look(self) -> Look:
        """What is looked at today."""
        target = self._ctx.settings.get("target_share")
        return replace(look(self.choice, self.today), target=target / 100 if target else None)

    @property
    def today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())

    def choose(self, **other: object) -> None:
        """Change parts of the choice."""
        chosen = replace(self.choice, **other)  # type: ignore[arg-type]
        if chosen != self.choice:
            self.choice = chosen
            self.changed.emit()


def look_state(ctx: UiContext) -> LookState:
    """Return the one state of the window."""
    found = ctx.window.findChild(LookState)
    return found if isinstance(found, LookState) else LookState(ctx)


def _scope(choice: Choice, days: Period | None) -> Scope:
    first, last = days or (None, None)
    return Scope(first, last, choice.pack_id, choice.mode)
