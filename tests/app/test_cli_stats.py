"""The command `stats`, as other programs call it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import Cli
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from pathlib import Path

RENAL = Question(1, 1, "Pathology", "Renal", 2)
HEART = Question(2, 2, "Physiology", "Cardiovascular", None)


@pytest.fixture
def cli(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Twelve attempts at a renal question, five of them right, and one at another, today."""
    book = Logbook(data_dir)
    for pack, title in ((1, "First"), (2, "Second")):
        book.add_pack(pack, title)
    book.add_questions([RENAL, HEART])
    now = datetime.now(UTC)
    given = ("A", "B", "A", "", "B", "A", "B", "A", "B", "B", "A", "")
    for at, answer in enumerate(given):
        book.answer(Line(RENAL, now - timedelta(days=1 + at // 6), answer, 30_000))
    book.answer(Line(HEART, now, "A", 90_000))
    book.close()
    return Cli(data_dir, capsys, ("stats",))


def test_the_sums_are_told_with_all_that_they_are_of(cli: Cli) -> None:
    told = cli()
    assert (told["attempts"], told["correct"]) == (13, 6)
    assert told["accuracy"] == 46.15
    assert told["mean_seconds"] == pytest.approx((12 * 30 + 90) / 13, abs=0.01)
    assert (told["streak_days"], told["best_streak"], told["percentile"]) == (3, 3, None)
    assert [one["name"] for one in told["by_subject"]] == ["Physiology", "Pathology"]
    assert [one["attempts"] for one in told["by_day"]] == [6, 6, 1]
    assert [(one["name"], one["attempts"]) for one in told["by_difficulty"]] == [("2", 12), ("", 1)]
    (subject, system) = told["weak_areas"]
    assert (subject["kind"], subject["name"], subject["accuracy"]) == (
        "subject",
        "Pathology",
        41.67,
    )
    assert (system["kind"], system["name"], system["rank"]) == ("system", "Renal", 1)


def test_days_and_packs_narrow_what_is_counted(cli: Cli) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    days = [one["name"] for one in cli()["by_day"]]
    assert len(days) == 3
    assert yesterday in days
    assert cli("--from", days[1], "--to", days[1])["attempts"] == 6
    assert cli("--pack", "second")["attempts"] == 1
    assert cli("--pack", "1")["attempts"] == 12
    assert cli("--to", "2020-01-01")["accuracy"] is None


def test_what_cannot_be_meant_is_named(cli: Cli) -> None:
    assert "no pack" in cli("--pack", "Third", code=1)["error"]
    assert "after" in cli("--from", "2026-02-01", "--to", "2026-01-01", code=1)["error"]


def test_people_read_lines(cli: Cli) -> None:
    lines = cli.told("--by", "system")
    assert lines[0] == "13 attempts, 46.15 % right"
    assert "Renal: 41.67 % of 12 (19.33 to 68.05)" in lines
