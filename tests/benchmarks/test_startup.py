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
IMPORTS = "import PySide6.QtWidgets, sqlmodel"
"""What no start can do without; on a machine too busy for the budget the start is compared with
the bare import of these."""
PAINTED_SHARE, USABLE_SHARE = 0.9, 2.0


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


def bare_imports() -> float:
    """Return the seconds that Python needs to import what the program is built on."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)
    return time.monotonic() - began


@pytest.mark.benchmark
def test_the_window_is_painted_and_usable_within_its_budget(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_desk(data_dir).context.close()
    one_start(data_dir)
    runs = [one_start(data_dir) for _ in range(RUNS)]
    bare = min(bare_imports() for _ in range(RUNS))
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    with capsys.disabled():
        figures = {**medians, "bare imports": bare}
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    # A shared machine only adds to a time: the best run is the nearest to ours.
    assert min(run["painted"] for run in runs) <= max(PAINTED_S, PAINTED_SHARE * bare)
    assert min(run["usable"] for run in runs) <= max(USABLE_S, USABLE_SHARE * bare)
    assert medians["pss_mib"] <= PSS_MIB
