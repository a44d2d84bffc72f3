"""What every test gets: a throwaway home, no network, and a strict eye on what it leaves behind."""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
import threading
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support import leftovers, seclusion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


RINGS = frozenset(
    ("unit", "window", "player", "architecture", "journeys", "faults", "benchmarks", "packaging")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rings", default="", metavar="NAMES", help="only these, with commas")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the rings that were not asked for, before they are imported."""
    wanted = set(filter(None, config.getoption("--rings").split(",")))
    if unknown := wanted - RINGS:
        raise pytest.UsageError(f"no such ring: {', '.join(sorted(unknown))}")
    if not wanted or collection_path.suffix != ".py":
        return None
    return ring(collection_path.relative_to(config.rootpath).as_posix()) not in wanted or None


def pytest_configure(config: pytest.Config) -> None:
    """Move the home folder and shut the network before anything of the program is imported."""
    home = tempfile.TemporaryDirectory(prefix="ms2qbank-home-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ.update(seclusion.home_variables(home.name))
    os.environ["MS2QBANK_AOUT"] = "dummy"  # VLC plays, and nobody hears it
    seclusion.forbid_network()
    headless = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_finish() -> None:
    """Let the garbage be looked for in what tests make, and not each time in all modules and the
    tests themselves, which stay anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A profile folder of this test's own; it does not exist yet, as at a first start."""
    return tmp_path / "profile"


# The rings run a short form, the same each time; by hand: pytest --hypothesis-profile=campaign.
settings.register_profile("ring", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("campaign", max_examples=2_000, deadline=None)
settings.load_profile("ring")


@pytest.fixture(autouse=True)
def _logs_only_what_it_announces(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning nobody expected, and on an expected one that did not come."""
    expected = [
        str(pattern)
        for marker in request.node.iter_markers("expects_log")
        for pattern in marker.args
    ]
    with leftovers.logged_warnings() as messages:
        yield
    unexpected = [m for m in messages if not any(re.search(p, m) for p in expected)]
    absent = [p for p in expected if not any(re.search(p, m) for m in messages)]
    if unexpected:
        pytest.fail("logged without being expected:\n" + "\n".join(unexpected))
    if absent:
        pytest.fail(f"expected in the log, but not there: {absent}")


@pytest.fixture(autouse=True)
def _compiles_each_statement_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Share compiled SQL among the tests that are not about how long something takes."""
    if ring(request.node.nodeid) not in ("unit", "window"):
        yield
        return
    from tests.support.compiled import compiled_once  # not before the home folder was moved

    with compiled_once():
        yield


@pytest.fixture(autouse=True)
def _leaves_nothing_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on threads, top-level widgets, timers and animations that outlive the test."""
    threads = set(threading.enumerate())
    if ring(request.node.nodeid) == "unit":  # no Qt there; to look through its objects takes time
        yield
        if left := leftovers.alive_threads(threads):
            pytest.fail("left behind: " + ", ".join(left))
        return
    before = leftovers.alive_in_qt()
    gc.disable()  # no worker takes widgets apart: the window collects by itself
    yield
    gc.enable()
    left = leftovers.alive_threads(threads)
    if leftovers.alive_in_qt().keys() - before.keys():
        gc.unfreeze()  # the program freezes what there is once it is warm
        gc.collect()  # a cycle may hold a widget that nobody uses any more
        gc.freeze()
        left += [name for key, name in leftovers.alive_in_qt().items() if key not in before]
    if left:
        pytest.fail("left behind: " + ", ".join(left))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long each ring took."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[ring(report.nodeid)] += report.duration
    spent = [f"{name} {total:.0f} s" for name, total in sorted(seconds.items())]
    if spent:
        terminalreporter.write_line("Rings: " + ", ".join(spent))


def ring(nodeid: str) -> str:
    """Name the ring of a test by its folder: what mirrors the package is the unit ring, the
    window ring where it needs Qt, the player ring where it plays real files with the real VLC."""
    folders = nodeid.split("/")[1:-1]
    rings = {"architecture", "journeys", "faults", "benchmarks", "packaging"}
    if folders and folders[0] in rings:
        return folders[0]
    if not folders or {"ui", "app"} & set(folders):  # without a folder: one that a test writes
        return "window"
    return "player" if "playback" in folders else "unit"
