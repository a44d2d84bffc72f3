"""kill -9 while a note is written: at most one second of typing is lost, nothing else ever."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.storage import backup
from tests.support.bank import open_desk
from tests.support.note_writer import long_body
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

MODES = ("write", "source", "split")
ALLOWED_S = 1.0
TITLE = "To be killed"


def letters(text: str) -> str:
    """Return what is compared: a new paragraph is one key, and two signs in Markdown."""
    return "".join(text.split())


def type_until_killed(
    data_dir: Path, mode: str, chance: random.Random
) -> tuple[list[str], list[float], float]:
    """Let a student type, kill it, and return its keys, their times, and the time of its end."""
    command = [sys.executable, "-m", "tests.support.note_writer", str(data_dir), mode]
    with subprocess.Popen(
        [*command, str(chance.randrange(10**6))], stdout=subprocess.PIPE, cwd=REPOSITORY
    ) as student:
        assert student.stdout is not None
        said = student.stdout.readline()
        time.sleep(0.3 + chance.random() * 4)
        ended = time.time()
        assert student.poll() is None  # it was alive until now
        student.kill()
        said += student.stdout.read()
    told = [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]
    return [one["key"] for one in told], [one["at"] for one in told], ended


def kill_often(data_dir: Path, times: int) -> dict[str, float]:
    """Kill again and again over one note; return how many seconds of typing were lost."""
    chance = random.Random(20261122)
    desk = open_desk(data_dir, 0)
    notes = desk.context.service(NotebookService)
    note_id = notes.add(desk.user_id, TITLE, long_body(40, 60))
    before = letters(notes.note(desk.user_id, note_id).body)
    desk.context.close()
    lost, typed = [], 0
    for at in range(times):
        keys, moments, ended = type_until_killed(data_dir, MODES[at % 3], chance)
        desk = open_desk(data_dir, 0)
        note = desk.context.service(NotebookService).note(desk.user_id, note_id)
        desk.context.close()
        now = letters(note.body)
        whole = before + letters("".join(keys))
        assert note.title == TITLE
        assert whole.startswith(now)
        assert len(now) >= len(before)
        on_disk = len(now) - len(before)
        signs = [moment for key, moment in zip(keys, moments, strict=True) if key.strip()]
        first_lost = signs[on_disk] if on_disk < len(signs) else ended
        lost.append(max(0.0, ended - first_lost))
        assert lost[-1] <= ALLOWED_S, f"{MODES[at % 3]}: {lost[-1]:.2f} s of typing lost"
        assert backup.inspect(DataPaths(data_dir).database) == []
        before, typed = now, typed + len(signs)
    ordered = sorted(lost)
    return {
        "kills": times,
        "keys": typed,
        "median_s": round(ordered[len(ordered) // 2], 2),
        "worst_s": round(ordered[-1], 2),
    }


def test_at_most_a_second_of_typing_is_lost_when_the_program_is_killed(data_dir: Path) -> None:
    assert kill_often(data_dir, 3)["keys"] > 10


@pytest.mark.campaign
def test_at_most_a_second_of_typing_is_lost_in_100_kills(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = kill_often(data_dir, 100)
    with capsys.disabled():
        print(json.dumps(told))
    assert told["keys"] > 1_000
