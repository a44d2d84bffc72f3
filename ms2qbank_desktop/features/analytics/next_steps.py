"""What to do next: steps ranked by what they are expected to bring (gains). Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.demand import LONGEST_PART
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.words import counted, share

from . import gains
from .gains import DueQuestion
from .models import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ms2qbank_desktop.features.planner.demand import Reading
    from ms2qbank_desktop.features.planner.models import Task

    from .gains import ConfusedPair, Situation, SystemState

BLOCK = 20
"""Questions of a block, as many as in one of the exam."""
LEAST_GAIN = 0.01
"""Points below which a step is not worth naming."""


class StepKind(StrEnum):
    QUESTIONS = "questions"
    RETEST = "retest"
    CARDS = "cards"
    VIDEO = "video"
    ARTICLE = "article"
    TASK = "task"
    """An open one of today's plan."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to begin now. ``gain``: points of the exam. ``request`` with ``args`` begins it
    (ui.commands). ``system``: its official name, "" for several."""

    kind: StepKind
    title: str
    why: str
    gain: float
    request: str
    args: tuple[object, ...]
    system: str = ""


class _Candidate(NamedTuple):
    """``does``: what is done in a step, also in a task."""

    does: StepKind
    step: Step


def next_steps(situation: Situation, number: int = 3) -> list[Step]:
    """Return the best steps, each of another kind or system than those before it; at equal gain,
    as it is shown, a task of the plan comes first, then what :func:`_steps` yields first. [] before
    the first answer."""
    if not situation.begun:
        return []
    ranked = sorted(
        [*_tasks(situation), *(_Candidate(step.kind, step) for step in _steps(situation))],
        key=lambda one: (
            -round(one.step.gain, 1),
            one.step.kind is not StepKind.TASK,
            -one.step.gain,
        ),
    )
    chosen: dict[tuple[StepKind, str], Step] = {}
    for does, step in ranked:
        if step.gain >= LEAST_GAIN:
            chosen.setdefault((does, step.system), step)
    return list(chosen.values())[:number]


def _steps(situation: Situation) -> Iterator[Step]:
    yield from _blocks(situation)
    yield from _retests(situation)
    yield from _pairs(situation)
    yield from _cards(situation)
    yield from _readings(situation, situation.videos, StepKind.VIDEO)
    yield from _readings(situation, situation.articles, StepKind.ARTICLE)


def _blocks(situation: Situation) -> Iterator[Step]:
    for one in situation.systems:
        size = min(BLOCK, one.unseen)
        if size:
            gain = gains.of_block(one, size)
            wanted = QuestionFilter(BankFilter(systems=one.names), frozenset({Status.UNUSED}))
            yield Step(
                StepKind.QUESTIONS,
                f"{counted(size, 'question')}, {short_label(one.name) or 'other systems'}",
                f"{one.unseen:,} unseen, {_right(one)} · {_points(gain)}",
                gain,
                "begin-block",
                (BlockRequest(wanted, Mode.TUTOR, size),),
                one.name,
            )


def _retests(situation: Situation) -> Iterator[Step]:
    asked = situation.due[:BLOCK]
    if asked:
        gain, past = gains.of_retests(situation, asked), situation.retests
        ids = tuple(one.id for one in asked)
        so_far = (
            f", {share(past.correct / past.attempts)} of retests right" if past.attempts else ""
        )
        yield Step(
            StepKind.RETEST,
            f"Retest {counted(len(asked), 'missed question')}",
            f"{len(situation.due):,} due{so_far} · {_points(gain)}",
            gain,
            "begin-block",
            (ids,),
        )


def _pairs(situation: Situation) -> Iterator[Step]:
    """As many pairs as fill a block; where cards were made of pairs, these cards."""
    with_cards = [pair for pair in situation.pairs if pair.cards]
    missed: dict[int, DueQuestion] = {}
    pairs: list[ConfusedPair] = []
    for pair in with_cards or situation.pairs:
        if len(missed) < BLOCK:
            pairs.append(pair)
            missed |= {one: DueQuestion(one, of, missed=True) for one, of in pair.questions.items()}
    if not missed:
        return
    asked = list(missed.values())[:BLOCK]
    gain = gains.of_retests(situation, asked)
    why = f"{counted(len(pairs), 'pair')} you confuse · {_points(gain)}"
    if with_cards:
        cards = tuple(dict.fromkeys(card for pair in pairs for card in pair.cards))
        title = f"Cards: {pairs[0].name}"
        yield Step(StepKind.CARDS, title, why, gain, "study-these-cards", (cards,))
    else:
        title, ids = f"Questions: {pairs[0].name}", tuple(one.id for one in asked)
        yield Step(StepKind.RETEST, title, why, gain, "begin-block", (ids,))


def _cards(situation: Situation) -> Iterator[Step]:
    if situation.cards_due:
        gain, kept = gains.of_cards(situation), situation.cards.retention
        words = "due today" if kept is None else f"{share(kept)} remembered{_weakest(situation)}"
        title = f"{counted(situation.cards_due, 'card')} due"
        why = f"{words} · {_points(gain)}"
        yield Step(StepKind.CARDS, title, why, gain, "study-cards", (None,))


def _weakest(situation: Situation) -> str:
    """Return the system whose cards are remembered least, if that is no chance."""
    low = {
        name: tally.known / tally.asked
        for name, tally in situation.cards_by_system.items()
        if name and tally.asked >= ENOUGH and tally.range[1] < situation.cards.range[0]
    }
    name = min(low, key=low.__getitem__, default="")
    return f", {short_label(name)} {share(low[name])}" if name else ""


def _readings(situation: Situation, readings: Sequence[Reading], kind: StepKind) -> Iterator[Step]:
    """Of each system what was begun, else the first that is not done."""
    for one in situation.systems:
        left = [each for each in readings if each.system == one.name and each.done < each.amount]
        if left:
            reading = next((each for each in left if each.done), left[0])
            minutes = _minutes(situation, reading, kind)
            gain = gains.of_reading(one, min(minutes, LONGEST_PART), situation.pace)
            done = "watched" if kind is StepKind.VIDEO else "read"
            state = f"{minutes:,} min {'left' if reading.done else f'not {done}'}"
            place = Place(Kind(kind.value), reading.id)
            why = f"{state}, {_right(one)} · {_points(gain)}"
            yield Step(kind, reading.title, why, gain, f"open-{kind}", (place,), one.name)


def _minutes(situation: Situation, reading: Reading, kind: StepKind) -> int:
    left, pace = reading.amount - reading.done, situation.pace
    if kind is StepKind.VIDEO:
        return max(1, round(left / 60_000 / pace.video_speed))
    return max(1, round(left / pace.words_per_minute))


# Today's plan


def _tasks(situation: Situation) -> Iterator[_Candidate]:
    """Yield the open tasks of which it can be said what they bring."""
    for task in situation.tasks:
        system, gain = _of_task(situation, task)
        if gain:
            why = f"In today's plan, {task.minutes} min · {_points(gain)}"
            step = Step(StepKind.TASK, task.title, why, gain, "start-task", (task,), system)
            yield _Candidate(StepKind(task.kind.value), step)


def _of_task(situation: Situation, task: Task) -> tuple[str, float]:
    """Return the system of a task and its gain; 0 for one of which nobody knows it."""
    states = {one.name: one for one in situation.systems}
    if task.kind is TaskKind.QUESTIONS and not task.system:
        return "", gains.of_mixed_block(situation.systems, task.number or BLOCK)
    if task.kind is TaskKind.QUESTIONS and task.system in states:
        return task.system, gains.of_block(states[task.system], task.number or BLOCK)
    if task.kind is TaskKind.RETEST:
        named = {place.id for place in task.about if place.kind is Kind.QUESTION}
        asked = [one for one in situation.due if one.id in named or not named]
        return "", gains.of_retests(situation, asked[:BLOCK])
    if task.kind is TaskKind.CARDS:
        return "", gains.of_cards(situation)
    if task.kind in (TaskKind.VIDEO, TaskKind.ARTICLE):
        things = {place.id for place in task.about if place.kind == task.kind.value}
        readings = situation.videos if task.kind is TaskKind.VIDEO else situation.articles
        of = next((one.system for one in readings if one.id in things), "")
        if of in states:
            return of, gains.of_reading(states[of], task.minutes, situation.pace)
    return "", 0.0


# Words


def _right(system: SystemState) -> str:
    firsts, right = system.tally.firsts, system.tally.firsts_right
    return f"{share(right / firsts)} right" if firsts else "none answered yet"


def _points(gain: float) -> str:
    shown = f"{gain:.1f}"
    if shown == "0.0":
        return "under 0.1 points"
    return "+1 point" if shown == "1.0" else f"+{shown} points"
