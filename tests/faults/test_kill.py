"""kill -9 at random moments of answering: nothing acknowledged is lost, nothing is corrupt."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.attempts.models import letters
from ms2qbank_desktop.storage import backup
from tests.support.bank import Desk, open_desk

ROOT = Path(__file__).resolve().parents[2]


def answer_until_killed(data_dir: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Start a student, kill it at a random moment and return what it was told is saved."""
    command = [sys.executable, "-m", "tests.support.answering", str(data_dir)]
    with subprocess.Popen(
        [*command, str(chance.randrange(10**6))], stdout=subprocess.PIPE, cwd=ROOT
    ) as student:
        assert student.stdout is not None
        first = student.stdout.readline() + student.stdout.readline()
        time.sleep(chance.random() * 0.25)
        student.kill()
        said = first + student.stdout.read()
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]


def lost(desk: Desk, said: list[dict[str, Any]]) -> list[str]:
    """Return what was acknowledged last and is not in the database."""
    last: dict[tuple[int, int], dict[str, Any]] = {
        (fact["block"], fact["position"]): fact for fact in said if "position" in fact
    }
    marks = {fact["question"]: fact["marked"] for fact in said if "marked" in fact}
    ended = {fact["ended"] for fact in said if "ended" in fact}
    faults = []
    for (block_id, position), fact in last.items():
        block = desk.practice.block(desk.user_id, block_id)
        item = block.items[position]
        newest = fact is said[-1]
        kept = {
            "answer": letters(item.answer),
            "struck": letters(item.struck),
            "submitted": item.submitted,
            "hint_used": item.hint_used,
            "phrases_used": item.phrases_used,
            "scroll": item.scroll,
            "confidence": desk.attempts.confidences(block_id).get(position),
        }
        # The step under way when it was killed may be on disk without having been told.
        if any(fact[name] != value for name, value in kept.items()) and not newest:
            faults.append(f"{fact} became {item}")
        if item.time_ms < fact["item_ms"] or block.elapsed_ms < fact["block_ms"]:
            faults.append(f"time of {fact} went back to {item.time_ms}, {block.elapsed_ms}")
        if block_id in ended and block.ended_at is None:
            faults.append(f"block {block_id} is open again")
    current = said[-1].get("question")
    kept_marks = desk.attempts.marked(desk.user_id, list(marks))
    faults += [
        f"mark of {question} is lost"
        for question, marked in marks.items()
        if marked != (question in kept_marks) and question != current
    ]
    return faults


def kill_often(data_dir: Path, times: int) -> None:
    chance = random.Random(20260302)
    open_desk(data_dir, questions=40).context.close()
    acknowledged = 0
    for _ in range(times):
        said = answer_until_killed(data_dir, chance)
        acknowledged += len(said)
        desk = open_desk(data_dir, questions=0)
        assert lost(desk, said) == []
        assert desk.attempts.mend_states() == []
        desk.context.close()
        assert backup.inspect(DataPaths(data_dir).database) == []
    assert acknowledged > times


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(data_dir: Path) -> None:
    kill_often(data_dir, 5)


@pytest.mark.campaign
def test_no_acknowledged_answer_is_lost_in_200_kills(data_dir: Path) -> None:
    kill_often(data_dir, 200)
