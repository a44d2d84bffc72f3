"""Beginning a task: what it asks for is opened, prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.models import TaskKind

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.practice.models import BlockRequest
    from ms2qbank_desktop.ui.context import UiContext

_PREPARED = {TaskKind.QUESTIONS, TaskKind.SELF_ASSESSMENT, TaskKind.RETEST}
"""Of these a block is described, where they name no question."""
_ITEM_SECONDS = 90
"""Of a self-assessment, as in the exam."""
_MOST = 200
"""Questions of a block."""


def can_start(task: Task) -> bool:
    """Say whether there is anything to open."""
    if task.kind is TaskKind.BREAK:
        return False
    return task.kind in _PREPARED or task.kind is TaskKind.CARDS or bool(task.about)


def start_task(ctx: UiContext, task: Task) -> None:
    """Open the block, the cards, the second of the lecture or whatever a task is about."""
    if ctx.navigate.taken_over is not None or not can_start(task):
        return
    asked = [place.id for place in task.about if place.kind is Kind.QUESTION]
    try:
        if asked and task.kind in _PREPARED:
            ctx.commands.request("begin-block", asked)
        elif task.kind in _PREPARED:
            ctx.tasks.run(
                "Choosing questions",
                lambda _progress: _described(ctx, task),
                done=lambda request: ctx.commands.request("prepare-block", request),
            )
        elif task.about:
            ctx.commands.request(f"open-{task.about[0].kind}", task.about[0])
        else:
            ctx.commands.request("study-cards", None)
    except Fault as fault:
        ctx.messages.show(fault)


def _described(ctx: UiContext, task: Task) -> BlockRequest:
    """Return the block that a task asks for: of questions not seen yet as long as they last; a
    review is of those that were missed."""
    from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
    from ms2qbank_desktop.features.attempts.selection import count
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.planner.service.supply import OTHER
    from ms2qbank_desktop.features.practice.blueprint import official, short_label
    from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
    from ms2qbank_desktop.features.questions.models import BankFilter

    cube = ctx.service(AttemptService).cube(ctx.user_id, BankFilter())
    named = {cell.system for cell in cube}
    systems = frozenset(one for one in named if (official(one) or OTHER) == task.system)
    if task.system and not systems:
        raise UserFault(
            f"The bank has no questions of {short_label(task.system)} any more.",
            advice="Import some, or plan anew.",
        )
    bank = BankFilter(systems=systems)
    review = task.kind is TaskKind.RETEST
    first = QuestionFilter(bank, frozenset({Status.INCORRECT if review else Status.UNUSED}))
    number = task.number or _number(ctx, task)
    found = count(cube, first).total
    enough = found >= number or (review and found > 0)
    wanted = first if enough else QuestionFilter(bank)
    if task.kind is TaskKind.SELF_ASSESSMENT:
        return BlockRequest(wanted, Mode.TIMED, number, by_blueprint=True)
    settings = ctx.settings
    return BlockRequest(
        wanted,
        Mode(settings.get("block_mode")),
        min(number, found) if review and enough else number,
        shuffle_questions=settings.get("shuffle_questions"),
        shuffle_choices=settings.get("shuffle_choices"),
    )


def _number(ctx: UiContext, task: Task) -> int:
    """Return how many questions fit a task that does not say it."""
    if task.kind is TaskKind.SELF_ASSESSMENT:
        return min(_MOST, max(1, task.minutes * 60 // _ITEM_SECONDS))
    if task.kind is TaskKind.RETEST:
        return min(_MOST, task.minutes)
    number: int = ctx.settings.get("block_size")
    return number
