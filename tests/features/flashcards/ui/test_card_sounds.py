"""Sounds of cards through the real VLC, and what is said where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.flashcards.ui.sounds import Sounds
from tests.support.learner import Learner, write_tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Sounds]:  # noqa: ARG001
    owner = QObject()
    player = Sounds(owner)
    yield player
    player.close()
    owner.deleteLater()


def test_sounds_are_played_one_after_the_other(
    player: Sounds, qtbot: QtBot, tmp_path: Path
) -> None:
    pytest.importorskip("vlc")
    first, second = write_tone(tmp_path / "1.wav"), write_tone(tmp_path / "2.wav")
    assert "vlc" not in sys.modules or not player.sounding
    with qtbot.waitSignal(player.finished, timeout=10_000):
        player.play((first, second))
        assert player.sounding
    assert not player.sounding


def test_another_sound_takes_the_place_of_the_first(
    player: Sounds, qtbot: QtBot, tmp_path: Path
) -> None:
    long, short = write_tone(tmp_path / "1.wav", 30), write_tone(tmp_path / "2.wav")
    player.play((long,))
    with qtbot.waitSignal(player.finished, timeout=10_000):
        player.play((short,))


def test_a_file_that_is_no_sound_ends_by_itself(
    player: Sounds, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"no sound")
    with qtbot.waitSignal(player.finished, timeout=10_000):
        player.play((broken,))


def test_without_vlc_it_is_told_once(
    player: Sounds, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vlc", None)
    monkeypatch.setattr(libvlc, "_opened", None)
    told: list[bool] = []
    player.missing.connect(lambda: told.append(True))
    player.play((write_tone(tmp_path / "1.wav"),))
    qtbot.waitUntil(lambda: bool(told))
    player.play((write_tone(tmp_path / "1.wav"),))
    assert not player.sounding
    assert told == [True]


def test_vlc_is_not_loaded_before_the_first_sound(player: Sounds) -> None:
    player.stop()
    player.pause()
    assert not player.sounding


def test_a_card_plays_its_sound_by_itself_and_again(
    seat: Callable[..., Learner], tmp_path: Path
) -> None:
    learner = seat(notes=[("Basic", ("Listen [sound:tone.wav]", "a tone"))])
    tone = write_tone(tmp_path / "tone.wav", 20)
    kept = learner.program.context.media.add((tone.read_bytes(),), "wav")
    with learner.program.context.store.write() as session:
        from ms2qbank_desktop.features.flashcards.queries import media

        media.add(session, learner.user_id, {"tone.wav": kept})
    learner.study()
    player = learner.page.sounds.player
    assert player.sounding
    player.stop()
    assert not player.sounding
    learner.press("R")
    assert player.sounding
    learner.press("Space", "R")
    assert player.sounding
    learner.press("Escape")
    assert not player.sounding


def test_without_vlc_study_goes_on_with_a_notice(
    seat: Callable[..., Learner], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vlc", None)
    monkeypatch.setattr(libvlc, "_opened", None)
    learner = seat(notes=[("Basic", ("Listen [sound:tone.wav]", "a tone"))])
    kept = learner.program.context.media.add((write_tone(tmp_path / "t.wav").read_bytes(),), "wav")
    with learner.program.context.store.write() as session:
        from ms2qbank_desktop.features.flashcards.queries import media

        media.add(session, learner.user_id, {"tone.wav": kept})
    learner.study()
    learner.wait(lambda: learner.sees("Sounds need VLC, which was not found."))
    learner.press("Space", "3")
    assert learner.page.session.done == 1
