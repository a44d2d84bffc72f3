"""How many questions a second of the processor an import brings onto the disk."""

from __future__ import annotations

import json
import random
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.questions.models import ImportRequest
from tests.benchmarks.measuring import tell
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

WORDS = 4_000
STEM_WORDS = (60, 160)
GOAL = 5_000
"""Questions a second, by the processor."""


def write_lines(file: Path, number: int) -> None:
    """Write ``number`` questions of the length of real vignettes as JSON lines."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioulnrst", k=chance.randint(2, 11))) for _ in range(WORDS)]
    with file.open("w", encoding="utf-8") as lines:
        for at in range(number):
            stem = " ".join(chance.choices(words, k=chance.randint(*STEM_WORDS)))
            options = {letter: " ".join(chance.choices(words, k=4)) for letter in "ABCDE"}
            item = {"question": f"{at} {stem}?", "options": options, "answer_idx": "C"}
            lines.write(json.dumps(item) + "\n")


def questions_a_second(data_dir: Path, number: int) -> float:
    """Import ``number`` questions into a new bank and return the rate."""
    file = data_dir.parent / "questions.jsonl"
    write_lines(file, number)
    desk = open_desk(data_dir, questions=0)
    began = time.process_time()
    report = desk.bank.import_files(ImportRequest((file,)), Silent())
    taken = time.process_time() - began
    desk.context.close()
    assert report.added == number
    return number / taken


@pytest.mark.benchmark
def test_an_import_brings_thousands_of_questions_a_second(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [data_dir.parent / str(at) for at in range(5)]
    for folder in folders:
        folder.mkdir()
    rates = [questions_a_second(folder / "profile", 3_000) for folder in folders]
    tell(capsys, {"slack": pace.slack, "questions a second": [round(rate) for rate in rates]})
    assert statistics.median(rates) >= GOAL / pace.slack


@pytest.mark.campaign
def test_an_import_of_100_000_questions_reaches_its_goal(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate = questions_a_second(data_dir, 100_000)
    with capsys.disabled():
        print(json.dumps({"questions a second": round(rate)}))
    assert rate >= GOAL
