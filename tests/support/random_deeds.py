"""A student without a plan: random keys, clicks, drags and drops at the real program.

``python -m tests.support.random_deeds DATA_DIR SEED DEEDS`` opens the window, does so many deeds,
closes it in the middle of whatever goes on, and ends as the program ends. Each deed is a line of
standard output; what went wrong (faults, warnings of the log and of Qt) is written to standard
error. Files, printers and other programs are left alone.
"""

from __future__ import annotations

import faulthandler
import logging
import random
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ms2qbank_desktop.app import main as program
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.ui.pages_view import PagesView
from ms2qbank_desktop.features.library.ui.reader_commands import reader_commands
from ms2qbank_desktop.features.links.models import Kind, Place
from tests.support.leftovers import alive_in_qt, alive_threads

if TYPE_CHECKING:
    from ms2qbank_desktop.app.main import Program

_TABS = (
    *("home", "questions", "flashcards", "videos"),
    *("library", "notebook", "planner", "analytics"),
)
_HANGS_S = 60
"""A deed that takes longer holds the window for ever."""
_BORED = 0.05
"""Of a dialog or a menu, so that the window itself gets its share."""
_PAUSES_MS = (2, 4, 8, 15, 60)
_TEXTS = (
    *("renal ", "Bartter [[", "]]", "# Head", "- [ ] do", "- one", "$x^2$ ", "|a|b|", "==mark== "),
    *("**b** *i* `c` ", "> quote", "```", "#tag/sub ", "((", "{{c1::abc}}", "in:notes x"),
)
_KEYS = (
    *("Tab", "Tab", "Tab", "Backtab", "Down", "Down", "Up", "Left", "Right", "Return", "Return"),
    *("Escape", "Escape", "Space", "Home", "End", "PageDown", "F2", "F3", "F6", "Menu", "Delete"),
    *("Backspace", *"ABCDEFGHIJKLMNOPRSTUVWXYZ123456789"),
)
_LOOKS = (
    *("theme-light", "theme-dark", "theme-sepia", "theme-contrast", "zoom-in", "zoom-out"),
    *("zoom-reset", "density-compact", "density-comfortable"),
)
BOOK = "Renal book"
"""A PDF file, which is read more often than others."""
_OF_PAGES = [one for one in reader_commands() if one.id not in ("article-pdf", "article-print")]
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HELD = (*[_NONE] * 9, _SHIFT, _CTRL, _CTRL, Qt.KeyboardModifier.AltModifier, _CTRL | _SHIFT)
_LEFT = Qt.MouseButton.LeftButton
_COPY = Qt.DropAction.CopyAction


class Restless(QObject):
    """Does ``deeds`` deeds once the program can be used, and closes the window.

    Each deed is a turn of its own, so that what opens a dialog and waits for it is answered.
    """

    def __init__(self, made: Program, seed: int, deeds: int) -> None:
        super().__init__(made)
        self._program = made
        self._chance = random.Random(seed)
        self._left = deeds
        self._reads_on = 0
        self._deeds = {
            self._press: 34,
            self._click: 32,
            self._write: 8,
            self._edit: 5,
            self._turn_to: 5,
            self._drag: 4,
            self._drop: 3,
            self._look_otherwise: 3,
            self._read: 3,
            self._scroll: 3,
            self._handle_pages: 6,
        }
        made.usable.connect(self._go_on)

    def _go_on(self) -> None:
        faulthandler.dump_traceback_later(_HANGS_S, exit=True)
        if not self._left:
            self._leave()
            return
        self._left -= 1
        QTimer.singleShot(self._chance.choice(_PAUSES_MS), self, self._go_on)
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        left_alone = type(top).__name__ in ("QFileDialog", "QPrintDialog")
        if top is not None and (left_alone or self._chance.random() < _BORED):
            top.close()
            return
        self._reads_on -= 1
        (deed,) = self._chance.choices(list(self._deeds), list(self._deeds.values()))
        try:
            (self._handle_pages if self._reads_on > 0 and top is None else deed)(top)
        except RuntimeError as error:  # what was to be clicked next went with the click before
            if traceback.extract_tb(error.__traceback__)[-1].filename != __file__:
                raise

    def _leave(self) -> None:
        """Close what lies over the window, and the window, whatever is under way."""
        if (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is None:
            self._program.shell.close()
        else:
            top.close()
            QTimer.singleShot(0, self, self._go_on)

    def _say(self, deed: str, at: QWidget) -> None:
        words = at.text() if isinstance(at, QAbstractButton) else at.accessibleName()
        print(deed, type(at).__name__, words, flush=True)

    def _focus(self, top: QWidget | None) -> QWidget:
        """Return what gets the keys; never what lies under a dialog: Qt would crash of it."""
        focus, over = QApplication.focusWidget(), top or self._program.shell
        return focus if focus is not None and over.isAncestorOf(focus) else over

    def _any(self, top: QWidget | None, *kinds: type[QWidget]) -> QWidget | None:
        """Return a widget that a pointer could reach now."""
        if isinstance(top, QMenu):
            return top
        root = top or self._program.shell
        # findChildren would make the widgets found children of an object that Python may have made
        # of ``root`` for the moment: their actions and timers went with it.
        seen = [
            one
            for one in QApplication.allWidgets()
            if (one is root or root.isAncestorOf(one))
            and one.isVisible()
            and one.isEnabled()
            and min(one.width(), one.height()) > 4
        ]
        seen.sort(key=lambda one: (*one.mapToGlobal(QPoint()).toTuple(), one.width(), one.height()))
        some = [one for one in seen if isinstance(one, kinds)] if kinds else seen
        return self._chance.choice(some or seen) if seen else None

    def _place(self, at: QWidget) -> QPoint:
        return QPoint(self._chance.randrange(at.width()), self._chance.randrange(at.height()))

    def _press(self, top: QWidget | None) -> None:
        at = self._focus(top)
        key, held = self._chance.choice(_KEYS), self._chance.choice(_HELD)
        self._say(f"press {held.name or ''} {key} at", at)
        QTest.keyClick(at, Qt.Key[f"Key_{key}"], held)

    def _click(self, top: QWidget | None) -> None:
        at = self._any(top, *([QAbstractButton] if self._chance.random() < 0.6 else []))
        if at is None or (isinstance(at, QAbstractButton) and "Quit" in at.text()):
            return
        self._say("click", at)
        button = Qt.MouseButton.RightButton if self._chance.random() < 0.1 else _LEFT
        press = QTest.mouseDClick if self._chance.random() < 0.08 else QTest.mouseClick
        press(at, button, _NONE, self._place(at))

    def _write(self, top: QWidget | None) -> None:
        at = self._any(top, QTextEdit, QPlainTextEdit, QLineEdit)
        if isinstance(at, (QTextEdit, QPlainTextEdit, QLineEdit)):
            self._say("write into", at)
            at.setFocus()
            QTest.keyClicks(at, self._chance.choice(_TEXTS))

    def _edit(self, top: QWidget | None) -> None:
        if self._chance.random() < 0.3:
            QGuiApplication.clipboard().setMimeData(self._something())
        at, key = self._focus(top), self._chance.choice("CXVZYA")
        self._say(f"press Ctrl+{key} at", at)
        QTest.keyClick(at, Qt.Key[f"Key_{key}"], _CTRL)

    def _turn_to(self, top: QWidget | None) -> None:
        shell = self._program.shell
        if top is None and shell.taken_over is None:
            tab = self._chance.choice(_TABS)
            self._say(f"turn to {tab} in", shell)
            shell.open(tab)

    def _drag(self, top: QWidget | None) -> None:
        at, to = self._any(top), self._any(top)
        if at is None or to is None:
            return
        self._say("drag", at)
        start, end = self._place(at), at.mapFromGlobal(to.mapToGlobal(self._place(to)))
        QTest.mousePress(at, _LEFT, _NONE, start)
        for step in (1, 2, 3):
            QTest.mouseMove(at, start + (end - start) * step / 3)
        QTest.mouseRelease(at, _LEFT, _NONE, end)

    def _drop(self, top: QWidget | None) -> None:
        at = self._any(top)
        if at is None:
            return
        self._say("drop on", at)
        data, place = self._something(), self._place(at)
        enter = QDragEnterEvent(place, _COPY, data, _LEFT, _NONE)
        QApplication.sendEvent(at, enter)
        if enter.isAccepted():
            QApplication.sendEvent(at, QDropEvent(QPointF(place), _COPY, data, _LEFT, _NONE))

    def _look_otherwise(self, _top: QWidget | None) -> None:
        shell, command = self._program.shell, self._chance.choice(_LOOKS)
        self._say(f"run {command} in", shell)
        shell.commands.run(command)
        shell.resize(self._chance.randint(960, 1700), self._chance.randint(640, 1000))

    def _read(self, top: QWidget | None) -> None:
        """Open an article over whatever is shown; mostly a chapter of a book, as its pages."""
        # Not before the program has imported it in its own time.
        from ms2qbank_desktop.features.library.service.articles import LibraryService

        shell, ui = self._program.shell, self._program.ui
        if top is not None or shell.taken_over is not None or ui is None:
            return
        lines = ui.service(LibraryService).lines(ui.user_id, ArticleFilter())
        chapters = [one for one in lines if one.collection == BOOK]
        if some := (chapters if chapters and self._chance.random() < 0.7 else lines):
            ui.settings.set("book_view", "pages")
            self._say("read in", shell)
            self._reads_on = self._chance.choice((0, 0, 12))
            ui.commands.request("open-article", Place(Kind.ARTICLE, self._chance.choice(some).id))

    def _scroll(self, top: QWidget | None) -> None:
        at = self._any(top, QAbstractScrollArea)
        if isinstance(at, QAbstractScrollArea):
            self._say("scroll", at)
            self._turn_wheel(at.viewport())

    def _turn_wheel(self, at: QWidget) -> None:
        place, turned = QPointF(self._place(at)), QPoint(0, self._chance.randint(-2400, 1800))
        phase, held = Qt.ScrollPhase.NoScrollPhase, self._chance.choice((_NONE, _NONE, _CTRL))
        spot = at.mapToGlobal(place)
        none = Qt.MouseButton.NoButton
        event = QWheelEvent(place, spot, QPoint(), turned, none, held, phase, False)
        QApplication.sendEvent(at, event)

    def _handle_pages(self, top: QWidget | None) -> None:
        """Do with pages what is done with pages, and leave them while they are painted."""
        pages = self._any(top, PagesView)
        if not isinstance(pages, PagesView):
            self._read(top)
            return
        deed = self._chance.choice(("scroll", "select", "leave", *(one.id for one in _OF_PAGES)))
        self._say(deed, pages)
        self._turn_wheel(pages.viewport())
        if deed == "select":
            start, end = self._place(pages.viewport()), self._place(pages.viewport())
            QTest.mousePress(pages.viewport(), _LEFT, _NONE, start)
            QTest.mouseMove(pages.viewport(), end)
            QTest.mouseRelease(pages.viewport(), _LEFT, _NONE, end)
        elif deed == "leave":
            self._program.shell.open(self._chance.choice(_TABS))
        elif deed != "scroll":
            self._program.shell.commands.run(deed)

    def _something(self) -> QMimeData:
        """Return what another program may put on the clipboard."""
        data = QMimeData()
        if self._chance.random() < 0.3:
            picture = QImage(40, 30, QImage.Format.Format_RGB32)
            picture.fill(0xFF8800)
            data.setImageData(picture)
        else:
            data.setText(self._chance.choice(_TEXTS))
            data.setHtml("<h1>T</h1><ul><li>a <b>b</b></li></ul><table><tr><td>1</td></tr></table>")
        return data


def main(data_dir: Path, seed: int, deeds: int) -> int:
    """Live through a session; return the exit code of the program."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    faulthandler.enable()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    made: list[program.Program] = []

    class Watched(program.Program):
        """The program, with somebody at it."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            Restless(self, seed, deeds)
            made.append(self)

    program.Program = Watched  # type: ignore[misc]
    QDesktopServices.openUrl = lambda _address: True  # type: ignore[method-assign]
    known = set(threading.enumerate())
    code = program.start(data_dir)
    faulthandler.cancel_dump_traceback_later()
    made[0].shell.deleteLater()
    for left in (*alive_threads(known), *alive_in_qt().values()):
        print("still alive:", left, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
