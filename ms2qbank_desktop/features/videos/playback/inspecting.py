"""Looks into files in a process of its own: a file that kills or hangs libvlc costs that process,
not the program. Watched folders are looked through at each start, so that such a file would
otherwise keep the program from ever starting again.

Measured: 0.4 s for the first answer, then 300 files a second with one file at a time, since
reading a container takes 2 to 3 ms; more at once bring nothing.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import threading
from typing import TYPE_CHECKING, Any, cast

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.videos.models import Probe

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from .frames import Picture

log = logging.getLogger(__name__)

IDLE_S = 20.0
_START_S = 30.0
"""A busy machine may take long to start a process."""
_GRACE_S = 3.0
"""Beyond the time limit, which the child keeps by itself unless it hangs."""
PICTURE_S, PEAKS_S = 8.0, 120.0


class Inspector:
    """Answers one question at a time, from any thread; EnvironmentFault where there is no VLC.

    The child starts with the first question and ends by itself when it is idle for 20 seconds, and
    when the program ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: SpawnProcess | None = None
        self._line: Connection | None = None

    def probe(self, path: Path, timeout_s: float = 5.0) -> Probe:
        """Return what a file says of itself; ``problem`` says why it cannot be played."""
        answer = self._ask(timeout_s, "probe", path, timeout_s)
        if answer is None:
            return Probe(problem=f"{path.name} cannot be read: VLC gave up on it.")
        return cast("Probe", answer)

    def picture(self, path: Path, at_ms: int | None = None, widest: int = 480) -> Picture | None:
        """Return the picture at a moment, or one that stands for the whole; None without one."""
        answer = self._ask(PICTURE_S, "picture", path, at_ms, widest, PICTURE_S)
        return cast("Picture | None", answer)

    def peaks(self, path: Path, count: int = 1000) -> bytes | None:
        """Return how loud each of ``count`` pieces is, 0 to 255; None without a sound."""
        return cast("bytes | None", self._ask(PEAKS_S, "peaks", path, count, PEAKS_S))

    def close(self) -> None:
        """End the child, if there is one; the next question would start another."""
        with self._lock:
            self._end()

    def _ask(self, timeout_s: float, *question: Any) -> Any:
        """Return the child's answer, None where it died of the question or did not answer."""
        with self._lock:
            line = self._send(question)
            try:
                if line.poll(timeout_s + _GRACE_S):
                    answer = line.recv()
                    if isinstance(answer, EnvironmentFault):
                        raise answer
                    return answer
                log.info("a file was given up: VLC hangs on it (%s)", question[0])
            except (EOFError, OSError):
                log.info("a file was given up: VLC died of it (%s)", question[0])
            self._end()
            return None

    def _send(self, question: tuple[Any, ...]) -> Connection:
        if self._line is not None:
            with contextlib.suppress(OSError):  # it has gone home
                if not self._line.poll():
                    self._line.send(question)
                    if self._child is not None and self._child.is_alive():
                        return self._line
        self._end()
        line = self._start()
        line.send(question)
        return line

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=answer_questions, args=(theirs,), daemon=True)
        child.start()
        theirs.close()
        self._child, self._line = child, ours
        if not ours.poll(_START_S):
            self._end()
            raise EnvironmentFault("VLC could not be started.", advice="Try again.")
        ours.recv()
        return ours

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
        self._child = self._line = None


def answer_questions(line: Connection) -> None:
    """What the child does: answer until nothing is asked any more."""
    from .frames import picture
    from .probing import probe
    from .waveform import peaks

    answers: dict[str, Callable[..., object]] = {
        "probe": probe,
        "picture": picture,
        "peaks": peaks,
    }
    line.send("ready")
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while line.poll(IDLE_S):
            name, *arguments = line.recv()
            try:
                line.send(answers[name](*arguments))
            except EnvironmentFault as fault:
                line.send(fault)
            except Exception:
                log.exception("a file cannot be looked into")
                line.send(None)
