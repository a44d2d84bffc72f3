"""How long packages and notes take on their way in and out, the check of them and the memory of all
cards, as ratios to the real Anki in the same run: of processor time, for others on the machine add
to the time on the wall only.

The short form has 1,000 cards and runs with the other benchmarks; ``-m campaign`` has the 35,000
cards with 500,000 reviews of ../shared/bench. Needs MS2QBANK_ANKI_PYTHON for the ratio.
"""

from __future__ import annotations

import json
import resource
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Algorithm
from ms2qbank_desktop.features.flashcards.service.mending import MendingService
from ms2qbank_desktop.storage import backup
from tests.support.card_bench import make_cards
from tests.support.cards import Shelf, open_shelf
from tests.support.real_anki import PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOALS = {"import": 0.8, "export": 0.8, "notes": 0.67, "memory": 2.0, "check": 0.5}
MOST = {"1k": 15.0, "35k": 6.0}
"""Ratios that a busy machine may reach; the goals are printed beside what was measured. Of a small
package most of the time is not the cards."""
LONGEST_WAIT_MS = 2_500
"""Of another write during an import; half a second on a quiet machine."""
ANKI = """
import json, sys, time
from anki import deck_config_pb2 as dc
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions
from anki.import_export_pb2 import ImportAnkiPackageRequest, ImportCsvRequest
package, text, folder = sys.argv[1:]
taken = {}
def timed(name, what, *args, **named):
    began = time.process_time()
    what(*args, **named)
    taken[name] = time.process_time() - began
collection = Collection(folder + "/new.anki2")
timed("import", collection.import_anki_package, ImportAnkiPackageRequest(package_path=package,
    options=ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)))
timed("export", collection.export_anki_package, out_path=folder + "/new.apkg", limit=None,
    options=ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True))
timed("check", collection.fix_integrity)
configs = [dc.DeckConfig.FromString(one.config.SerializeToString())
    for one in collection._backend.get_deck_configs_for_update(1).all_config]
timed("memory", collection._backend.update_deck_configs, target_deck_id=1, configs=configs,
    removed_config_ids=[], mode=dc.UPDATE_DECK_CONFIGS_MODE_NORMAL, card_state_customizer="",
    limits=dc.DeckConfigsForUpdate.CurrentDeck.Limits(), new_cards_ignore_review_limit=False,
    fsrs=True, apply_all_parent_limits=False, fsrs_reschedule=False, fsrs_health_check=False)
collection.close()
notes = Collection(folder + "/notes.anki2")
metadata = notes.get_csv_metadata(text, None)
timed("notes", notes.import_csv, ImportCsvRequest(path=text, metadata=metadata))
print(json.dumps(taken))
"""


def measure(folder: Path, preset: str) -> dict[str, float]:
    """Do the same with the set called ``preset`` here and, where there is one, in Anki."""
    maker = open_shelf(folder / "maker")
    maker.take(make_cards(folder, preset))
    package, text = folder / "cards.apkg", folder / "notes.txt"
    maker.exchange.export(maker.user_id, package)
    maker.exchange.export(maker.user_id, text)
    maker.desk.context.close()
    shelf = open_shelf(folder / "profile")
    taken: dict[str, float] = {}
    with timed(taken, "import"), writing_beside(shelf) as waits:
        report = shelf.take(package)
    assert report.problems == []
    with timed(taken, "export"):
        shelf.exchange.export(shelf.user_id, folder / "again.apkg")
    with timed(taken, "check"):
        assert backup.inspect(shelf.desk.context.paths.database) == []
        assert shelf.desk.context.service(MendingService).mend(Silent()) == []
    for one in shelf.decks.presets(shelf.user_id):
        fsrs = replace(one, algorithm=Algorithm.FSRS, memory_from_log=True)
        shelf.decks.save_preset(shelf.user_id, fsrs)
    with timed(taken, "memory"):
        for one in shelf.decks.presets(shelf.user_id):
            shelf.cards.recompute(shelf.user_id, one.id, Silent())
    shelf.desk.context.close()
    empty = open_shelf(folder / "notes")
    with timed(taken, "notes"):
        assert empty.take(text).added == report.added
    empty.desk.context.close()
    found = {
        "cards": report.cards,
        "reviews": report.reviews,
        **{f"{name}_s": seconds for name, seconds in taken.items()},
        "longest_wait_ms": max(waits, default=0.0),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    for name, seconds in anki_beside(package, text, folder).items():
        found |= {f"anki_{name}_s": seconds, f"{name}_ratio": taken[name] / seconds}
    return found


@contextmanager
def timed(taken: dict[str, float], name: str) -> Iterator[None]:
    began = time.process_time()
    yield
    taken[name] = time.process_time() - began


@contextmanager
def writing_beside(shelf: Shelf) -> Iterator[list[float]]:
    """Write again and again meanwhile; yield how long that took, in milliseconds."""
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.05):
            began = time.perf_counter()
            with shelf.desk.context.store.write():
                waits.append(1000 * (time.perf_counter() - began))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield waits
    finally:
        done.set()
        writer.join()


def anki_beside(package: Path, text: Path, folder: Path) -> dict[str, float]:
    """Return the seconds that the real Anki needs for the same; nothing without it."""
    if not PYTHON:
        return {}
    command = [PYTHON, "-c", ANKI, str(package), str(text), str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    times: dict[str, float] = json.loads(said)
    return times


def check(found: dict[str, float], preset: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        figures = {name: round(value, 2) for name, value in found.items()}
        print(json.dumps({"preset": preset, "goals": GOALS, **figures}))
    assert found["longest_wait_ms"] < LONGEST_WAIT_MS
    for name in GOALS:
        assert found.get(f"{name}_ratio", 0) < MOST[preset], name


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
