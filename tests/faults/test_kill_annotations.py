"""kill -9 while highlighting and writing notes: what was told is there, whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.storage import backup
from tests.support.scribbling import TARGET, shown
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 4
"""So many steps are waited for: a busy machine makes few of them in a moment."""


def scribble_until_killed(data_dir: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Start a student, kill it at a random moment and return what it was told is saved."""
    command = [sys.executable, "-m", "tests.support.scribbling", str(data_dir)]
    with subprocess.Popen(
        [*command, str(chance.randrange(10**6))], stdout=subprocess.PIPE, cwd=REPOSITORY
    ) as student:
        assert student.stdout is not None
        first = b"".join(student.stdout.readline() for _ in range(FIRST))
        time.sleep(chance.random() * 0.2)
        student.kill()
        said = first + student.stdout.read()
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]


def test_no_highlight_or_note_is_lost_when_the_program_is_killed(data_dir: Path) -> None:
    chance = random.Random(20261122)
    told = 0
    for _ in range(3):
        said = scribble_until_killed(data_dir, chance)
        told += len(said)
        context = AppContext(data_dir)
        service = context.service(AnnotationService)
        user_id = context.service(AccountService).acting().id
        kept = shown(service, user_id), service.note(user_id, TARGET)
        context.close()
        # One step more may be on the disk, which was under way and not told.
        assert (kept[0] != said[-1]["shown"]) + (kept[1] != said[-1]["note"]) <= 1
        assert backup.inspect(DataPaths(data_dir).database) == []
    assert told > 10
