"""Looking into files in a process of its own, which may die of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.playback import inspecting
from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
from ms2qbank_desktop.features.videos.playback.probing import probe
from tests.support.cinema import LONG, NEPHRON, RENAL, film

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to the process")


@pytest.fixture
def inspector() -> Iterator[Inspector]:
    inspector = Inspector()
    yield inspector
    inspector.close()


def child(inspector: Inspector) -> int:
    process = inspector._child  # noqa: SLF001
    assert process is not None
    assert process.pid is not None
    return process.pid


def test_it_answers_as_this_process_would(inspector: Inspector) -> None:
    assert inspector.probe(film(NEPHRON)) == probe(film(NEPHRON))
    found = inspector.picture(film(RENAL), widest=160)
    assert found is not None
    assert found.width == 160
    assert len(inspector.peaks(film(RENAL), 50) or b"") == 50


def test_it_answers_many_threads(inspector: Inspector) -> None:
    lengths: list[int] = []

    def ask() -> None:
        lengths.extend(inspector.probe(film(RENAL)).duration_ms for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths == [180_000] * 80


def test_a_file_that_kills_vlc_is_given_up_and_the_next_one_is_read(inspector: Inspector) -> None:
    inspector.probe(film(RENAL))
    dying = threading.Timer(0.2, os.kill, (child(inspector), signal.SIGKILL))
    dying.start()
    assert inspector.peaks(film(LONG)) is None
    dying.join()
    assert inspector.probe(film(RENAL)).duration_ms == 180_000


def test_a_file_that_vlc_hangs_on_is_given_up_in_time(
    inspector: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "_GRACE_S", 0.2)
    inspector.probe(film(RENAL))
    os.kill(child(inspector), signal.SIGSTOP)
    assert "gave up" in inspector.probe(film(RENAL), timeout_s=0.1).problem
    monkeypatch.undo()
    assert inspector.probe(film(RENAL)).duration_ms == 180_000


def test_a_child_that_went_home_is_replaced(inspector: Inspector) -> None:
    inspector.probe(film(RENAL))
    first = child(inspector)
    os.kill(first, signal.SIGTERM)
    inspector._child.join()  # type: ignore[union-attr]  # noqa: SLF001
    assert inspector.probe(film(RENAL)).duration_ms == 180_000
    assert child(inspector) != first
