"""Starts the real program offscreen on a copy of a profile and takes a picture of each screen."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from ms2qbank_desktop.app import qtlog
from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.features import FEATURES
from ms2qbank_desktop.app.main import Program, make_application
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.storage import backup
from ms2qbank_desktop.ui.theme import current
from ms2qbank_desktop.ui.viewmenu import apply_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_S = 20.0
_SETTLE_S = 0.2
"""Longer than the delay after which a loading page or a debounced search shows itself."""


class Tour:
    """One walk through the program. The profile itself is not touched."""

    def __init__(
        self, data_dir: Path, target: Path, size: tuple[int, int], theme: str, zoom: int
    ) -> None:
        self._data_dir = data_dir
        self._target = target
        self._size = size
        self._look = {"theme": theme, "text_zoom": zoom}

    def run(self, email: str | None) -> Iterator[Path]:
        """Yield the path of each picture once it is written."""
        self._target.mkdir(parents=True, exist_ok=True)
        app = make_application()
        qtlog.install()
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "profile"
            self._copy_profile(copy)
            context = AppContext(copy)
            for key, value in self._look.items():
                context.settings.set(key, value)
            apply_settings(context.settings)
            program = Program(context, email, starter=True)
            program.shell.resize(*self._size)
            program.show()
            try:
                self._wait_for(program)
                for number, name in enumerate(self._screens(program), start=1):
                    self._settle(program)
                    yield self._take(program, f"{number:02}-{name}.png")
            finally:
                program.shell.close()
                program.shell.deleteLater()
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _copy_profile(self, copy: Path) -> None:
        source = DataPaths(self._data_dir)
        if not source.database.exists():
            return
        with tempfile.TemporaryDirectory() as folder:
            saved = Path(folder) / "profile.ms2backup"
            backup.write(source, saved)
            backup.restore(DataPaths(copy), saved)
        if source.settings.exists():
            shutil.copyfile(source.settings, DataPaths(copy).settings)

    def _wait_for(self, program: Program) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while program.ui is None:
            QApplication.processEvents()
            if program.failure is not None:
                raise program.failure
            if time.monotonic() > deadline:
                raise EnvironmentFault("The program did not start within 20 seconds.")

    def _screens(self, program: Program) -> Iterator[str]:
        """Open every page of every tab, then what the slices show beyond their pages."""
        assert program.ui is not None  # noqa: S101 - waited for
        pages = sorted((page for f in FEATURES for page in f.pages), key=lambda page: page.order)
        for page in pages:
            program.shell.open(page.tab, page.id)
            yield f"{page.tab}-{page.id}"
        yield from self._dialogs(program)
        for feature in FEATURES:
            if feature.tour is not None:
                for name in feature.tour(program.ui):
                    yield f"{feature.id}-{name}"

    def _dialogs(self, program: Program) -> Iterator[str]:
        """Open what belongs to the whole window."""
        for name in ("keys", "settings"):
            program.shell.commands.run(name)
            yield name
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                dialog.reject()

    def _settle(self, program: Program) -> None:
        """Let what was begun come to rest: two looks at it, so that a job may follow another."""
        patience = time.monotonic() + _PATIENCE_S
        for _ in range(2):
            deadline = time.monotonic() + _SETTLE_S
            while time.monotonic() < deadline or (
                program.shell.tasks.running and time.monotonic() < patience
            ):
                QApplication.processEvents()
                time.sleep(0.005)  # lets the jobs have the interpreter

    def _take(self, program: Program, name: str) -> Path:
        """Save the window, with the dialog that lies over it, if there is one."""
        shell = program.shell
        picture = shell.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            _lay_over(picture, dialog.grab(), shell.rect())
        file = self._target / name
        if not picture.save(str(file)):
            raise EnvironmentFault(f"{file} cannot be written.", advice="Choose another folder.")
        return file


def _lay_over(picture: QPixmap, dialog: QPixmap, room: QRect) -> None:
    painter = QPainter(picture)
    painter.fillRect(room, current().color("scrim"))
    painter.drawPixmap(room.center() - QPoint(dialog.width() // 2, dialog.height() // 2), dialog)
    painter.end()
