"""A student at the real window: real keys, real clicks, real files, and eyes for what it says.

Run as a program it is a student who can be killed: ``python -m tests.support.student DATA_DIR
begin FILE MODE`` drops a file, starts a block of 20 and answers some of it; ``… go-on`` continues
the suspended block and ends it. Both print what is on the screen, a JSON line at a time.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.main import Program, make_application
from ms2qbank_desktop.features.attempts.models import letters
from ms2qbank_desktop.features.practice.ui.exam_page import ExamPage
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.shell import Shell
from ms2qbank_desktop.ui.viewmenu import apply_settings
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.ui.context import UiContext

PATIENCE_S = 20.0
LATER_MS = 1_500
"""What the program begins by itself so long after its start, or longer, waits for the test to begin
it: on a busy machine it would come into the middle of one."""
SOON_MS = 250
"""What the program does after a pause that is no longer follows from what was done. Pauses are cut
short: to sit through them was half of the time of the tests."""


class Flashes(QObject):
    """Sees windows that nobody asked for: a widget shown before it has a parent is one, and it
    takes the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QShowEvent)  # to ask for its type() costs thrice as much
            and isinstance(watched, QWidget)
            and watched.windowType() == Qt.WindowType.Window
            and watched.isWindow()
            and not isinstance(watched, Shell)
        ):
            name = watched.accessibleName() or watched.property("text") or ""
            self.seen.append(f"{type(watched).__name__} {name}".strip())
        return False


class Student:
    """Sits at the window over one data folder, at the ``tab`` that was left open: most
    of them are busy with questions."""

    def __init__(self, data_dir: Path, clock: Clock | None = None, tab: str = "") -> None:
        self.app: QApplication = make_application()
        context = AppContext(prepared(data_dir), clock)
        if tab or not context.settings.get("last_tab"):
            context.settings.set("last_tab", tab or "questions")
        apply_settings(context.settings)
        self.flashes = Flashes()
        self.app.installEventFilter(self.flashes)
        self.program = Program(context)
        self.shell = self.program.shell
        self.program.show()
        self.wait(lambda: self.program.ui is not None)
        timers = (one for one in self.shell.findChildren(QTimer) if one.isActive())
        self._later = [one for one in timers if one.isSingleShot() and one.interval() >= LATER_MS]
        for timer in self._later:
            timer.stop()
        self.user_id = self.ui.user_id
        self.shell.activateWindow()
        self.wait(self.shell.isActiveWindow)

    @property
    def ui(self) -> UiContext:
        """What pages are given."""
        assert self.program.ui is not None
        return self.program.ui

    def wait(self, until: Callable[[], object]) -> None:
        """Let the program work until something is so; TimeoutError if it does not come."""
        deadline = time.monotonic() + PATIENCE_S
        while not until():
            self.app.processEvents()
            time.sleep(0.001)  # lets the workers have the interpreter
            if time.monotonic() > deadline:
                raise TimeoutError(f"not within {PATIENCE_S} s; on the screen: {self.words()}")

    def begin_later(self) -> None:
        """Let begin what the program begins by itself some time after its start."""
        while self._later:
            self._later.pop(0).timeout.emit()
        self.settle()

    def settle(self) -> None:
        """Let the jobs end and what follows from them come, short pauses included but not waited
        for."""
        self.hurry(SOON_MS)

    def hurry(self, longest_ms: int) -> None:
        """As settle, with all pauses that are no longer than that."""
        QApplication.sync()  # the system has its say about windows, too
        for _ in range(3):  # a change is told, and what follows from it begins
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.wait(lambda: self._is_quiet(longest_ms))
        self._have_keyboard()

    def _have_keyboard(self) -> None:
        """Wait until a window has the keyboard, the dialog if one is open: the system gives it when
        it likes, and after a dialog there is no window manager to give it back."""
        window = self.app.activeModalWidget() or self.app.activeWindow() or self.shell
        if not window.isActiveWindow():
            window.activateWindow()
            self.wait(window.isActiveWindow)

    def cut_pause(self, among: QObject, longest_ms: int) -> bool:
        """End the pause now that would end first among those of ``among`` and its children that
        are no longer than that; False if there is none."""
        pauses = [
            one
            for one in among.findChildren(QTimer)
            if one.isActive() and one.isSingleShot() and one.interval() <= longest_ms
        ]
        if pauses:
            first = min(pauses, key=QTimer.remainingTime)
            first.stop()
            first.timeout.emit()
        return bool(pauses)

    def _is_quiet(self, longest_ms: int) -> bool:
        """Whether no job runs and no such pause was left; the next one ends here."""
        return not self.shell.tasks.running and not self.cut_pause(self.shell, longest_ms)

    def told(self) -> str:
        """Return what the toast says, "" if there is none."""
        toasts = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        return toasts[-1].accessibleName() if toasts else ""

    def undo(self) -> None:
        """Press Undo in the toast."""
        toasts = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        (button,) = [
            one for one in toasts[-1].findChildren(QAbstractButton) if one.text() == "Undo"
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self) -> list[str]:
        """Return what labels and buttons on the screen say."""
        labels = [label.text() for label in self.shell.findChildren(QLabel) if label.isVisible()]
        buttons = self.shell.findChildren(QAbstractButton)
        return labels + [button.text() for button in buttons if button.isVisible()]

    def sees(self, pattern: str) -> bool:
        """Whether something on the screen matches ``pattern`` as a whole."""
        return any(re.fullmatch(pattern, word) for word in self.words())

    def press(self, *keys: str) -> None:
        """Press keys one after the other, written as "Ctrl+Return" or "M"."""
        for key in keys:
            *held, last = key.split("+")
            modifier = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifier |= Qt.KeyboardModifier[f"{name.replace('Ctrl', 'Control')}Modifier"]
            self._have_keyboard()
            QTest.keyClick(self.app.focusWidget() or self.shell, Qt.Key[f"Key_{last}"], modifier)
            self.app.processEvents()

    def click(self, text: str) -> None:
        """Click the button that says ``text``."""

        def found() -> list[QAbstractButton]:
            buttons = self.shell.findChildren(QAbstractButton)
            return [one for one in buttons if one.isVisible() and one.text() == text]

        self.wait(found)
        QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)
        self.app.processEvents()

    def drop(self, file: Path) -> None:
        """Drag a file from the desktop and drop it on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        place, copy = QPoint(400, 400), Qt.DropAction.CopyAction
        self.app.sendEvent(self.shell, QDragEnterEvent(place, copy, data, left, none))
        self.app.sendEvent(self.shell, QDropEvent(place.toPointF(), copy, data, left, none))

    def questions(self) -> int:
        """Return how many questions the bank has."""
        return self.program.context.service(QuestionService).total()

    @property
    def exam(self) -> ExamPage:
        """The exam page that has the window."""
        page = self.shell.taken_over
        assert isinstance(page, ExamPage), self.words()
        return page

    def desk(self) -> dict[str, object]:
        """Return what the exam shows: item, time, marks and answers so far."""
        session = self.exam.session
        (title,) = [word for word in self.words() if word.startswith("Item ")]
        return {
            "title": title,
            "position": session.block.position,
            "elapsed_ms": session.elapsed_ms,
            "answers": [letters(item.answer) for item in session.block.items],
            "settled": [item.submitted for item in session.block.items],
            "marked": [session.is_marked(item) for item in session.block.items],
            "questions": [item.question_id for item in session.block.items],
            "words": self.words(),
            "flashes": self.flashes.seen,
        }

    def leave(self) -> None:
        """Close the window."""
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.removeEventFilter(self.flashes)
        self.shell.close()
        self.shell.deleteLater()


def say(fact: dict[str, object]) -> None:
    """Write one line past Python's buffers."""
    os.write(1, (json.dumps(fact) + "\n").encode())


def begin(student: Student, file: Path, mode: str) -> None:
    """Import, start a block of 20, answer and mark some of it, and stay until killed."""
    student.drop(file)
    student.wait(student.questions)
    student.wait(lambda: not student.shell.tasks.running)
    student.wait(lambda: student.sees(r"[\d,]+") and student.sees("Start block"))
    student.click(mode)
    student.press("Ctrl+Return")
    student.wait(lambda: student.shell.taken_over is not None)
    for number, letter in enumerate("ABCDEAB"):
        student.press(letter)
        if number % 3 == 1:
            student.press("M")
        if number % 3 == 2:
            student.press("B" if letter != "B" else "A")
        if number < 6:
            student.press(*(["Return", "Return"] if mode == "Tutor" else ["Return"]))
    began = time.monotonic()
    student.wait(lambda: time.monotonic() - began > 2.2)
    say(student.desk())
    while True:
        student.app.processEvents()


def go_on(student: Student) -> None:
    """Continue the suspended block, say how it looks, and end it."""
    began = time.monotonic()
    student.click("Continue")
    student.wait(lambda: student.shell.taken_over is not None)
    say({**student.desk(), "open_ms": 1000 * (time.monotonic() - began)})
    student.press("Ctrl+E", "Ctrl+E")
    student.wait(lambda: student.sees(r"\d+ %"))
    say({"words": student.words()})
    student.leave()


if __name__ == "__main__":
    somebody = Student(Path(sys.argv[1]))
    if sys.argv[2] == "begin":
        begin(somebody, Path(sys.argv[3]), sys.argv[4])
    else:
        go_on(somebody)
