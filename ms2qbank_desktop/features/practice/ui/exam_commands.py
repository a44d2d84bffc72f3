"""Every key of the exam, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.commands import Command

if TYPE_CHECKING:
    from .exam_page import ExamPage

_DIGITS = "1234567890"


def exam_commands(page: ExamPage) -> tuple[Command, ...]:
    """Return the commands of an exam page. Letters A–J belong to the choices."""
    choices = [
        command
        for at, (letter, digit) in enumerate(zip(LETTERS, _DIGITS, strict=True))
        for command in (
            Command(
                f"exam-choose-{letter}",
                f"Choose {letter}",
                partial(page.choose, at),
                f"{letter}; {digit}",
                when=partial(page.can_choose, at),
                menu="Exam",
                section="choices",
            ),
            Command(
                f"exam-strike-{letter}",
                f"Strike out {letter}, or restore it",
                partial(page.strike, at),
                f"Shift+{letter}",
                when=partial(page.can_choose, at),
                menu="Exam",
                section="choices",
            ),
        )
    ]
    shown = partial(page.shows, "question")
    review = partial(page.shows, "review")
    table = (
        ("submit", "Submit, or next item", page.submit_or_next, "Return; Enter", shown),
        ("previous", "Previous item", page.go_previous, "Left; Alt+P", shown),
        ("next", "Next item", page.go_next, "Right; Alt+N", shown),
        ("mark", "Mark", page.mark, "M", shown),
        ("labs", "Lab values", page.tools.open_labs, "L", shown),
        ("calculator", "Calculator", page.tools.open_calculator, "K", shown),
        ("incomplete", "Review incomplete items", partial(page.walk, "incomplete"), "I", review),
        ("marked", "Review marked items", partial(page.walk, "marked"), "M", review),
        ("pause", "Pause, or go on", page.pause, "P", page.can_pause),
        ("end", "End block", page.end, "Ctrl+E", page.is_open),
        ("close", "Close the innermost", page.close_innermost, "Esc", None),
        ("larger", "Larger text", partial(page.zoom_by, 1), "Ctrl++; Ctrl+=", None),
        ("smaller", "Smaller text", partial(page.zoom_by, -1), "Ctrl+-", None),
        ("normal-size", "Normal text", partial(page.set_zoom, 100), "Ctrl+0", None),
    )
    return (
        *choices,
        *(
            Command(f"exam-{key}", label, run, keys, when=when, menu="Exam")
            for key, label, run, keys, when in table
        ),
    )
