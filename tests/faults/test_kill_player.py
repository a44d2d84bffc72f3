"""kill -9 while a lecture plays: at most five seconds of it are lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.features.videos.session import SAVE_EVERY
from ms2qbank_desktop.storage import backup
from tests.support.bank import open_desk
from tests.support.shared_data import REPOSITORY, shared
from tests.support.viewer import RENAL

if TYPE_CHECKING:
    from pathlib import Path

_GRACE_MS = 300
"""Between what the screen says and the save that was due at that moment."""


def play_until_killed(data_dir: Path, seconds: float) -> int:
    """Let a student watch, kill it, and return the moment that was shown last."""
    command = [sys.executable, "-m", "tests.support.viewer", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY) as student:
        assert student.stdout is not None
        said = student.stdout.readline()
        time.sleep(seconds)
        student.kill()
        said += student.stdout.read()
    lines = [line for line in said.splitlines() if line.endswith(b"}")]
    return int(json.loads(lines[-1])["ms"])


def kill_often(data_dir: Path, times: int) -> None:
    shared("data/video")
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    chance = random.Random(20261122)
    for _ in range(times):
        last_ms = play_until_killed(data_dir, 1.0 + chance.random() * 7)
        desk = open_desk(data_dir, 0)
        catalogue = desk.context.service(CatalogueService)
        (kept,) = [
            one for one in catalogue.entries(desk.user_id, VideoFilter()) if one.title == RENAL
        ]
        assert desk.context.service(WatchingService).rebuild(desk.user_id) == 0
        desk.context.close()
        # What ends within the first seconds begins at 0 again, which loses no more than that.
        assert 0 <= last_ms - kept.position_ms <= SAVE_EVERY * 1000 + _GRACE_MS
        assert kept.views >= 1
        assert backup.inspect(DataPaths(data_dir).database) == []


def test_at_most_five_seconds_are_lost_when_the_program_is_killed(data_dir: Path) -> None:
    kill_often(data_dir, 2)


@pytest.mark.campaign
def test_at_most_five_seconds_are_lost_in_20_kills(data_dir: Path) -> None:
    kill_often(data_dir, 20)
