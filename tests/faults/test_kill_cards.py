"""kill -9 while flashcards are answered, and while one is written: what was told is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.storage import backup
from tests.support.cards import Shelf, open_shelf
from tests.support.recalling import ratings
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

CARDS = 60
FIRST = 6
"""So many steps are waited for: a busy machine makes few of them in a moment."""


def fill(data_dir: Path) -> None:
    """Make a deck of new cards, all of them for today."""
    shelf = open_shelf(data_dir)
    deck_id = shelf.decks.create_deck(shelf.user_id, "Renal")
    (preset,) = shelf.decks.presets(shelf.user_id)
    unlimited = replace(preset, new_per_day=9999, reviews_per_day=9999)
    shelf.decks.save_preset(shelf.user_id, unlimited)
    kind = next(one.id for one in shelf.decks.note_types(shelf.user_id) if one.name == "Basic")
    for number in range(CARDS):
        fields = (f"front {number}", f"back {number}")
        shelf.notes.add_note(shelf.user_id, deck_id, kind, fields)
    shelf.desk.context.close()


def study_until_killed(data_dir: Path, way: str, seed: int, seconds: float) -> list[dict[str, Any]]:
    """Kill a student ``seconds`` after its first steps; return what it was told is saved."""
    command = [sys.executable, "-m", "tests.support.recalling", str(data_dir), str(seed), way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY) as student:
        assert student.stdout is not None
        said = b"".join(student.stdout.readline() for _ in range(FIRST))
        time.sleep(seconds)
        student.kill()
        said += student.stdout.read()
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]


def forgotten(shelf: Shelf, said: list[dict[str, Any]]) -> list[str]:
    """Return the cards whose answers on the disk are not those that were told last."""
    study = shelf.desk.context.service(StudyService)
    last = {fact["card"]: fact["ratings"] for fact in said if "card" in fact}
    kept = {card: ratings(study.history(shelf.user_id, card)) for card in last}
    return [
        f"{card}: told {told}, kept {kept[card]}"
        for card, told in last.items()
        if kept[card] != told
    ]


def one_step(words: str) -> bool:
    """Whether it is the step that was under way: an answer more or less than was told."""
    told, kept = (json.loads(part) for part in words.partition("told ")[2].split(", kept "))
    return told in (kept[:-1], kept + told[-1:])


def kill_often(data_dir: Path, way: str, times: int, longest: float) -> int:
    """Kill so often; return how many steps were told."""
    chance = random.Random(20261122)
    fill(data_dir)
    steps = 0
    for seed in range(times):
        said = study_until_killed(data_dir, way, seed, chance.random() * longest)
        steps += len(said) - 1
        shelf = open_shelf(data_dir)
        lost = forgotten(shelf, said)
        assert len(lost) <= 1
        assert all(map(one_step, lost)), lost
        assert shelf.cards.wrong_states(shelf.user_id) == set()
        shelf.desk.context.close()
        assert backup.inspect(DataPaths(data_dir).database) == []
    return steps


def test_no_answer_to_a_card_is_lost_when_the_program_is_killed(data_dir: Path) -> None:
    assert kill_often(data_dir, "session", 4, 0.25) > 4 * (FIRST - 2)


@pytest.mark.campaign
def test_no_answer_to_a_card_is_lost_in_100_kills(data_dir: Path) -> None:
    assert kill_often(data_dir, "session", 100, 0.25) > 1000


def test_no_answer_at_the_window_is_lost_when_it_is_killed(data_dir: Path) -> None:
    assert kill_often(data_dir, "window", 2, 0.6) > 2 * (FIRST - 2)


@pytest.mark.campaign
def test_no_answer_at_the_window_is_lost_in_20_kills(data_dir: Path) -> None:
    assert kill_often(data_dir, "window", 20, 1.0) > 200


def write_and_kill(data_dir: Path, times: int) -> None:
    """Kill while notes are written: each text is the last that was told, or one step on."""
    chance = random.Random(3)
    fill(data_dir)
    told: dict[str, list[str]] = {}
    for seed in range(times):
        said = study_until_killed(data_dir, "editor", seed, 0.3 + chance.random())
        told |= {kind: texts for fact in said for kind, texts in fact.items() if kind != "began"}
        shelf = open_shelf(data_dir)
        (first, *_) = shelf.search.find(shelf.user_id, "")
        note = shelf.notes.note(shelf.user_id, shelf.notes.card(shelf.user_id, first).note_id)
        draft = shelf.notes.draft(shelf.user_id)
        kept = {"note": note.fields, "draft": draft.fields if draft else ()}
        further = 0
        for kind, texts in told.items():
            assert kept[kind][1:] == tuple(texts[1:])
            assert kept[kind][0].startswith(texts[0])
            further += kept[kind][0] != texts[0]
        assert further <= 1
        told = {kind: list(texts) for kind, texts in kept.items() if kind in told}
        shelf.desk.context.close()
        assert backup.inspect(DataPaths(data_dir).database) == []
    assert len(told) == 2


def test_what_was_written_is_there_when_the_editor_is_killed(data_dir: Path) -> None:
    write_and_kill(data_dir, 3)


@pytest.mark.campaign
def test_what_was_written_is_there_after_20_kills(data_dir: Path) -> None:
    write_and_kill(data_dir, 20)
