"""The guards of conftest bite: each of these tests is well-behaved but for one thing."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

CULPRITS = """
import logging, socket, threading, time
import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QComboBox, QWidget

def test_warns(): logging.getLogger("x").warning("disk is full")

@pytest.mark.expects_log("disk is full")
def test_is_silent(): pass

@pytest.mark.expects_log("disk is full")
def test_warns_as_announced(): logging.getLogger("x").warning("disk is full")

def test_leaves_a_thread(): threading.Thread(target=time.sleep, args=(30,), daemon=True).start()

def test_leaves_a_window(qapp):
    global window
    window = QWidget()

def test_leaves_a_timer(qapp):
    global timer
    timer = QTimer()
    timer.start(60_000)

def test_leaves_what_qt_made(qapp):
    global box
    box = QComboBox()
    box.view()  # in a window that nobody holds in Python

def test_tidies_up(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(60_000)

def test_warns_through_qt(qapp): qWarning(b"QPainter::begin: nothing to paint on")

def test_is_refused_the_network():
    with pytest.raises(RuntimeError, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_reaches_for_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the culprits in a pytest of their own; what happened to each, by name."""
    place: Path = tmp_path_factory.mktemp("culprits") / "test_culprits.py"
    place.write_text(CULPRITS)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rA", "--color=no"]
    result = subprocess.run(
        [*command, f"--config-file={REPOSITORY / 'pyproject.toml'}", str(place)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    # A test that fails in its teardown is listed twice: as passed and as an error.
    found: dict[str, str] = {}
    for verdict, name in re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\w+)", result.stdout, re.M):
        found[name] = verdict if verdict != "PASSED" else found.get(name, verdict)
    assert found, result.stdout + result.stderr
    return found


@pytest.mark.parametrize(
    "name",
    [
        "test_warns",
        "test_is_silent",
        "test_leaves_a_thread",
        "test_leaves_a_window",
        "test_leaves_a_timer",
        "test_leaves_what_qt_made",
        "test_warns_through_qt",
    ],
)
def test_what_a_test_must_not_do_fails_it(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] in {"FAILED", "ERROR"}


@pytest.mark.parametrize(
    "name",
    [
        "test_warns_as_announced",
        "test_tidies_up",
        "test_is_refused_the_network",
        "test_reaches_for_itself",
    ],
)
def test_a_well_behaved_test_passes(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == "PASSED"
