"""From the start of the process to the painted and to the usable window."""

from __future__ import annotations

import json
import os
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
CPU_S = 0.7
PSS_MIB = 125
IMPORTS = "import PySide6.QtWidgets, sqlmodel, time; print(time.process_time())"
"""What no start can do without; on a machine too busy for the budget the start is compared with
the bare import of these."""
PAINTED_SHARE, USABLE_SHARE, CPU_SHARE = 0.9, 2.0, 1.8


def one_start(data_dir: Path) -> dict[str, float]:
    """Start the program once and return seconds to each line it says, its CPU until it is usable
    and its memory."""
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


def bare_imports(data_dir: Path) -> tuple[float, float]:
    """Return the seconds and the CPU seconds that Python needs to import what the program is
    built on."""
    began = time.monotonic()
    command = [sys.executable, "-c", IMPORTS]
    said = subprocess.run(command, check=True, capture_output=True, env=compiled(data_dir))
    return time.monotonic() - began, float(said.stdout)


@pytest.mark.benchmark
def test_the_window_is_painted_and_usable_within_its_budget(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_desk(data_dir).context.close()
    one_start(data_dir)
    runs = [one_start(data_dir) for _ in range(RUNS)]
    bares = [bare_imports(data_dir) for _ in range(RUNS + 1)][1:]
    bare, bare_cpu = min(bares)[0], statistics.median(cpu for _, cpu in bares)
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    with capsys.disabled():
        figures = {**medians, "bare imports": bare, "CPU of these": bare_cpu}
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    # A shared machine only adds to a time: the best run is the nearest to ours.
    assert min(run["painted"] for run in runs) <= max(PAINTED_S, PAINTED_SHARE * bare)
    assert min(run["usable"] for run in runs) <= max(USABLE_S, USABLE_SHARE * bare)
    assert medians["cpu"] <= max(CPU_S, CPU_SHARE * bare_cpu)
    assert medians["pss_mib"] <= PSS_MIB
