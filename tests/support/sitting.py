"""A student who uses every tool of the exam window without end, and can be killed.

Run as a program: ``python -m tests.support.sitting DATA_DIR SEED`` sits a block of the bank there
at the real window and prints, after each step, one JSON line of what the screen has shown;
``python -m tests.support.sitting DATA_DIR`` opens that block again, says what it shows, and leaves.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import QuestionFilter, letters
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Rules
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.ui.opening import open_block
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = 6
NO_GROUND = Qt.BrushStyle.NoBrush
"""Key phrases are underlined only; whether they are shown is not kept, only that they were."""
_RULES = Rules(reveals=True, pausable=True, seconds_per_item=600)


class Sitter(Student):
    """Does one thing after the other, some by key and some by mouse."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.practice = self.ui.service(PracticeService)
        self.shell.resize(960, 640)

    def open(self, block_id: int) -> None:
        """Open a block."""
        open_block(self.ui, block_id)
        self.wait(lambda: self.shell.taken_over is not None)

    def state(self) -> dict[str, object]:
        """Return what the screen shows of the open item."""
        session, frame = self.exam.session, self.exam.frame
        item = session.item
        bar = frame.question.area.verticalScrollBar()
        return {
            "block": session.block.id,
            "position": session.block.position,
            "answer": letters(item.answer),
            "struck": letters(item.struck),
            "submitted": item.submitted,
            "marked": session.is_marked(item),
            "hint_used": item.hint_used,
            "phrases_used": item.phrases_used,
            "confidence": session.confidence,
            "scroll": round(1000 * bar.value() / max(1, bar.maximum())),
            "highlighted": self.highlighted(),
            "note": self.note(),
            "item_ms": session.item.time_ms,
            "block_ms": session.block.elapsed_ms,
        }

    def note(self) -> str | None:
        """Return the note that was opened last, if it is that of the open item."""
        panel = self.exam.tools.notes
        name = f"Note to Item {self.exam.session.block.position + 1}"
        of_item = panel is not None and panel.editor.accessibleName() == name
        return panel.editor.toPlainText() if panel is not None and of_item else None

    def highlighted(self) -> list[int]:
        """Return the places of the characters that are highlighted in the stem."""
        painted = self.exam.frame.question.stem.extraSelections()
        grounds = [one for one in painted if one.format.background().style() != NO_GROUND]
        spans = [(one.cursor.selectionStart(), one.cursor.selectionEnd()) for one in grounds]
        return sorted({place for start, end in spans for place in range(start, end)})

    def act(self, chance: random.Random) -> None:
        """Do one random thing."""
        letter = chance.choice("ABCDE")
        steps: list[Callable[[], object]] = [
            lambda: self.press(letter),
            lambda: self.press(f"Shift+{letter}"),
            lambda: self.strike_by_mouse("ABCDE".index(letter)),
            lambda: self.press("M"),
            lambda: self.press("T"),
            lambda: self.press("U"),
            lambda: self.press("Return"),
            lambda: self.press(chance.choice("123")),
            lambda: self.press("Right"),
            lambda: self.press("Left"),
            lambda: self.highlight(chance),
            lambda: self.write_note(chance),
            lambda: self.scroll(chance),
        ]
        chance.choice(steps)()
        self.exam.session.tick()  # as the second does: it has the place in the text

    def strike_by_mouse(self, at: int) -> None:
        row = self.exam.frame.question.rows[at]
        eye = QPoint(row.width() - 14, row.height() // 2)
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=eye)
        self.app.processEvents()

    def highlight(self, chance: random.Random) -> None:
        stem = self.exam.frame.question.stem
        start = chance.randrange(200)
        cursor = QTextCursor(stem.document())
        cursor.setPosition(start)
        cursor.setPosition(start + 12, QTextCursor.MoveMode.KeepAnchor)
        stem.setTextCursor(cursor)
        self.press("Y")

    def write_note(self, chance: random.Random) -> None:
        self.press("N", *chance.choices("ABCDEFG", k=4), "Escape")  # closing saves

    def scroll(self, chance: random.Random) -> None:
        bar = self.exam.frame.question.area.verticalScrollBar()
        bar.setValue(chance.randrange(bar.maximum() + 1))


def say(fact: dict[str, object]) -> None:
    """Write one line past Python's buffers."""
    os.write(1, (json.dumps(fact) + "\n").encode())


def main(data_dir: Path, seed: str | None) -> None:
    """Sit until killed, or look once at what is there."""
    sitter = Sitter(data_dir)
    user_id = sitter.ui.user_id
    if seed is None:
        (block, *_) = sitter.practice.blocks(user_id)
        sitter.open(block.id)
        sitter.press("N", "Escape")
        say(sitter.state())
        sitter.leave()
        return
    request = BlockRequest(QuestionFilter(), Mode.CUSTOM, ITEMS, False, custom=_RULES)
    sitter.open(sitter.practice.create_block(user_id, request))
    sitter.press("N", "Escape")
    chance = random.Random(int(seed))
    while True:
        sitter.act(chance)
        say(sitter.state())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
