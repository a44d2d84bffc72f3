"""How long a key takes in a note of 100 kB with 300 links, in every mode, while it is saved; and
how long the window is busy at once while such a note is opened."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook.ui.editor_panes import PREVIEW_MS
from ms2qbank_desktop.features.notebook.wiki import wiki_links
from tests.benchmarks.measuring import Watch, quantiles, tell, worked
from tests.support.note_writer import NoteWriter, long_body

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.measuring import Figures, Pace

KEY_MS = 16.0
"""Of a key and what follows from it until the next, 95th percentile; of a turn of the loop."""
FOLLOWS_MS = 150.0
"""From a key to the preview that shows it: the pause and the work."""
KEYS, ROUNDS = 60, 5
PLACES = (0.02, 0.5, 0.98)
LETTERS = "abcdefgh ijklmnop qrstuvwxyz"


def typed(writer: NoteWriter, chance: random.Random) -> tuple[list[float], list[float]]:
    """Type at three places; return the times of keys with their paint, and of all other turns."""
    keys, turns, length = [], [], len(writer.editor.body())
    for place in PLACES:
        writer.editor.go_to(int(length * place))
        writer.linger(0.2)
        for _ in range(KEYS // len(PLACES)):
            letter = chance.choice(LETTERS)

            def strike(letter: str = letter) -> None:
                QTest.keyClicks(writer.editor.panes.pane, letter)
                writer.app.processEvents()

            keys.append(worked(strike))
            until = time.monotonic() + 0.03
            while time.monotonic() < until:
                turns.append(worked(writer.app.processEvents))
                time.sleep(0.001)
    return keys, turns


def switched(writer: NoteWriter, mode: str) -> float:
    """Switch to a mode; return the longest turn of the loop until all of the text is there."""
    return Watch(writer).turn(lambda: writer.editor.toolbar.mode_chosen.emit(mode))


def preview_follows(writer: NoteWriter) -> list[float]:
    """Return the milliseconds from a key to the preview that shows it, for the window alone."""
    preview, taken = writer.editor.panes.preview, list[float]()
    assert preview is not None
    writer.editor.go_to(len(writer.editor.body()) // 2)
    for number in range(12):
        writer.linger(0.15)
        sign = f"q{number}"
        ms = PREVIEW_MS + worked(lambda: writer.type_text(sign))  # noqa: B023
        while sign not in preview.toPlainText():
            ms += worked(writer.app.processEvents)
            time.sleep(0.001)
        taken.append(ms)
    return taken


@pytest.mark.benchmark
def test_a_key_in_a_long_note_takes_less_than_a_frame_in_every_mode(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    body = long_body(160)
    assert len(body) > 98_000
    assert len(wiki_links(body)) == 300
    writer = NoteWriter(data_dir)
    writer.shell.resize(1280, 800)
    for number in range(300):
        writer.write_note(f"Topic {number}", "text")
    note_id = writer.write_note("Long", body)
    writer.settle()
    opening = [worked(lambda: writer.editor.open(note_id))]
    began = time.monotonic()
    while time.monotonic() - began < 1.0:
        opening.append(worked(writer.app.processEvents))
        time.sleep(0.001)
    chance = random.Random(7)
    told: dict[str, Figures] = {}
    modes = ("write", "source", "split")
    switching = [max(switched(writer, mode) for mode in modes) for _ in range(ROUNDS)]
    for mode in modes:
        writer.set_mode(mode)
        writer.to_end()
        keys, turns = typed(writer, chance)
        told[mode] = quantiles(keys) | {
            "turn_p95": quantiles(turns)["p95"],
            "turn_max": round(max(turns), 1),
        }
    follows = quantiles(preview_follows(writer))
    writer.settle()
    assert writer.on_disk().body == writer.editor.body()
    writer.leave()
    more = {"preview": follows, "opening_turn": round(max(opening), 1), "switch": switching}
    tell(capsys, {"slack": pace.slack, **told, **more})
    assert max(figures["p95"] for figures in told.values()) <= pace.slack * KEY_MS
    assert max(figures["turn_p95"] for figures in told.values()) <= pace.slack * KEY_MS
    assert quantiles(switching)["median"] <= pace.slack * KEY_MS
    assert follows["median"] <= pace.slack * FOLLOWS_MS


@pytest.mark.benchmark
def test_saving_a_long_note_leaves_the_thread_of_the_window_alone(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = NoteWriter(data_dir)
    writer.open_note("Long", long_body(160))
    taken: list[float] = []
    for _ in range(5):
        writer.type_text("x")
        turns = []
        while writer.editor.autosave.waiting or writer.editor.autosave.busy:
            turns.append(worked(writer.app.processEvents))
            time.sleep(0.0005)
        taken.append(max(turns))
    writer.leave()
    saving = quantiles(taken)
    tell(capsys, {"slack": pace.slack, "longest_turn_while_saving": saving})
    assert saving["median"] <= pace.slack * KEY_MS
