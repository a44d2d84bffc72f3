"""From an empty folder over a killed block to its result, at the real window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.practice.service import PracticeService
from tests.support.shared_data import shared

ROOT = Path(__file__).resolve().parents[2]
MEDQA = "data/questions/medqa/medqa_usmle_test_5opt.jsonl"
GASBANK = "data/questions/gasbank/questions.json"

pytestmark = pytest.mark.journey


def sit_down(data_dir: Path, *task: str, kill: bool = False) -> list[dict[str, Any]]:
    """Put a student at the window and return what was on the screen; kill -9 after one line."""
    command = [sys.executable, "-m", "tests.support.student", str(data_dir), *task]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as student:
        assert student.stdout is not None
        said = student.stdout.readline()
        if kill:
            student.kill()
        said += student.stdout.read()
    assert kill or student.returncode == 0
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize(
    ("file", "mode", "number"), [(MEDQA, "Timed", 1273), (GASBANK, "Tutor", 355)]
)
def test_a_block_killed_in_the_middle_goes_on_and_its_result_is_what_was_answered(
    data_dir: Path, file: str, mode: str, number: int
) -> None:
    (before,) = sit_down(data_dir, "begin", str(shared(file)), mode, kill=True)
    assert before["title"] == "Item 7 of 20"
    assert sum(map(bool, before["answers"])) == 7
    assert before["flashes"] == []
    after, result = sit_down(data_dir, "go-on")
    for same in ("title", "position", "answers", "settled", "marked", "questions"):
        assert after[same] == before[same]
    assert -1_000 <= after["elapsed_ms"] - before["elapsed_ms"] <= 1_000 + after["open_ms"]

    context = AppContext(data_dir)
    practice = context.service(PracticeService)
    user_id = context.service(AccountService).acting().id
    (block,) = practice.blocks(user_id)
    found = practice.result(user_id, block.id)
    context.close()
    assert [item.given for item in found.items] == before["answers"]
    assert [item.question_id for item in found.items] == before["questions"]
    assert [item.marked for item in found.items] == before["marked"]
    assert found.block.omitted == 13
    assert f"{round(found.percent)} %" in result["words"]
    assert block.mode.title() == mode
    assert len(set(before["questions"])) == 20
    assert number >= 20
