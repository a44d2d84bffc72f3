"""Every number that the program promises, at a bank of real size, as JSON.

``python -m tests.benchmarks [--questions N] [--attempts N] [--profile FOLDER] [--processor]
[NAME …]`` measures all of SECTIONS or those named. ``--profile`` keeps the large bank, which takes
a minute to grow, for the next time. On a busy machine ``--processor`` counts what the program
itself works.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.benchmarks import exam, pages
from tests.benchmarks.bank import grow
from tests.benchmarks.measuring import count_processor_time, quantiles, timed
from tests.benchmarks.test_browser import Measured, report
from tests.benchmarks.test_import import questions_a_second
from tests.support.bank import open_desk
from tests.support.examinee import add_questions
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.bank import Desk

_LONG = 24
"""Questions with a long stem and a picture."""
_ROUNDS = 5
_ANSWERS = 100
_SEARCHES = 40
_HITS = (100, 1_000, 10_000, 1_000_000)


def durable(desk: Desk) -> object:
    """An answer, a step and a second used are on the disk."""
    found: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        session = desk.session(desk.block(40, Mode.TUTOR))
        for at in range(_ANSWERS):
            found.setdefault("choose", []).append(timed(partial(session.choose, at % 5)))
            found.setdefault("go", []).append(timed(partial(session.go, at % 40)))
            found.setdefault("tick", []).append(timed(session.tick))
        for at in range(40):
            session.go(at)
            session.choose(1)
            found.setdefault("submit", []).append(timed(session.submit))
        found.setdefault("end", []).append(timed(session.end))
    return {what: quantiles(times) for what, times in found.items()}


def search(desk: Desk) -> object:
    """The questions that one to three neighbouring words find, by how many they are: in the
    generated bank a sentence stands in 400 questions, so that even rare words are frequent."""
    chance = random.Random(2)
    texts = [one.stem.split() for one in desk.bank.get_many(chance.sample(_ids(desk), _SEARCHES))]
    found: dict[str, list[float]] = {}
    for words in texts:
        for number in (1, 2, 3):
            at = chance.randrange(len(words) - number)
            wanted = BankFilter(text=" ".join(words[at : at + number]).replace(".", ""))
            hits = len(desk.bank.select(wanted))
            group = next(f"up to {most:,} hits" for most in _HITS if hits <= most)
            found.setdefault(group, []).append(timed(partial(desk.bank.select, wanted)))
    return {
        group: {**quantiles(times), "searches": len(times)}
        for group, times in sorted(found.items())
    }


def _ids(desk: Desk) -> list[int]:
    return desk.bank.select(BankFilter())


def likeness(desk: Desk) -> object:
    """Questions like one, as below an explanation; on a worker."""
    ids = random.Random(5).sample(_ids(desk), 40)
    return quantiles([timed(partial(desk.bank.like, one)) for one in ids])


def importing(folder: Path) -> object:
    """Questions a second from JSON lines, 20,000 at a time."""
    rates = []
    for at in range(3):
        place = folder / str(at)
        place.mkdir()
        rates.append(round(questions_a_second(place / "profile", 20_000)))
    return {"questions a second": rates}


def sit(student: Student) -> object:
    """Keys in an exam over the large bank; the last pack added has the long questions."""
    assert student.program.ui is not None
    named = frozenset(f"Q{at + 1}" for at in range(60_000, 60_020))
    long = frozenset(f"L{at + 1}" for at in range(_LONG))
    return {
        "timed": exam.keys(student, BankFilter(names=named), 20, Mode.TIMED),
        "tutor": exam.keys(student, BankFilter(names=named), 20, Mode.TUTOR),
        "long, timed": exam.keys(student, BankFilter(names=long), _LONG, Mode.TIMED),
        "long, tutor": exam.keys(student, BankFilter(names=long), _LONG, Mode.TUTOR),
    }


def browse(student: Student) -> object:
    """The bank browser opens, searches and scrolls."""
    return report(Measured(student))


DESK: dict[str, Callable[[Desk], object]] = {
    "durable": durable,
    "search": search,
    "likeness": likeness,
}
WINDOW: dict[str, Callable[[Student], object]] = {
    "pages": pages.opened,
    "ticks": pages.ticks,
    "browser": browse,
    "exam": sit,
    "result": pages.result,
}
SECTIONS = (*DESK, *WINDOW, "import")


def _profile(kept: Path | None, folder: Path, questions: int, attempts: int) -> Path:
    """Return a profile with the large bank: a copy of the one that is kept, or a new one."""
    place = folder / "profile"
    if kept and kept.exists():
        shutil.copytree(kept, place)
        return place
    desk = open_desk(place, questions=0)
    grow(desk.context.paths.database, desk.user_id, questions, attempts)
    longer = [{**one, "id": f"L{at + 1}"} for at, one in enumerate(exam.long_questions(_LONG))]
    add_questions(desk, longer)
    desk.attempts.fill_states()
    desk.context.close()
    if kept:
        shutil.copytree(place, kept)
    return place


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*SECTIONS, []], metavar="NAME")
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--attempts", type=int, default=1_000_000)
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--processor", action="store_true")
    asked = parser.parse_args()
    if asked.processor:
        count_processor_time()
    names = asked.names or SECTIONS
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        profile = _profile(asked.profile, folder, asked.questions, asked.attempts)
        if any(name in DESK for name in names):
            desk = open_desk(profile, questions=0)
            for name in names:
                if name in DESK:
                    print(json.dumps({name: DESK[name](desk)}), flush=True)
            desk.context.close()
        for name in names:
            if name in WINDOW:
                student = Student(profile)
                student.app.removeEventFilter(student.flashes)  # it sees every event there is
                student.shell.resize(1280, 800)
                print(json.dumps({name: WINDOW[name](student)}), flush=True)
                student.leave()
        if "import" in names:
            print(json.dumps({"import": importing(folder)}), flush=True)


if __name__ == "__main__":
    main()
