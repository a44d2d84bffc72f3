"""Folders of notes.jsonl, cards.csv and reviews.csv, as shared/bench/make_cards.py writes them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.models import CardState
from tests.features.flashcards.formats.reading import NOW, TODAY, everything
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest of the generator's sets."""
    folder = tmp_path_factory.mktemp("cards")
    program = shared("bench/make_cards.py")
    subprocess.run(
        [sys.executable, program, "--preset", "1k", "--out-dir", folder],
        check=True,
        capture_output=True,
    )
    return folder


def test_every_note_card_and_review_is_read(folder: Path, scratch: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    found = everything(folder, scratch)
    assert not found.problems
    assert len(found.notes) == meta["notes"]
    assert len(found.cards) == meta["cards"]
    assert len(found.reviews) == meta["reviews"]
    states = [str(packed.item.schedule.state) for packed in found.cards]
    assert {state: states.count(state) for state in set(states)} == meta["card_states"]
    assert sum(packed.item.suspended for packed in found.cards) == meta["suspended"]
    tags = {tag for packed in found.notes for tag in packed.note.tags}
    assert len(tags) == meta["distinct_tags"]
    due = [
        packed
        for packed in found.cards
        if packed.item.schedule.state is CardState.REVIEW
        and not packed.item.suspended
        and (packed.item.schedule.due_day or 0) <= TODAY
    ]
    assert len(due) == meta["due_now"]


def test_its_days_are_moved_so_that_the_reference_day_is_today(folder: Path, scratch: Path) -> None:
    reference = json.loads((folder / "meta.json").read_text())["reference_now_ms"]
    shift = int(NOW.timestamp() * 1000) // DAY_MS - reference // DAY_MS
    found = everything(folder, scratch)
    with (folder / "reviews.csv").open(newline="") as file:
        told = list(csv.DictReader(file))
    assert [row.at_ms for row in found.reviews] == [
        int(row["reviewed_at"]) + shift * DAY_MS for row in told
    ]
    assert [(row.card_id - 1, row.rating, row.interval) for row in found.reviews] == [
        (int(row["card_index"]), int(row["rating"]), int(row["interval"])) for row in told
    ]
    with (folder / "cards.csv").open(newline="") as file:
        for row, packed in zip(csv.DictReader(file), found.cards, strict=True):
            schedule, due = packed.item.schedule, int(row["due"])
            assert round(schedule.ease * 1000) == int(row["ease_permille"])
            if row["state"] == "review":
                assert schedule.due_day == TODAY + due
            elif row["state"] == "new":
                assert schedule.position == due
            else:
                assert schedule.due_at == NOW + timedelta(seconds=due)


def test_bad_lines_are_told_and_the_rest_is_kept(
    folder: Path, tmp_path: Path, scratch: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    notes = (folder / "notes.jsonl").read_text().splitlines()[:3]
    (broken / "notes.jsonl").write_text("\n".join([*notes, "{", "[1]", '{"guid": "x"}']))
    head, *cards = (folder / "cards.csv").read_text().splitlines()[:3]
    (broken / "cards.csv").write_text("\n".join([head, *cards, "9,9999,0,new,0,0,0,0,0,0", "x"]))
    (broken / "reviews.csv").write_text("something,else\n1,2\n")
    found = everything(broken, scratch)
    assert (len(found.notes), len(found.cards), found.reviews) == (3, 2, [])
    assert [problem.where for problem in found.problems] == [
        *(f"notes.jsonl, line {line}" for line in (4, 5, 6)),
        *(f"cards.csv, line {line}" for line in (4, 5)),
        "reviews.csv",
    ]
