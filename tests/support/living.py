"""A plan lived through, day after day, and the bank and lectures that it spreads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.demand import Reading
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Mood, PlanDraft
from ms2qbank_desktop.features.planner.planning import (
    Made,
    Standing,
    Supply,
    make,
)
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.demand import Piece

START = date(2026, 3, 2)
"""A Monday."""
RENAL = "Respiratory & Renal/Urinary Systems"
FIRST, SECOND = "questions/1/", "questions/2/"
WEIGHTS = {system.name: system.weight for system in SYSTEMS}
BANK = {system.name: round(system.weight * 10) for system in SYSTEMS}
SUPPLY = Supply(
    questions=BANK,
    unseen=BANK,
    weights=WEIGHTS,
    due={START + timedelta(at): 60 for at in range(400)},
    videos=tuple(Reading(at, f"Lecture {at}", "", 40 * 60_000) for at in range(12)),
)
PLAN = PlanDraft("Step 1", START, START + timedelta(60), (150, 150, 150, 150, 150, 180, 0))


@dataclass
class Life:
    """A plan while it is lived: its tasks by key, and what the bank has left."""

    plan: PlanDraft
    supply: Supply
    today: date
    moods: dict[date, Mood] = field(default_factory=dict)
    open_tasks: dict[str, tuple[Piece, date]] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    ended: list[Standing] = field(default_factory=list)
    made: Made = field(default_factory=lambda: Made((), (), ()))

    def replan(self) -> int:
        """Plan anew, and return how many tasks changed their day."""
        self.made = make(self.plan, self.supply, self.today, self.standing(), self.moods)
        before = {key: day for key, (_, day) in self.open_tasks.items() if day >= self.today}
        past = {key: one for key, one in self.open_tasks.items() if one[1] < self.today}
        now = {piece.unit.key: (piece, day) for piece, day in self.made.placed}
        self.open_tasks = past | now
        return sum(now.get(key, (None, None))[1] != day for key, day in before.items())

    def standing(self) -> list[Standing]:
        found = [
            Standing(key, day, one.unit.minutes, chosen=key in self.chosen, number=one.number)
            for key, (one, day) in self.open_tasks.items()
        ]
        return found + self.ended

    def on(self, day: date) -> list[str]:
        return [key for key, (_, there) in self.open_tasks.items() if there == day]

    def do(self, key: str) -> None:
        """Do a task: the bank and the lectures know of it."""
        piece, day = self.open_tasks.pop(key)
        self.ended.append(Standing(key, day, piece.unit.minutes, done=True, number=piece.number))
        if key.startswith("questions/1/"):
            left = dict(self.supply.unseen)
            left[piece.unit.system] -= piece.number
            self.supply = replace(self.supply, unseen=left)
        elif piece.kind is TaskKind.VIDEO:
            videos = tuple(
                replace(one, done=max(one.done, piece.last)) if one.id == piece.thing else one
                for one in self.supply.videos
            )
            self.supply = replace(self.supply, videos=videos)

    def tick(self, key: str) -> None:
        """Say of a block that it is done: the bank does not know of it."""
        piece, day = self.open_tasks.pop(key)
        trusted = piece.number if key.startswith(FIRST) else 0
        self.ended.append(
            Standing(key, day, piece.unit.minutes, True, number=piece.number, on_trust=trusted)
        )

    def drop(self, key: str) -> None:
        piece, day = self.open_tasks.pop(key)
        self.ended.append(Standing(key, day, 0, done=True, number=piece.number, dropped=True))

    def promised(self, kind: str) -> Counter[str]:
        """Return the questions that are done, dropped, planned or named as left, by system."""
        found: Counter[str] = Counter()
        for piece, _ in (*self.made.placed, *self.made.left):
            if piece.unit.key.startswith(kind):
                found[piece.unit.system] += piece.number
        for task in self.ended:
            if task.key.startswith(kind):
                found[task.key.removeprefix(kind).rpartition("/")[0]] += task.number
        return found


def live(plan: PlanDraft = PLAN, supply: Supply = SUPPLY) -> Life:
    life = Life(plan, supply, plan.start)
    life.replan()
    return life
