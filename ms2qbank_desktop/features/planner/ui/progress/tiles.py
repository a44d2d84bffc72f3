"""The numbers above the charts: done, ahead or behind, the end of the plan, days left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted, day_words, duration, share

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.features.planner.plan_models import Outlook, PlanDraft
    from ms2qbank_desktop.features.planner.study_models import Progress

_IN_TIME = 15
"""Minutes ahead or behind that say nothing."""


class ProgressTiles(Card):
    """Four numbers beside each other, each with a line below."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles = {
            name: (Label("", "display"), Label("", "caption", "text-muted"))
            for name in ("Done", "Against the plan", "Days left", "Finished")
        }
        self._bar = ProgressBar("Done of the plan")
        across = row(gap=24)
        for at, (name, (number, words)) in enumerate(self._tiles.items()):
            if at:
                across.addWidget(line(vertical=True))
            tile = column(Label(name, "caption", "text-muted"), number, words, gap=2)
            across.addLayout(tile, 1)
        self.body.add(across, self._bar)

    def show_progress(
        self, progress: Progress, draft: PlanDraft, today: date, outlook: Outlook | None
    ) -> None:
        """Show how a plan comes on."""
        done = progress.done / progress.whole if progress.whole else 0.0
        hours = f"{_hours(progress.done)} of {_hours(progress.whole)}"
        self._say("Done", share(done), hours)
        self._bar.set_share(done)
        pace = None if outlook is None else outlook.pace
        said = (
            "pace not known yet" if pace is None else f"{share(pace)} of what is planned gets done"
        )
        self._say("Against the plan", *_against(progress.ahead, said))
        self._tiles["Against the plan"][0].set_ink("warning" if progress.ahead < -_IN_TIME else "")
        self._say(
            "Days left",
            f"{progress.days_left:,}",
            f"{counted(progress.study_days_left, 'day')} of study",
        )
        self._say("Finished", *_finish(progress, draft, today, pace))

    def _say(self, name: str, number: str, words: str) -> None:
        self._tiles[name][0].setText(number)
        self._tiles[name][1].setText(words)


def _against(ahead: int, pace: str) -> tuple[str, str]:
    if abs(ahead) <= _IN_TIME:
        return "In time", pace
    length = duration(abs(ahead) * 60_000)
    return length, f"{'ahead' if ahead > 0 else 'behind'}, {pace}"


def _finish(
    progress: Progress, draft: PlanDraft, today: date, pace: float | None
) -> tuple[str, str]:
    if progress.whole and progress.done >= progress.whole:
        return "Now", "every task is done"
    if progress.finish is None:
        return "–", "not at this pace"
    days = (draft.exam - progress.finish).days
    words = day_words(progress.finish, today)
    said = f"{words[:1].upper()}{words[1:]}"
    if pace is None:
        return said, "the last task of the plan"
    if days > 0:
        return said, f"{counted(days, 'day')} before the exam"
    return said, f"{counted(-days, 'day')} after the exam" if days else "the day of the exam"


def _hours(minutes: int) -> str:
    return duration(minutes * 60_000) if minutes < 600 else f"{minutes / 60:,.0f} h"
