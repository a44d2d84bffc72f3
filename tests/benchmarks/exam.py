"""From the key to the painted question, and to the answer on the disk."""

from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.opening import open_block
from tests.benchmarks.measuring import Figures, Paints, Watch, quantiles
from tests.support.examinee import question

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import BankFilter
    from tests.support.student import Student

_REST_MS = 40
"""Between two keys: nobody reads a question faster, and what comes next is prepared meanwhile."""
_SENTENCES = (
    "A 24-year-old woman comes to the physician because of a 3-month history of fatigue and "
    "muscle cramps with a craving for salty food. Blood pressure is 102/64 mm Hg and pulse is "
    "84/min. Examination shows no edema; there is mild carpal spasm when the cuff is inflated."
)


def long_questions(number: int) -> list[dict[str, Any]]:
    """Return questions with a stem of 3,500 characters, a table and a picture of 800 × 600."""
    chance = random.Random(11)
    return [
        question(
            at + 1,
            stem=_long_stem(chance),
            images=[{"data": _picture(chance), "alt": "A smear"}],
            hint="Where is it reabsorbed?",
            explanation=" ".join(chance.choices(_SENTENCES.split(), k=300)),
            objective="What the loop does.",
        )
        for at in range(number)
    ]


def _long_stem(chance: random.Random) -> str:
    text = ""
    while len(text) < 3_400:
        text += " ".join(chance.choices(_SENTENCES.split(), k=60)) + ".\n\n"
    return text + "| Serum | Value |\n|---|---|\n| Sodium | 137 |\n| Potassium | 2.8 |\n"


def _picture(chance: random.Random) -> str:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(chance.randrange(0x1000000))
    for _ in range(3_000):
        image.setPixel(chance.randrange(800), chance.randrange(600), chance.randrange(0x1000000))
    data = QByteArray()
    buffer = QBuffer(data)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(data.data()).decode()


def keys(student: Student, bank: BankFilter, size: int, mode: Mode) -> dict[str, Figures]:
    """Sit a block of ``bank`` and return the times of each kind of key."""
    assert student.program.ui is not None
    ui = student.program.ui
    request = BlockRequest(QuestionFilter(bank), mode, size, shuffle_questions=False)
    block_id = ui.service(PracticeService).create_block(ui.user_id, request, seed=1)
    open_block(ui, block_id)
    watch = Watch(student)
    watch.until(lambda: student.shell.taken_over)
    watch.rest(300)
    watch.take()
    frame = student.exam.frame
    stem, listed = Paints(frame.question.stem.viewport()), Paints(frame.list.viewport())
    times: dict[str, list[float]] = {}

    def press(what: str, key: Qt.Key, paints: Paints) -> None:
        focus = student.app.focusWidget() or student.shell
        times.setdefault(what, []).append(paints.timed(lambda: QTest.keyClick(focus, key)))
        watch.rest(_REST_MS)

    for at in range(size - 1):
        press("choose", Qt.Key.Key_B, listed)
        if mode is Mode.TUTOR:
            press("settle and explain", Qt.Key.Key_Return, listed)
        press("next", Qt.Key.Key_Right, stem)
        if at % 5 == 4:
            press("previous", Qt.Key.Key_Left, stem)
            press("next", Qt.Key.Key_Right, stem)
    student.exam.suspend()
    watch.rest(100)
    found = {what: quantiles(some) for what, some in times.items()}
    found["longest turn at rest"] = {"max": watch.take()}
    return found
