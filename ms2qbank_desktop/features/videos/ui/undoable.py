"""Work that is done at once, off the thread of the window, and offers Undo afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext


def do_undoably(
    ctx: UiContext,
    name: str,
    work: Callable[[], object],
    words: str,
    undo: Callable[[], object],
) -> None:
    """Do ``work``, called ``name`` while it runs, then say ``words`` with a button for ``undo``."""

    def take_back() -> None:
        ctx.tasks.run("Undoing", lambda _progress: undo(), done=lambda _none: None)

    def done(_result: object) -> None:
        ctx.messages.toast(words, take_back)

    ctx.tasks.run(name, lambda _progress: work(), done=done)
