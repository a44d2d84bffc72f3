"""How many video files a second a scan takes in, and what others wait for it meanwhile.

The short form has 150 files; ``-m campaign`` has the 1,000 of the issue.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from tests.support.bank import open_desk
from tests.support.recordings import captions, recording

if TYPE_CHECKING:
    from pathlib import Path

GOAL = 50.0
"""Files a second on a quiet machine; a busy one a third of them."""
RESCAN_GOAL = 1_000.0
"""Files a second when nothing has changed."""
LONGEST_WAIT_MS = 400.0
"""Of another write during the scan, on a busy machine."""
EVERY = 10
"""One file in so many has captions beside it."""
SAMPLES = (
    "data/video/lecture-07-hevc-noaudio.mp4",
    "data/video/corrupt-cut-in-mdat-faststart.mp4",
)


def make_files(folder: Path, number: int) -> None:
    """Write small real videos, each with its own content, in folders of a hundred."""
    for at in range(number):
        file = folder / f"week {at // 100}" / f"lecture {at:04}.mp4"
        recording(file, str(at), SAMPLES[at % len(SAMPLES)])
        if at % EVERY == 0:
            captions(file.with_suffix(".en.srt"), f"caption of lecture {at}")


def measure(folder: Path, number: int) -> dict[str, float]:
    """Scan ``number`` new files, then again, while another thread writes."""
    make_files(folder / "lectures", number)
    desk = open_desk(folder / "profile", questions=0)
    scanning = desk.context.service(ScanningService)
    scanning.add(desk.user_id, [recording(folder / "first.mp4", "first")])  # VLC starts
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.02):
            began = time.perf_counter()
            with desk.context.store.write():
                waits.append(1000 * (time.perf_counter() - began))

    writer = threading.Thread(target=write)
    writer.start()
    began = time.perf_counter()
    report = scanning.watch(desk.user_id, folder / "lectures")
    taken = time.perf_counter() - began
    done.set()
    writer.join()
    began = time.perf_counter()
    again = scanning.rescan(desk.user_id)
    rescanned = time.perf_counter() - began
    desk.context.close()
    assert (report.added, report.rejected) == (number, 0)
    assert (again.unchanged, again.updated) == (number + 1, 0)
    return {
        "files": number,
        "files a second": round(number / taken, 1),
        "files a second, nothing new": round(number / rescanned),
        "longest wait of a write, ms": round(max(waits), 1),
    }


def check(figures: dict[str, float]) -> None:
    assert figures["files a second"] >= GOAL / 3
    assert figures["files a second, nothing new"] >= RESCAN_GOAL / 3
    assert figures["longest wait of a write, ms"] <= LONGEST_WAIT_MS


@pytest.mark.benchmark
def test_a_scan_takes_in_fifty_files_a_second(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = measure(tmp_path, 150)
    with capsys.disabled():
        print(json.dumps(figures))
    check(figures)


@pytest.mark.benchmark
@pytest.mark.campaign
def test_a_scan_takes_in_a_thousand_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = measure(tmp_path, 1_000)
    with capsys.disabled():
        print(json.dumps(figures))
    check(figures)
