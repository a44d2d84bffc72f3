"""The block that a task asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.supply import OTHER
from ms2qbank_desktop.features.practice.blueprint import official, short_label
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.selection import draw
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

_ITEM_SECONDS = 90
"""Of a self-assessment, as in the exam."""
_MOST = 200
"""Questions of a block."""


@dataclass(frozen=True, slots=True)
class AskedBlock:
    """``described``: as the page that makes blocks shows it. ``begun``: as it is begun at once,
    None if no question fits. ``left``: the block of this task that was begun today and not ended.
    ``said``: what is otherwise than the task says, "" if nothing is; ``advice``: what can be done.
    """

    described: BlockRequest
    begun: BlockRequest | None
    left: int | None = None
    said: str = ""
    advice: str = ""


def asked_block(ctx: UiContext, task: Task) -> AskedBlock:
    """Return what a task asks for: questions not seen yet as long as they last, then such as were
    seen, the missed ones first; a review is of those that were missed. Not for the window's thread.
    """
    attempts = ctx.service(AttemptService)
    number, systems = task.number or _number(ctx, task), _systems(ctx, task)
    if task.system and not systems:
        name = short_label(task.system)
        words = f"The bank has no questions of {name} any more."
        anything = _request(ctx, task, QuestionFilter(), number)
        return AskedBlock(anything, None, None, words, "Choose others, or plan anew.")
    bank = BankFilter(systems=systems)
    review = task.kind is TaskKind.RETEST
    first = QuestionFilter(bank, frozenset({Status.INCORRECT if review else Status.UNUSED}))
    requests = [_request(ctx, task, one, number) for one in (first, QuestionFilter(bank))]
    left = ctx.service(PracticeService).left_open(ctx.user_id, task.id)
    fresh = attempts.matching(ctx.user_id, first)
    if review and not fresh:
        words = "No question waits for a review: none was missed last time."
        return AskedBlock(requests[1], None, left, words, "Choose what to go through instead.")
    if review or len(fresh) >= number:
        return AskedBlock(requests[0], requests[0], left)
    every = attempts.matching(ctx.user_id, requests[1].wanted)
    if not every:
        return AskedBlock(requests[1], None, None, "The bank has no questions.", "Import some.")
    if not fresh or task.kind is TaskKind.SELF_ASSESSMENT or len(every) <= number:
        fewer = f"{counted(len(every), 'question')} instead of {number}: the bank has no more"
        said = fewer if len(every) < number else ""
        return AskedBlock(requests[1], requests[1], left, said)
    missed = QuestionFilter(bank, frozenset({Status.INCORRECT}))
    again = _drawn(attempts.matching(ctx.user_id, missed), number - len(fresh), task)
    rest = sorted(set(every) - {*fresh, *again})
    again += _drawn(rest, number - len(fresh) - len(again), task)
    ids = frozenset([*fresh, *again])
    begun = replace(requests[1], wanted=QuestionFilter(BankFilter(ids=ids)))
    said = f"{counted(len(fresh), 'question')} not seen yet, {len(again)} seen before"
    return AskedBlock(requests[1], begun, left, said)


def _drawn(ids: list[int], size: int, task: Task) -> list[int]:
    return draw(ids, size, shuffle=True, seed=task.id)


def _systems(ctx: UiContext, task: Task) -> frozenset[str]:
    """Return the systems of a task as the bank names them."""
    if not task.system:
        return frozenset()
    cube = ctx.service(AttemptService).cube(ctx.user_id, BankFilter())
    named = {cell.system for cell in cube}
    return frozenset(one for one in named if (official(one) or OTHER) == task.system)


def _request(ctx: UiContext, task: Task, wanted: QuestionFilter, number: int) -> BlockRequest:
    if task.kind is TaskKind.SELF_ASSESSMENT:
        return BlockRequest(wanted, Mode.TIMED, number, by_blueprint=True, for_task=task.id)
    settings = ctx.settings
    return BlockRequest(
        wanted,
        Mode(settings.get("block_mode")),
        number,
        shuffle_questions=settings.get("shuffle_questions"),
        shuffle_choices=settings.get("shuffle_choices"),
        for_task=task.id,
    )


def _number(ctx: UiContext, task: Task) -> int:
    """Return how many questions fit a task that does not say it."""
    if task.kind is TaskKind.SELF_ASSESSMENT:
        return min(_MOST, max(1, task.minutes * 60 // _ITEM_SECONDS))
    if task.kind is TaskKind.RETEST:
        return min(_MOST, task.minutes)
    number: int = ctx.settings.get("block_size")
    return number
