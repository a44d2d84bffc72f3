"""What was done in the notebook, so that it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

_KEPT = 50


class Deed(NamedTuple):
    """What was done, in words, and how it is taken back."""

    words: str
    undo: Callable[[], object]


class Deeds(QObject):
    """Does work off the thread of the window, offers Undo, and remembers how each deed of this
    sitting is taken back: Ctrl+Z goes on where the toast has gone."""

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._undos: list[Callable[[], object]] = []

    def do(
        self,
        name: str,
        work: Callable[[], object],
        words: str,
        undo: Callable[[], object],
        then: Callable[[], object] | None = None,
    ) -> None:
        """Do ``work``, called ``name`` while it runs, then say ``words`` with a button for
        ``undo``. ``then`` follows on the thread of the window."""

        def deed() -> Deed:
            work()
            return Deed(words, undo)

        self.act(name, deed, then)

    def act(
        self,
        name: str,
        work: Callable[[], Deed | None],
        then: Callable[[], object] | None = None,
    ) -> None:
        """Do ``work``, which tells what it did, or None if there was nothing to do."""

        def ended(deed: Deed | None) -> None:
            if deed is not None:
                self.done(deed.words, deed.undo)
                if then is not None:
                    then()

        self._ctx.tasks.run(name, lambda _progress: work(), done=ended)

    def done(self, words: str, undo: Callable[[], object]) -> None:
        """Say what was done, with a button for ``undo``."""
        self._undos = [*self._undos, undo][-_KEPT:]
        self._ctx.messages.toast(words, lambda: self._take_back(undo))

    def undo(self) -> None:
        """Take the last deed back."""
        if self._undos:
            self._take_back(self._undos[-1])
        else:
            self._ctx.messages.toast("Nothing to undo")

    def forget(self) -> None:
        """Forget what was done: it cannot be taken back any more."""
        self._undos.clear()

    def _take_back(self, undo: Callable[[], object]) -> None:
        if undo not in self._undos:  # taken back by the key before the button was pressed
            return
        self._undos.remove(undo)
        self._ctx.tasks.run(
            "Undoing",
            lambda _progress: undo(),
            done=lambda _none: self._ctx.messages.toast("Taken back"),
        )
