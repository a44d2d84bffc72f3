"""The window program: paint first, then import SQL, open the store and build the pages."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import createdByPython

import ms2qbank_desktop.app.quick_imports  # noqa: F401 - before all that it makes quick
from ms2qbank_desktop.app import qtlog
from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.app.lock import make_lock
from ms2qbank_desktop.core import log as log_file
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.paths import APP_NAME
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.ui.changes import Changes
from ms2qbank_desktop.ui.collecting import Collector
from ms2qbank_desktop.ui.context import UiContext
from ms2qbank_desktop.ui.shell import Shell
from ms2qbank_desktop.ui.viewmenu import apply_settings

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtGui import QClipboard

    from ms2qbank_desktop.features.accounts.models import Profile

log = logging.getLogger(__name__)

WARM_UP_AFTER_MS = 500
"""Once the first page can be used: its first seconds are the user's."""


class Program(QObject):
    """The window over one data folder. ``usable`` comes once the first page can be used."""

    usable = Signal()
    _opened = Signal(object)
    _failed = Signal(object)
    _warm = Signal()

    def __init__(
        self, context: AppContext, email: str | None = None, *, starter: bool = False
    ) -> None:
        """``starter``: a bank that never held anything gets the starter pack and decks."""
        super().__init__()
        self.context = context
        self._email = email
        self._starter = starter
        self._first_tab = ""
        self._opener = threading.Thread(target=self._open, name="opener")
        self._warmer = threading.Thread(target=self._warm_up, name="warmer")
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(WARM_UP_AFTER_MS)
        self._quiet.timeout.connect(self._warmer.start)
        self.shell = Shell(FEATURES, context.settings, context.paths.logs)
        self.changes = Changes(context.changes)
        self._collector = Collector(self)
        self.ui: UiContext | None = None
        self.failure: BaseException | None = None
        self._closed = False
        self._opened.connect(self._on_opened, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._warm.connect(self._on_warm, Qt.ConnectionType.QueuedConnection)
        self.shell.closing.connect(self.close)

    def show(self) -> None:
        """Paint the window, and open the store on another thread once it is painted."""
        self.shell.show()
        self._first_tab = self.shell.tab
        QTimer.singleShot(0, self._opener.start)

    def close(self) -> None:
        """Let go of everything; called when the window closes."""
        self._closed = True
        self._quiet.stop()
        self.shell.hide()  # an open block hears of it and saves its last second
        for thread in (self._opener, self._warmer):
            if thread.is_alive():
                thread.join()
        self.changes.close()
        self.context.close()
        self._collector.stop()

    def present_bug(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Take the place of sys.excepthook: a bug is told once and the program keeps running."""
        if issubclass(kind, KeyboardInterrupt):
            self.shell.close()
        else:
            self.shell.messages.show(error)

    def _open(self) -> None:
        from ms2qbank_desktop.features.accounts.service import AccountService

        try:
            self.context.open()
            profile = self.context.service(AccountService).acting(self._email)
            if self._starter:
                self._bring_starters(profile.id)
            self._build_first()
        except Exception as error:  # shown in the window, whatever it is
            self._failed.emit(error)
        else:
            self._opened.emit(profile)

    def _build_first(self) -> None:
        """Build what the open tab asks for on the window's thread; home asks for it on others."""
        for feature in FEATURES:
            if self._first_tab != "home" and any(p.tab == self._first_tab for p in feature.pages):
                self.context.build(feature)

    def _warm_up(self) -> None:
        """Import and build what the other tabs need, before somebody waits for it."""
        try:
            for feature in FEATURES:
                if not self._closed:
                    self.context.build(feature)
            import ms2qbank_desktop.ui.settings.dialog  # noqa: F401 - its first opening is quick then
        finally:
            self._warm.emit()

    def _on_warm(self) -> None:
        if not self._closed:
            self._collector.begin()

    def _bring_starters(self, user_id: int) -> None:
        from ms2qbank_desktop.features.questions.models import ImportRequest
        from ms2qbank_desktop.features.questions.service import QuestionService
        from ms2qbank_desktop.features.questions.service.starter import starter_pack

        bank = self.context.service(QuestionService)
        if bank.never_used():
            from ms2qbank_desktop.features.flashcards.service.starter import StarterService
            from ms2qbank_desktop.features.library.service.starter import StarterArticles

            # The pack comes last: only with it is the bank in use, and a start cut short before
            # that begins anew.
            self.context.service(StarterService).install(user_id, Silent())
            self.context.service(StarterArticles).install()
            bank.import_files(ImportRequest((starter_pack(),)), Silent())

    def _on_opened(self, profile: Profile) -> None:
        if self._closed:  # the window was closed while the store was being opened
            return
        self.ui = UiContext(
            service=self.context.service,
            settings=self.context.settings,
            changes=self.changes,
            tasks=self.shell.tasks,
            messages=self.shell.messages,
            commands=self.shell.commands,
            navigate=self.shell,
            clock=self.context.clock,
            window=self.shell,
            user_id=profile.id,
        )
        self._wire(self.ui)
        self.shell.set_profile(profile.email or profile.name)
        self.shell.ready(self.ui)
        self.usable.emit()
        self._quiet.start()

    def _wire(self, ui: UiContext) -> None:
        """Join what no slice may know of the window."""
        from ms2qbank_desktop.app.dropping import take
        from ms2qbank_desktop.features.analytics.ui import report_commands
        from ms2qbank_desktop.features.analytics.ui.achievement_watch import AchievementWatch
        from ms2qbank_desktop.features.analytics.ui.counting_watch import watch_counting
        from ms2qbank_desktop.features.flashcards.ui import editor_commands
        from ms2qbank_desktop.features.flashcards.ui.excerpt_card import serve_excerpts
        from ms2qbank_desktop.features.flashcards.ui.study_commands import study_commands
        from ms2qbank_desktop.features.library.ui import requests as library
        from ms2qbank_desktop.features.notebook.ui import note_export, note_import
        from ms2qbank_desktop.features.notebook.ui import requests as notebook
        from ms2qbank_desktop.features.planner.ui import requests as planner
        from ms2qbank_desktop.features.practice.ui import requests as practice
        from ms2qbank_desktop.features.practice.ui.exam_commands import exam_commands
        from ms2qbank_desktop.features.questions.ui.import_flow import add_commands
        from ms2qbank_desktop.features.search.ui import search_commands
        from ms2qbank_desktop.features.videos.ui import requests as videos

        add_commands(ui)
        practice.serve_requests(ui)
        editor_commands.add_commands(ui)
        for slice_ in (library, notebook, planner, videos):
            slice_.serve_requests(ui)
        serve_excerpts(ui)
        note_import.add_commands(ui)
        note_export.add_commands(ui)
        report_commands.add_commands(ui)
        ui.commands.announce(*exam_commands(), *study_commands())
        search_commands.add_commands(ui)
        watch_counting(ui)
        AchievementWatch(ui)
        ui.commands.bind(self.shell.top.search, search_commands.SEARCH)
        self.shell.top.search_requested.connect(partial(ui.commands.run, search_commands.SEARCH))

        self.shell.files_dropped.connect(lambda paths: take(ui, lambda: self.shell.tab, paths))
        self.changes.happened.connect(self._on_changed)
        self._on_changed(frozenset({"questions"}))

    def _on_changed(self, topics: frozenset[str]) -> None:
        """Say in the status bar what there is; every write is on the disk when it is told."""
        from ms2qbank_desktop.features.questions.service import QuestionService

        self.shell.status.set_saved("All saved")
        if "questions" in topics:
            total = self.context.service(QuestionService).total()
            words = "1 question" if total == 1 else f"{total:,} questions"
            self.shell.status.set_facts(words if total else "")

    def _on_failed(self, error: BaseException) -> None:
        if self._closed:
            return
        log.info("the store cannot be opened: %s", error)
        self.failure = error
        self._collector.begin()
        self.shell.fail(error)


def paint_shell(arguments: list[str]) -> tuple[QApplication, Shell]:
    """Build and paint the window over a data folder, as a start does before it imports SQL."""
    app = make_application()
    context = AppContext(Path(arguments[0]))
    apply_settings(context.settings)
    shell = Shell(FEATURES, context.settings, context.paths.logs)
    shell.show()
    app.processEvents()
    return app, shell


def make_application() -> QApplication:
    """Return the one QApplication, named and told how to round sizes."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setApplicationName(APP_NAME)
    QApplication.setDesktopFileName("ms2qbank")
    return QApplication(sys.argv[:1])


def start(data_dir: Path, email: str | None = None) -> int:
    """Open the window and run until it is closed; 0 too if another window was raised instead."""
    if _no_display():
        raise EnvironmentFault(
            "There is no display to open a window on.",
            advice="Pictures of every screen: ms2qbank tour DIR",
        )
    app = make_application()
    context = AppContext(data_dir)
    log_file.start(context.paths.logs)
    qtlog.install()
    lock = make_lock(context.paths)
    if not lock.tryLock(0):
        if _raise_other(context.paths.root):
            return 0
        raise EnvironmentFault(
            f"Another program holds {context.paths.root}.",
            advice="Close the other window of this program, or choose another --data-dir.",
        )
    apply_settings(context.settings)
    program = Program(context, email, starter=True)
    sys.excepthook = program.present_bug
    threading.excepthook = lambda args: program.shell.messages.show(
        args.exc_value or args.exc_type()
    )
    program.usable.connect(lambda: _listen(program))
    program.show()
    code = app.exec()
    _hand_over(app.clipboard())
    sys.excepthook = sys.__excepthook__
    lock.unlock()
    return code


def _hand_over(clipboard: QClipboard) -> None:
    """Leave what was copied to Qt alone: it would take apart what Python made after Python is
    gone, and crash."""
    copied = clipboard.mimeData()  # None where nothing ever was, whatever its type says
    if isinstance(copied, QMimeData) and createdByPython(copied):
        picture = clipboard.image()
        if picture.isNull():
            clipboard.setText(clipboard.text())
        else:
            clipboard.setImage(picture)


def _no_display() -> bool:
    return (
        sys.platform.startswith("linux")
        and "QT_QPA_PLATFORM" not in os.environ
        and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _socket_name(root: Path) -> str:
    return f"{APP_NAME}-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}"


def _raise_other(root: Path) -> bool:
    """Ask the program that has the folder open to raise its window; False if none answers."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_socket_name(root))
    if not socket.waitForConnected(1000):
        return False
    socket.disconnectFromServer()
    return True


def _listen(program: Program) -> None:
    """Raise the window whenever a second start knocks."""
    from PySide6.QtNetwork import QLocalServer

    shell = program.shell
    server = QLocalServer(program)
    name = _socket_name(program.context.paths.root)
    QLocalServer.removeServer(name)  # left by a crash; the lock proves that nobody listens

    def on_knock() -> None:
        server.nextPendingConnection().deleteLater()
        shell.setWindowState(shell.windowState() & ~Qt.WindowState.WindowMinimized)
        shell.show()
        shell.raise_()
        shell.activateWindow()

    server.newConnection.connect(on_knock)
    if not server.listen(name):
        log.info("a second start cannot raise this window: %s", server.errorString())
