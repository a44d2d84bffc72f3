"""The window over a data folder: starting, failing to start, starting twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.lock import make_lock
from ms2qbank_desktop.app.main import Program, _listen, start
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_program(data_dir: Path) -> Iterator[Callable[[], Program]]:
    """Return a function that shows the program on the profile of the test."""
    programs = []

    def open_it() -> Program:
        program = Program(AppContext(data_dir))
        programs.append(program)
        program.show()
        return program

    yield open_it
    for program in programs:
        program.shell.close()
        program.shell.deleteLater()


def test_the_window_shows_home_once_it_is_usable(
    qtbot: QtBot, open_program: Callable[[], Program]
) -> None:
    program = open_program()
    with qtbot.waitSignal(program.usable, timeout=10_000):
        assert program.shell.isVisible()
        assert program.ui is None
    assert program.shell.tab == "home"


def test_a_window_closed_at_once_opens_nothing_afterwards(
    qtbot: QtBot, open_program: Callable[[], Program]
) -> None:
    program = open_program()
    qtbot.wait(1)
    program.shell.close()
    qtbot.wait(50)
    assert program.ui is None
    assert program.failure is None


def test_a_first_start_makes_one_local_profile_without_asking(
    qtbot: QtBot, open_program: Callable[[], Program], data_dir: Path
) -> None:
    program = open_program()
    qtbot.waitUntil(lambda: program.ui is not None, timeout=10_000)
    # With the same library: a second one in this process would pull the shared memory away from
    # the threads that still read.
    connection = connect(data_dir / "ms2qbank.db")
    assert connection.execute("SELECT count(*), max(email) FROM users").fetchone() == (1, "")
    connection.close()


def test_a_first_start_brings_the_starter_pack_once(qtbot: QtBot, data_dir: Path) -> None:
    for packs in (1, 0):
        program = Program(AppContext(data_dir), starter=True)
        program.show()
        with qtbot.waitSignal(program.usable, timeout=10_000):
            pass
        bank = program.context.service(QuestionService)
        assert len(bank.packs()) == packs
        for pack in bank.packs():
            assert (pack.questions, pack.unreviewed) == (132, 132)
            bank.remove_pack(pack.id)  # what the student removes does not come back
        program.shell.close()
        program.shell.deleteLater()


def test_a_database_that_cannot_be_opened_says_what_to_do_in_the_window(
    qtbot: QtBot, open_program: Callable[[], Program], data_dir: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "ms2qbank.db").write_bytes(b"not a database at all " * 300)
    program = open_program()
    qtbot.waitUntil(lambda: program.failure is not None, timeout=10_000)
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in program.shell.findChildren(QLabel))
    assert "not a database of this program" in words
    assert "restore" in words


def test_a_second_start_raises_the_first_window_and_ends(
    qtbot: QtBot, open_program: Callable[[], Program], data_dir: Path
) -> None:
    program = open_program()
    qtbot.waitUntil(lambda: program.ui is not None, timeout=10_000)
    lock = make_lock(DataPaths(data_dir))
    assert lock.tryLock(0)
    _listen(program)
    program.shell.hide()
    command = [sys.executable, "-m", "ms2qbank_desktop", "--data-dir", str(data_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.returncode == 0
    qtbot.waitUntil(program.shell.isVisible, timeout=5_000)
    lock.unlock()


COPIES_AND_QUITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from ms2qbank_desktop.app import main

def copy_and_quit(program):
    if sys.argv[2]:
        data = QMimeData()
        data.setText(sys.argv[2])
        QApplication.clipboard().setMimeData(data)
    program.shell.close()

show = main.Program.show

def show_then(program):
    program.usable.connect(lambda: copy_and_quit(program))
    show(program)

main.Program.show = show_then
sys.exit(main.start(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("copied", ["urine calcium", ""])
def test_the_program_ends_well_with_what_it_copied_in_the_clipboard(
    data_dir: Path, copied: str
) -> None:
    command = [sys.executable, "-c", COPIES_AND_QUITS, str(data_dir), copied]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr


def test_without_a_display_the_start_says_how_to_look_all_the_same(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux runs without a display")
    with pytest.raises(EnvironmentFault, match="no display") as caught:
        start(data_dir)
    assert "tour" in caught.value.advice
