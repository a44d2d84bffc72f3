"""The command "questions" over a bank that somebody has studied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from tests.support.bank import open_desk
from tests.support.command_line import Cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ask(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Ask about twelve questions: two missed in March, one of them suspended, one tagged."""
    desk = open_desk(data_dir)
    session = desk.session(desk.block(2))
    session.choose(0)
    session.go(1)
    session.choose(0)
    session.end()
    ids = desk.attempts.browse(desk.user_id, QuestionFilter())
    desk.attempts.suspend(desk.user_id, ids[1:2] + ids[5:6], suspended=True)
    desk.attempts.tag(desk.user_id, ids[2:3], "hard", on=True)
    desk.context.close()
    return Cli(data_dir, capsys, ("questions",))


def test_suspended_questions_are_counted_only_when_asked_for(ask: Cli) -> None:
    everything = ask("count")
    assert everything["total"] == 10
    assert "suspended" not in everything["by_status"]
    suspended = ask("count", "--status", "suspended")
    assert (suspended["total"], suspended["by_status"]) == (2, {"suspended": 2})
    assert ask("count", "--status", "suspended", "--status", "due")["total"] == 3


def test_due_questions_are_listed(ask: Cli) -> None:
    (question,) = ask("list", "--status", "due")
    assert (question["external_id"], question["status"]) == ("Q1", "incorrect")


def test_own_tags_narrow_a_list_and_come_with_an_export(ask: Cli, tmp_path: Path) -> None:
    assert [one["external_id"] for one in ask("list", "--tag", "hard")] == ["Q3"]
    out = tmp_path / "hard.json"
    ask("export", str(out), "--tag", "hard")
    (question,) = json.loads(out.read_text(encoding="utf-8"))["questions"]
    assert question["tags"] == ["hard"]
