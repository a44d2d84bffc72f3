"""kill -9 while everything is made of misses: the next try makes the rest, and nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk, open_desk
from tests.support.missing import make_all

ROOT = Path(__file__).resolve().parents[2]
NEIGHBOURS = ["card", "note", "task", "task", "task"]


def make_until_killed(data_dir: Path, chance: random.Random) -> list[int]:
    """Start a student, kill it at a random moment, and return the questions it had done."""
    command = [sys.executable, "-m", "tests.support.missing", str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as student:
        assert student.stdout is not None
        first = student.stdout.readline()
        time.sleep(chance.random() * 0.15)
        student.kill()
        said = first + student.stdout.read()
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]


def made_of(desk: Desk, question: int) -> tuple[list[str], int]:
    """Return the kinds that a question is linked to, and how many cards it has."""
    here = Place(Kind.QUESTION, question)
    service, user_id = desk.context.service, desk.user_id
    links = service(LinkService).of(user_id, here.kind, here.id)
    kinds = sorted(link.other(here.kind, here.id).kind.value for link in links)
    return kinds, len(service(NoteService).cards_of_source(user_id, here))


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_leaves_no_half_that_the_next_try_would_double(data_dir: Path, seed: int) -> None:
    desk = open_desk(data_dir)
    questions = desk.bank.select(BankFilter())
    desk.context.close()
    done = make_until_killed(data_dir, random.Random(seed))
    desk = open_desk(data_dir, 0)
    assert {question: made_of(desk, question) for question in done} == dict.fromkeys(
        done, (NEIGHBOURS, 1)
    )
    make_all(desk)
    make_all(desk)
    assert {question: made_of(desk, question) for question in questions} == dict.fromkeys(
        questions, (NEIGHBOURS, 1)
    )
    service, user_id = desk.context.service, desk.user_id
    assert len(service(ErrorLogService).entries(user_id)) == len(questions)
    assert len(service(NotebookService).lines(user_id, NoteFilter())) == len(questions)
    today = desk.clock.study_day(desk.clock.now())
    tasks = service(TaskService).tasks(user_id, today, today + timedelta(days=60))
    assert len(tasks) == 3 * len(questions)
    desk.context.close()
