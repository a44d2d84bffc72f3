"""Long work on files that may be cancelled, and what it did: a line, and what it left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.progress import Progress

    from .context import UiContext
    from .widgets.leftout import LeftOutDialog

R = TypeVar("R")


def named(paths: Sequence[Path]) -> str:
    """Return what files are called together: "renal.apkg", "3 files"."""
    return paths[0].name if len(paths) == 1 else f"{len(paths)} files"


def run(
    ctx: UiContext,
    title: str,
    work: Callable[[Progress], R],
    tell: Callable[[R], object],
    *,
    cancelled: str,
) -> None:
    """Do ``work`` in the background and ``tell`` what it returns; ``cancelled``: what is said
    instead if it was stopped before that."""
    told = []

    def done(report: R) -> None:
        told.append(report)
        tell(report)

    def ended() -> None:
        if task.cancelled and not told:
            ctx.messages.toast(cancelled)

    task = ctx.tasks.run(title, work, done=done)
    task.ended.connect(ended)


def tell(
    ctx: UiContext,
    words: str,
    dialog: Callable[[], LeftOutDialog],
    *,
    left_out: object,
    taken: object,
    details: object = False,
    show: Callable[[], None] | None = None,
) -> None:
    """Say ``words``: in a banner that offers the dialog if something was left out, as a fault if
    nothing was taken; else in passing, with the dialog only if there are ``details``, and with
    what can ``show`` where it is now if there are none, unless an exam has the window."""

    def open_dialog() -> None:
        shown = dialog()
        shown.open_once()

    if left_out:
        kind = "warning" if taken else "fault"
        ctx.messages.banner(words, kind=kind, action=("Details", open_dialog))
    elif details:
        ctx.messages.toast(words, action=("Details", open_dialog))
    else:
        free = ctx.navigate.taken_over is None
        ctx.messages.toast(words, action=("Show", show) if show and free else None)
