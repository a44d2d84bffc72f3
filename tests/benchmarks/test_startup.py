"""From the start of the process to the painted and to the usable window.

Budgets are of the processor: what a student waits besides, for the disk and for other programs, is
printed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.measuring import tell
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from tests.benchmarks.measuring import Pace

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
PAINTED_S, USABLE_S = 0.35, 0.7
PSS_MIB = 125


def one_start(data_dir: Path) -> dict[str, float]:
    """Start the program once and return seconds to each line it says, its CPU until it is painted
    and usable, and its memory."""
    began = time.monotonic()
    found = {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.startup_probe", str(data_dir)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=compiled(data_dir),
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            ((name, value),) = json.loads(line).items()
            found[name] = value or time.monotonic() - began
    return found


def compiled(data_dir: Path) -> dict[str, str]:
    """Return surroundings in which Python keeps the bytecode of the program, as an installed one
    has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(data_dir.with_name("bytecode"))}


@pytest.mark.benchmark
def test_the_window_is_painted_and_usable_within_its_budget(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    open_desk(data_dir).context.close()
    one_start(data_dir)
    runs = [one_start(data_dir) for _ in range(RUNS)]
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    figures = {name: round(value, 3) for name, value in medians.items()}
    tell(capsys, {"slack": pace.slack, **figures})
    assert medians["painted_cpu"] <= pace.slack * PAINTED_S
    assert medians["usable_cpu"] <= pace.slack * USABLE_S
    assert medians["pss_mib"] <= PSS_MIB
