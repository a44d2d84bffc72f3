"""Beginning a task: what it asks for is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.planner.models import TaskKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.ui.context import UiContext

    from .block import AskedBlock

_BLOCKS = {TaskKind.QUESTIONS, TaskKind.SELF_ASSESSMENT, TaskKind.RETEST}
"""Begun as a block of questions."""
_CHOOSING = "Choosing questions"


def can_start(task: Task) -> bool:
    """Say whether there is anything to open."""
    if task.kind is TaskKind.BREAK:
        return False
    return task.kind in _BLOCKS or task.kind is TaskKind.CARDS or bool(task.about)


def can_change(task: Task) -> bool:
    """Say whether its block can be changed before it begins: not where questions are named."""
    return task.kind in _BLOCKS and not _questions(task)


def start_task(ctx: UiContext, task: Task) -> None:
    """Begin the block, the cards, the lecture at its second or whatever a task is about."""
    if ctx.navigate.taken_over is not None or not can_start(task):
        return
    try:
        if task.kind in _BLOCKS and (asked := _questions(task)):
            ctx.commands.request("begin-block", asked)
        elif task.kind in _BLOCKS:
            _with_block(ctx, task, partial(_begin, ctx))
        elif task.about:
            place = _where(ctx, task)
            ctx.commands.request(f"open-{place.kind}", place)
        else:
            ctx.commands.request("study-cards", None)
    except Fault as fault:
        ctx.messages.show(fault)


def change_first(ctx: UiContext, task: Task) -> None:
    """Show the page that makes blocks with the block of a task described, to be changed."""
    if ctx.navigate.taken_over is None and can_change(task):
        _with_block(ctx, task, partial(_prepare, ctx))


def _where(ctx: UiContext, task: Task) -> Place:
    """Return what is opened: of several things the first that was not gone through."""
    if len(task.about) == 1:
        return task.about[0]
    from ms2qbank_desktop.features.planner.service.finishing import FinishingService

    return ctx.service(FinishingService).where(ctx.user_id, task)


def _questions(task: Task) -> list[int]:
    return [place.id for place in task.about if place.kind is Kind.QUESTION]


def _with_block(ctx: UiContext, task: Task, done: Callable[[AskedBlock], None]) -> None:
    def find() -> AskedBlock:
        from .block import asked_block

        return asked_block(ctx, task)

    if all(job.name != _CHOOSING for job in ctx.tasks.running):  # else it is a second click
        ctx.tasks.run(_CHOOSING, lambda _progress: find(), done=done)


def _begin(ctx: UiContext, asked: AskedBlock) -> None:
    """Begin a block, or go on with the one that was left; where none can be made, ask for one."""
    if ctx.navigate.taken_over is not None:
        return  # a second click was quicker
    if asked.left is not None:
        ctx.commands.request("open-block", asked.left)
        ctx.messages.toast("Going on with the block begun today")
    elif asked.begun is not None:
        ctx.commands.request("begin-block", asked.begun)
        if asked.said:
            ctx.messages.toast(asked.said)
    else:
        _prepare(ctx, asked)


def _prepare(ctx: UiContext, asked: AskedBlock) -> None:
    ctx.commands.request("prepare-block", asked.described)
    if asked.begun is None:
        ctx.messages.banner(asked.said, asked.advice, kind="warning")
