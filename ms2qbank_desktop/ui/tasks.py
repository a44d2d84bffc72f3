"""Slow work off the thread of the window, with progress and cancel."""

from __future__ import annotations

import atexit
import itertools
import threading
import time
import weakref
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import Shiboken

from ms2qbank_desktop.core.progress import Cancelled, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_UPDATE_SECONDS = 0.05
_JOIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Step:
    """Where a task is: ``done`` of ``total`` (None: unknown), and seconds left if guessable."""

    done: int = 0
    total: int | None = None
    note: str = ""
    seconds_left: float | None = None

    @property
    def share(self) -> float | None:
        """Part done, 0–1, None while unknown."""
        return min(1.0, self.done / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How the work ended: a value, a fault, or cancelled."""

    value: Any = None
    error: BaseException | None = None
    cancelled: bool = False


class Task(QObject):
    """One running job. ``stepped`` carries a :class:`Step`; ``ended`` comes last, in any case."""

    stepped = Signal(object)
    ended = Signal()
    _step_arrived = Signal(object)
    _outcome_arrived = Signal(object)

    def __init__(self, name: str, finish: Callable[[Task, _Outcome], None]) -> None:
        super().__init__()
        self.name = name
        self.step = Step()
        self._stop = threading.Event()
        self._left = False
        self._finish = finish
        # Bound methods of an object of the window's thread: Qt delivers them there.
        self._step_arrived.connect(self._on_step, Qt.ConnectionType.QueuedConnection)
        self._outcome_arrived.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to cancel."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next report."""
        self._stop.set()

    def leave(self) -> None:
        """Send nothing home any more: the program ends, though the work has not."""
        self._left = True

    def work(self, work: Callable[[Progress], object]) -> None:
        """Run ``work`` on the worker and send home how it ended; never raises."""
        try:
            outcome = _Outcome(value=work(_Reporter(self)))
        except Cancelled:
            outcome = _Outcome(cancelled=True)
        except BaseException as error:
            outcome = _Outcome(error=error)
        if not self._left:  # Qt may be taken down by now, this object with it
            self._outcome_arrived.emit(outcome)

    def send_step(self, step: Step) -> None:
        """Bring a step home from the worker."""
        self._step_arrived.emit(step)

    def _on_step(self, step: Step) -> None:
        self.step = step
        self.stepped.emit(step)

    def _on_outcome(self, outcome: _Outcome) -> None:
        try:
            self._finish(self, outcome)
        finally:  # a fault in what follows from the job must not leave it running for ever
            self.ended.emit()


class _Reporter:
    """The worker's side of a task: at most twenty reports a second reach the window."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._started = time.monotonic()
        self._sent = 0.0

    def report(self, done: int, total: int | None, note: str = "") -> None:
        """Report a step; Cancelled once the user has asked to stop."""
        if self._task.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._sent < _UPDATE_SECONDS and done != total:
            return
        self._sent = now
        elapsed = now - self._started
        known = bool(total) and done > 0 and elapsed > 1.0
        left = elapsed * ((total or 0) - done) / done if known else None
        self._task.send_step(Step(done, total, note, left))


class Tasks(QObject):
    """Runs jobs, each on a thread of its own; ``started`` carries the :class:`Task`.

    ``present`` shows the fault of a job that was given no ``failed``.
    """

    started = Signal(object)

    def __init__(self, present: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._present = present
        self._threads: dict[Task, threading.Thread] = {}
        self._numbers = itertools.count(1)
        self._closed = False
        _alive.add(self)

    @property
    def running(self) -> tuple[Task, ...]:
        """The jobs that have not ended, the oldest first."""
        return tuple(self._threads)

    def run(
        self,
        name: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run ``work(progress)`` on a worker; ``done`` gets its value on the window's thread.

        ``name`` says what is being done ("Importing renal.json"). ``work`` calls
        ``progress.report`` now and then, which is where a cancel takes effect; a cancelled job
        calls neither ``done`` nor ``failed``. ``failed`` gets what was raised. Neither is called
        once ``owner``, a page that may be left meanwhile, has been deleted; without one, the widget
        whose method ``done`` is. Nothing begins after :meth:`close`.
        """
        bound = getattr(done.func if isinstance(done, partial) else done, "__self__", None)
        heir = owner if owner is not None else bound if isinstance(bound, QObject) else None

        def finish(task: Task, outcome: _Outcome) -> None:
            self._threads.pop(task).join()
            left = heir is not None and not Shiboken.isValid(heir)
            if self._closed or outcome.cancelled or left:
                return
            if outcome.error is None:
                done(outcome.value)
            else:
                (failed or self._present)(outcome.error)

        task = Task(name, finish)
        if self._closed:  # it would still run when what it works on is taken down
            return task
        thread = threading.Thread(
            target=task.work, args=(work,), name=f"task-{next(self._numbers)}", daemon=True
        )
        self._threads[task] = thread
        self.started.emit(task)
        thread.start()
        return task

    def close(self) -> None:
        """Cancel what runs and wait for it; nothing is called back any more."""
        self._closed = True
        for task in self._threads:
            task.cancel()
        latest = time.monotonic() + _JOIN_SECONDS
        for task, thread in self._threads.items():
            thread.join(max(0.0, latest - time.monotonic()))
            task.leave()
            task.blockSignals(True)  # who hears that it has ended may be gone by then


_alive: weakref.WeakSet[Tasks] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """A text has tasks of its own, and stands until Qt is taken down: before that they end."""
    for tasks in list(_alive):
        tasks.close()


class Reading(QObject):
    """What a page reads off its thread, asked for more often than it can be done.

    One job at a time; asked for meanwhile, it runs once more afterwards. ``settled`` comes when
    there is no more to do. A cancelled job is neither repeated nor settled.
    """

    settled = Signal()

    def __init__(self, start: Callable[[], Task], parent: QObject) -> None:
        super().__init__(parent)
        self._start = start
        self._task: Task | None = None
        self._again = False

    def ask(self) -> None:
        """Read now, or once more when the reading under way has ended."""
        if self._task is not None:
            self._again = True
            return
        self._task = self._start()
        self._task.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        cancelled = self._task is not None and self._task.cancelled
        again = self._again and not cancelled
        self._task, self._again = None, False
        if again:
            self.ask()
        elif not cancelled:
            self.settled.emit()
