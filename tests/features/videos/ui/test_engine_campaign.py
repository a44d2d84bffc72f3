"""Many random actions, and many openings: nothing crashes, hangs or stays behind.

The short forms run always; ``-m campaign`` does a thousand actions and two hundred openings.
"""

from __future__ import annotations

import random
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.ui.state import State
from tests.support.cinema import CARDIO, HEVC, LONG, MICROBIOLOGY, NEPHRON, RENAL, Cinema, film

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from ms2qbank_desktop.features.videos.ui.engine import Engine

FILMS = (
    *(RENAL, CARDIO, NEPHRON, MICROBIOLOGY, LONG, HEVC),
    *("corrupt-bitflips-second-half.mp4", "corrupt-cut-in-mdat-faststart.mp4"),
    *("zero-byte.mp4", "text-renamed.mp4", "corrupt-truncated-no-moov.mp4"),
)
PAGE_KB = 4


@pytest.fixture
def cinema(qtbot: QtBot) -> Iterator[Cinema]:  # noqa: ARG001
    cinema = Cinema()
    yield cinema
    cinema.close()


def acts(cinema: Cinema, chance: random.Random) -> list[Callable[[], object]]:
    engine = cinema.engine
    return [
        lambda: engine.open(film(chance.choice(FILMS)), chance.choice((0, 0, 7_300, 61_200))),
        lambda: engine.open(film(RENAL), chance.randrange(180_000), paused=True),
        engine.play,
        engine.pause,
        engine.toggle,
        lambda: engine.seek(chance.randrange(200_000)),
        lambda: list(map(engine.seek, chance.choices(range(180_000), k=10))),
        lambda: engine.set_rate(chance.choice((0.25, 0.5, 1.0, 1.5, 2.0, 4.0))),
        lambda: engine.set_audio_track(chance.choice((1, 2, 9))),
        lambda: engine.set_subtitle_track(chance.choice((None, 3, 4, 9))),
        lambda: engine.set_volume(chance.randrange(250)),
        lambda: engine.set_muted(chance.random() < 0.5),
        engine.step_frame,
        engine.step_back,
        lambda: engine.set_loop(*sorted((chance.randrange(60_000), chance.randrange(60_000)))),
        engine.clear_loop,
        engine.picture,
        engine.close_file,
    ]


@pytest.mark.parametrize("count", [60, pytest.param(1_000, marks=pytest.mark.campaign)])
def test_random_actions_neither_crash_nor_hang_nor_leave_a_player(
    cinema: Cinema, count: int
) -> None:
    chance = random.Random(f"videos {count}")
    film(RENAL)
    does = acts(cinema, chance)
    for _ in range(count):
        chance.choice(does)()
        cinema.rest(chance.choice((0.0, 0.0, 0.01, 0.05, 0.2)))
    engine = cinema.engine
    engine.set_rate(1.0)
    cinema.open(film(RENAL), 60_000)
    engine.play()
    cinema.rest(0.6)
    assert engine.state is State.PLAYING
    assert abs(cinema.error_s(film(RENAL))) < 0.3
    # What was open before is let go while the next one plays; a subtitle may hold it for seconds.
    cinema.wait(lambda: players() <= 1)


@pytest.mark.campaign
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_two_hundred_openings_take_no_more_memory_than_twenty(cinema: Cinema) -> None:
    taken = []
    for number in range(1, 201):
        cinema.open(film((RENAL, NEPHRON, CARDIO)[number % 3]), 10_000)
        cinema.rest(0.1)
        if number in (20, 200):
            cinema.engine.close_file()
            cinema.wait(lambda: players() == 0)
            taken.append(resident_kb())
    early, late = taken
    assert late < 1.1 * early, f"{early} KB after 20, {late} KB after 200"


@pytest.mark.parametrize("first", ["engine", "surface"])
def test_engine_and_surface_may_go_in_either_order(qtbot: QtBot, first: str) -> None:
    cinema = Cinema()
    cinema.open(film(RENAL))
    parts = [cinema.engine, cinema.surface]
    for part in parts if first == "engine" else reversed(parts):
        with qtbot.waitSignal(part.destroyed):
            part.deleteLater()
        cinema.rest(0.2)
    cinema.wait(lambda: players() == 0)


def test_an_engine_that_nobody_closes_lets_its_player_go(qtbot: QtBot) -> None:
    cinema = Cinema()
    cinema.open(film(RENAL))
    engine: Engine | None = cinema.engine
    assert engine is not None
    with qtbot.waitSignal(engine.destroyed):
        engine.deleteLater()
    cinema.wait(lambda: not [t for t in threading.enumerate() if t.name.startswith("player")])
    cinema.surface.close()
    cinema.surface.deleteLater()


def players() -> int:
    """How many players are being let go."""
    return sum(thread.name == "player-end" for thread in threading.enumerate())


def resident_kb() -> int:
    return PAGE_KB * int(Path("/proc/self/statm").read_text().split()[1])
