"""Formulas set off the window's thread: the first one costs a tenth of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ms2qbank_desktop.features.questions.typesetting import FormulaFault, Source, typeset

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.typesetting import Formula
    from ms2qbank_desktop.ui.tasks import Tasks


class TypesetFormulas(QObject):
    """``arrived``: formulas that were asked for can be had."""

    arrived = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._set: dict[Source, Formula | None] = {}
        self._wanted: set[Source] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._start)

    def __contains__(self, source: Source) -> bool:
        """Say whether it is known what a formula looks like; if not, find out."""
        if source in self._set:
            return True
        if source not in self._wanted:
            self._wanted.add(source)
            self._soon.start()
        return False

    @property
    def waiting(self) -> bool:
        """Whether formulas have been asked for that are not there yet."""
        return bool(self._wanted)

    def get(self, source: Source) -> Formula | None:
        """Return a formula; None if it cannot be set, or is not yet."""
        return self._set.get(source)

    def _start(self) -> None:
        wanted = [source for source in self._wanted if source not in self._set]
        self._tasks.run(
            "Setting formulas",
            lambda _progress: [(source, _typeset(source)) for source in wanted],
            done=self._on_done,
        )

    def _on_done(self, done: list[tuple[Source, Formula | None]]) -> None:
        self._set |= dict(done)
        self._wanted -= {source for source, _formula in done}
        self.arrived.emit()


def _typeset(source: Source) -> Formula | None:
    try:
        return typeset(source)
    except FormulaFault:
        return None
