"""What will come of a plan while it is made: what fits, and what does not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.demand import BLOCKS
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import PlanMode
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled
from ms2qbank_desktop.ui.words import counted, day_words, duration

from .week_bars import WeekBars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ms2qbank_desktop.features.planner.plan_models import PlanDraft
    from ms2qbank_desktop.features.planner.planning import Made

_NOUNS = {
    TaskKind.QUESTIONS: "block",
    TaskKind.CARDS: "day of card reviews",
    TaskKind.VIDEO: "part of a lecture",
    TaskKind.ARTICLE: "article",
    TaskKind.RETEST: "review of misses",
    TaskKind.OTHER: "part of a subject",
}
_PLURALS = {TaskKind.CARDS: "days of card reviews", TaskKind.VIDEO: "parts of lectures"}
_PLURALS |= {TaskKind.RETEST: "reviews of misses", TaskKind.OTHER: "parts of subjects"}
_MOST = 8
_LITTLE = 0.1
"""A plan that fills less of its time leaves most days empty: that wants to be known beforehand."""


class OutlookPane(QWidget):
    """Big number, facts, a bar for each week, and what has no place."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Label("", "display")
        self.under = Label("Looking ahead…", "body", "text-muted", wrap=True)
        self.facts = Label("", "caption", "text-muted", wrap=True)
        self.bars = WeekBars()
        self.missing = Label("", "body", weight=600)
        self.left = Label("", "caption", wrap=True)
        self._note = Label("Planned by week", "caption", "text-muted")
        inner = QWidget()
        inner.setLayout(
            column(
                *(self.head, self.under, self.facts, self._note, self.bars),
                *(self.missing, self.left, None),
                gap=8,
                margins=(0, 0, 8, 0),
            )
        )
        self.setLayout(column(scrolled(inner, "What comes of it"), gap=0))
        self._show(shown=False)

    def say(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._show(shown=False)
        self.under.set_ink("incorrect")
        self.under.setText(text)

    def show_made(self, made: Made, draft: PlanDraft, today: date) -> None:
        """Show what a plan would be."""
        self._show(shown=True)
        placed, left = _questions(made)
        whole = placed + left
        self.under.set_ink("text-muted")
        if draft.mode is PlanMode.EVEN or not whole:
            planned = sum(piece.unit.minutes for piece, _ in made.placed)
            hours = f"{planned / 60:,.0f} h"
            self.head.setText(hours if planned >= 600 else duration(planned * 60_000))
            self.under.setText("planned until the exam")
        else:
            self.head.setText(f"{placed / whole * 100:.0f} %" if left else f"{placed:,}")
            words = f"of {counted(whole, 'question')} fit before the exam"
            self.under.setText(words if left else "questions, all of them before the exam")
        planned = sum(piece.unit.minutes for piece, _ in made.placed)
        there = sum(day.minutes for day in made.days)
        share = f"{duration(planned * 60_000)} of {duration(there * 60_000)} planned"
        pace = ""
        if made.days:
            mean = round(placed / len(made.days))
            pace = f", about {counted(mean, 'question')} a day" if mean else ""
        self.facts.setText(f"{counted(len(made.days), 'day')} of study{pace}. {share}.")
        self.bars.show_plan(made, today)
        lines = list(shortfalls(made, today))
        self.missing.setText("Has no place" if lines else "")
        self.left.setText("\n".join(lines) or _all_placed(planned, there))
        self.left.set_ink("warning" if lines else "text-muted")
        self.missing.setVisible(bool(lines))

    def _show(self, *, shown: bool) -> None:
        for part in (self.head, self.facts, self.bars, self.missing, self.left, self._note):
            part.setVisible(shown)


def _all_placed(planned: int, there: int) -> str:
    """Return what to say when nothing is left out and ``planned`` of ``there`` minutes are used."""
    if not planned or planned >= _LITTLE * there:
        return "Everything has a place."
    share = max(1, round(100 * planned / there))
    return (
        f"Everything has a place, and fills {share} % of your time: most days stay empty. Bring "
        "more questions, or choose more under Goals."
    )


def _questions(made: Made) -> tuple[int, int]:
    placed = sum(one.number for one, _ in made.placed if one.unit.key.startswith(BLOCKS))
    left = sum(one.number for one, _ in made.left if one.unit.key.startswith(BLOCKS))
    return placed, left


def shortfalls(made: Made, today: date) -> Iterator[str]:
    """Yield in words what has no place: by kind, self-assessments each with its reason."""
    found: dict[TaskKind, list[int]] = defaultdict(list)
    named = []
    for piece, reason in made.left:
        if piece.kind is TaskKind.SELF_ASSESSMENT and piece.unit.day is not None:
            named.append(f"Self-assessment, {day_words(piece.unit.day, today)}: {reason}")
        else:
            found[piece.kind].append(piece.unit.minutes)
    yield from named[:_MOST]
    if len(named) > _MOST:
        yield f"and {len(named) - _MOST} more self-assessments"
    for kind, minutes in found.items():
        noun, number = _NOUNS.get(kind, kind.value), len(minutes)
        words = f"{number:,} {_PLURALS.get(kind, f'{noun}s')}" if number > 1 else f"1 {noun}"
        yield f"{words}, {duration(sum(minutes) * 60_000)}"
