"""Garbage is collected by the window's thread alone."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from ms2qbank_desktop.ui.collecting import EVERY_MS, Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Ring:
    """Garbage that only a collection finds; says which thread that was."""

    def __init__(self, threads: list[int]) -> None:
        self.itself = self
        self._threads = threads

    def __del__(self) -> None:
        self._threads.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:  # noqa: ARG001 (a timer needs the application)
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    parent = QObject()
    collector = Collector(parent)
    collector.begin()
    yield collector
    collector.stop()
    gc.set_threshold(*thresholds)
    if not was_on:
        gc.disable()


def test_garbage_of_a_worker_is_collected_by_the_window(collector: Collector, qtbot: QtBot) -> None:
    threads: list[int] = []

    def work() -> None:
        for _ in range(5000):
            Ring(threads)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert threads == []
    qtbot.waitUntil(lambda: len(threads) == 5000, timeout=2000)
    assert set(threads) == {threading.get_ident()}
    assert collector.parent() is not None


def test_older_generations_are_collected_in_their_turn(collector: Collector) -> None:
    gc.collect()
    generations: list[int] = []

    def note(phase: str, facts: dict[str, int]) -> None:
        if phase == "start":
            generations.append(facts["generation"])

    gc.callbacks.append(note)
    keep: list[list[int]] = []
    for _ in range(150):
        keep += [[] for _ in range(1000)]
        collector.collect()
    gc.callbacks.remove(note)
    assert {0, 1, 2} == set(generations)
    assert generations.count(0) > generations.count(1) > generations.count(2) > 0


def test_python_collects_by_itself_once_the_window_is_closed(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_nothing_is_collected_while_the_program_starts(qtbot: QtBot) -> None:
    was_on = gc.isenabled()
    parent = QObject()
    collector = Collector(parent)
    found: list[str] = []
    gc.callbacks.append(lambda phase, _facts: found.append(phase))
    keep = [[] for _ in range(100_000)]  # type: ignore[var-annotated]
    qtbot.wait(3 * EVERY_MS)
    gc.callbacks.pop()
    collector.stop()
    if not was_on:
        gc.disable()
    assert len(keep) == 100_000
    assert found == []
