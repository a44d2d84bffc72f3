"""Starts the program on a data folder and says when it has painted and when it is usable.

``python -m tests.support.startup_probe DATA_DIR`` prints lines of JSON and ends: whoever started
it takes the time from the start of the process to a line without a value.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.main import Program, make_application
from ms2qbank_desktop.ui.viewmenu import apply_settings


class Watcher(QObject):
    """Tells of the first paint of the window, once it is over."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        program.shell.installEventFilter(self)
        program.usable.connect(lambda: QTimer.singleShot(0, self._usable))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        say("painted")
        say("painted_cpu", time.process_time())

    def _usable(self) -> None:
        say("usable")
        say("usable_cpu", time.process_time())
        QTimer.singleShot(300, self._end)

    def _end(self) -> None:
        memory = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
        pss = next(line for line in memory.splitlines() if line.startswith("Pss:"))
        say("pss_mib", int(pss.split()[1]) / 1024)
        self._program.shell.close()


def say(name: str, value: float = 0.0) -> None:
    """Write one line past Python's buffers."""
    os.write(1, (json.dumps({name: value}) + "\n").encode())


def main(data_dir: Path) -> int:
    """Start, watch, end."""
    app = make_application()
    context = AppContext(data_dir)
    apply_settings(context.settings)
    program = Program(context)
    watcher = Watcher(program)
    program.show()
    code = app.exec()
    del watcher
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
