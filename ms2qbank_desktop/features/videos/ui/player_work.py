"""Work of the player on a worker, which may be done after the player has been closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from ms2qbank_desktop.ui.context import UiContext

T = TypeVar("T")


def run_for(
    owner: QObject, ctx: UiContext, name: str, work: Callable[[], T], done: Callable[[T], None]
) -> None:
    """Run ``work`` on a worker; ``done`` gets its value if ``owner`` is still there."""

    def go_on(value: T) -> None:
        if Shiboken.isValid(owner):
            done(value)

    ctx.tasks.run(name, lambda _progress: work(), done=go_on)
