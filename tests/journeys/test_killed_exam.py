"""kill -9 at any moment of an exam at the real window: what the screen has shown comes back."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.bank import open_desk
from tests.support.examinee import add_questions, question
from tests.support.sitting import ITEMS

ROOT = Path(__file__).resolve().parents[2]
FIRST = 5
"""So many steps are waited for: a busy machine makes few of them in a moment."""
WORDS = "A man of 60 comes to the physician because of pain in his chest since this morning. " * 20

pytestmark = pytest.mark.journey


def bank(data_dir: Path) -> None:
    """Fill a profile with questions that are long and have hint and key phrases."""
    desk = open_desk(data_dir, 0)
    add_questions(
        desk,
        [
            question(at, stem=f"{at}. {WORDS}", hint="Think.", key_phrases=["pain in his chest"])
            for at in range(1, ITEMS + 1)
        ],
    )
    desk.context.close()


def sit(data_dir: Path, seed: int | None, seconds: float = 0.0) -> list[dict[str, Any]]:
    """Let a student sit, killed ``seconds`` after the first steps; or look (``seed`` None)."""
    command = [sys.executable, "-m", "tests.support.sitting", str(data_dir)]
    command += [] if seed is None else [str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as student:
        assert student.stdout is not None
        said = b"".join(student.stdout.readline() for _ in range(1 if seed is None else FIRST))
        if seed is not None:
            time.sleep(seconds)
            student.kill()
        said += student.stdout.read()
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]


def compare(data_dir: Path, seed: int, seconds: float) -> int:
    """Kill a student and see that the last step shown, or one begun after it, is there."""
    said = sit(data_dir, seed, seconds)
    # One step may have been saved without having been told: the student is let do it again.
    (after,) = sit(data_dir, None)
    before = said[-1]
    assert after["block"] == before["block"]
    assert after["item_ms"] >= before["item_ms"] or after["position"] != before["position"]
    assert after["block_ms"] >= before["block_ms"]
    changed = {
        name
        for name, value in before.items()
        if name not in {"item_ms", "block_ms"} and not _alike(name, value, after[name])
    }
    # Going on to another item changes what is open; every other step changes one thing, but that
    # the explanation beside an answer leaves the question another height to be scrolled in.
    one_step = len(changed) <= 1 or changed == {"submitted", "scroll"}
    assert "position" in changed or one_step, (before, after)
    return len(said)


def _alike(name: str, before: Any, after: Any) -> bool:
    if name == "note" and before is None:  # it was not open
        return True
    return abs(before - after) <= 3 if name == "scroll" else bool(before == after)


def test_what_the_exam_has_shown_is_there_after_a_kill(data_dir: Path) -> None:
    bank(data_dir)
    chance = random.Random(7)
    steps = sum(compare(data_dir, seed, chance.random() * 1.5) for seed in range(4))
    assert steps >= 4 * FIRST


@pytest.mark.campaign
def test_what_the_exam_has_shown_is_there_after_20_kills(data_dir: Path) -> None:
    bank(data_dir)
    chance = random.Random(8)
    for seed in range(20):
        compare(data_dir, seed, chance.random() * 2)
