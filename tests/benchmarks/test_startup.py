"""From the start of the process to the painted and to the usable window."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.bank import open_desk

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
PAINTED_S = 0.6
USABLE_S = 1.0
PSS_MIB = 150


def one_start(data_dir: Path) -> dict[str, float]:
    """Start the program once and return seconds to each line it says, and its memory."""
    began = time.monotonic()
    found = {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.startup_probe", str(data_dir)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            ((name, value),) = json.loads(line).items()
            found[name] = value or time.monotonic() - began
    return found


@pytest.mark.benchmark
def test_the_window_is_painted_and_usable_within_its_budget(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_desk(data_dir).context.close()
    one_start(data_dir)
    runs = [one_start(data_dir) for _ in range(RUNS)]
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    with capsys.disabled():
        print(json.dumps({name: round(value, 3) for name, value in medians.items()}))
    # A shared machine only adds to a time: the best run is the nearest to ours.
    assert min(run["painted"] for run in runs) <= PAINTED_S
    assert min(run["usable"] for run in runs) <= USABLE_S
    assert medians["pss_mib"] <= PSS_MIB
