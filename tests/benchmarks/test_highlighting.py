"""How long the window works from the key to the highlight on the disk and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from tests.benchmarks.measuring import quantiles, tell, worked
from tests.support.examinee import question
from tests.support.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.measuring import Pace

PAINTED_MS = 8.0
"""Budget from key to paint, 95th percentile."""
WORDS = "A 24-year-old woman comes to the physician because of fatigue and cramps. "
ROUNDS, EACH = 5, 10


@pytest.mark.benchmark
def test_a_highlight_in_a_long_stem_is_saved_and_painted_within_its_budget(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [question(n, stem=f"Case {n}. {WORDS * 47}") for n in range(ROUNDS)]
    reader = Reader(data_dir, questions)
    stem = reader.question.stem
    rounds = []
    for number in range(ROUNDS):
        reader.read(number)
        assert len(stem.shown_text()) > 3_450
        taken = []
        for at in range(EACH):
            cursor = stem.textCursor()
            cursor.setPosition(60 * at)
            cursor.setPosition(60 * at + 25, QTextCursor.MoveMode.KeepAnchor)
            stem.setTextCursor(cursor)
            QApplication.processEvents()
            key = worked(lambda: reader.pen.use("highlight"))
            taken.append(key + worked(QApplication.processEvents))  # paints
        assert len(reader.kept("stem")) == EACH
        rounds.append(quantiles(taken)["p95"])
    reader.leave()
    found = quantiles(rounds)
    tell(capsys, {"slack": pace.slack, "highlight": found})
    assert found["median"] <= pace.slack * PAINTED_MS
