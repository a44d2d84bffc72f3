"""How long packages take on their way in and out, as a ratio to the real Anki in the same run.

The short form has 1,000 cards and runs with the other benchmarks; ``-m campaign`` has the 35,000
cards with 500,000 reviews of ../shared/bench. Needs MS2QBANK_ANKI_PYTHON for the ratio.
"""

from __future__ import annotations

import json
import resource
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from tests.support.card_bench import make_cards
from tests.support.cards import open_shelf
from tests.support.real_anki import PYTHON

if TYPE_CHECKING:
    from pathlib import Path

GOAL = 0.8
MOST = {"1k": 12.0, "35k": 4.0}
"""Ratios that a busy machine may reach; the goal is printed beside what was measured. Of a small
package most of the time is not the cards."""
LONGEST_WAIT_MS = 2_500
"""Of another write during an import; half a second on a quiet machine."""
ANKI = """
import sys, time
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions
from anki.import_export_pb2 import ImportAnkiPackageRequest
package, folder = sys.argv[1:]
collection = Collection(folder + "/new.anki2")
began = time.perf_counter()
collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=
    ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)))
taken = time.perf_counter() - began
began = time.perf_counter()
collection.export_anki_package(out_path=folder + "/new.apkg", limit=None, options=
    ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True))
print(taken, time.perf_counter() - began)
"""


def measure(folder: Path, preset: str) -> dict[str, float]:
    """Import and export the set called ``preset`` here and, where there is one, in Anki."""
    maker = open_shelf(folder / "maker")
    maker.take(make_cards(folder, preset))
    package = folder / "cards.apkg"
    maker.exchange.export(maker.user_id, package)
    maker.desk.context.close()
    shelf = open_shelf(folder / "profile")
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.05):
            began = time.perf_counter()
            with shelf.desk.context.store.write():
                waits.append(1000 * (time.perf_counter() - began))

    writer = threading.Thread(target=write)
    writer.start()
    began = time.perf_counter()
    report = shelf.exchange.import_files(shelf.user_id, [package], Silent())
    taken = time.perf_counter() - began
    done.set()
    writer.join()
    began = time.perf_counter()
    shelf.exchange.export(shelf.user_id, folder / "again.apkg")
    written = time.perf_counter() - began
    shelf.desk.context.close()
    assert report.problems == []
    found = {
        "cards": report.cards,
        "reviews": report.reviews,
        "import_s": taken,
        "export_s": written,
        "longest_wait_ms": max(waits, default=0.0),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return found | anki_beside(package, folder, taken, written)


def anki_beside(package: Path, folder: Path, taken: float, written: float) -> dict[str, float]:
    """Return what the real Anki needs for the same package, and the ratios; nothing without it."""
    if not PYTHON:
        return {}
    said = subprocess.run(
        [PYTHON, "-c", ANKI, str(package), str(folder)], capture_output=True, text=True, check=True
    ).stdout
    importing, exporting = map(float, said.split())
    return {
        "anki_import_s": importing,
        "anki_export_s": exporting,
        "import_ratio": taken / importing,
        "export_ratio": written / exporting,
    }


def check(found: dict[str, float], preset: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        figures = {name: round(value, 2) for name, value in found.items()}
        print(json.dumps({"preset": preset, "goal": GOAL, **figures}))
    assert found["longest_wait_ms"] < LONGEST_WAIT_MS
    assert found.get("import_ratio", 0) < MOST[preset]
    assert found.get("export_ratio", 0) < MOST[preset]


@pytest.mark.benchmark
def test_a_small_package_comes_in_and_goes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(measure(tmp_path, "1k"), "1k", capsys)


@pytest.mark.benchmark
@pytest.mark.campaign
def test_a_package_of_35000_cards_comes_in_and_goes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(measure(tmp_path, "35k"), "35k", capsys)
