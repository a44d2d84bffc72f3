"""Every key of the exam, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import Confidence
from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from .exam_page import ExamPage

    Act = Callable[[ExamPage], object]
    Test = Callable[[ExamPage], bool]

_DIGITS = "1234567890"

_TABLE: tuple[tuple[str, str, Act, str, str], ...] = (
    # id, label, what it does, keys, the one view of the exam where it can be run ("": in all)
    ("submit", "Submit, or next item", lambda p: p.submit_or_next(), "Return; Enter", "question"),
    ("previous", "Previous item", lambda p: p.go_previous(), "Left; Alt+P", "question"),
    ("next", "Next item", lambda p: p.go_next(), "Right; Alt+N", "question"),
    ("navigator", "Navigator", lambda p: p.tools.open_navigator(), "O; Ctrl+G", "question"),
    ("mark", "Mark", lambda p: p.mark(), "M", "question"),
    ("highlight", "Highlight", lambda p: p.reading.use("highlight"), "Y", "question"),
    ("erase", "Erase highlights", lambda p: p.reading.use("erase"), "Shift+Y", "question"),
    ("labs", "Lab values", lambda p: p.tools.open_labs(), "L", "question"),
    ("notes", "Notes", lambda p: p.tools.open_notes(), "N", "question"),
    ("quick-note", "Quick note", lambda p: p.reading.make_note(), "Shift+N", "question"),
    ("calculator", "Calculator", lambda p: p.tools.open_calculator(), "K", "question"),
    ("hint", "Hint", lambda p: p.reading.show_hint(), "T", "question"),
    ("phrases", "Key phrases", lambda p: p.reading.show_phrases(), "U", "question"),
    ("miss", "Miss → everything", lambda p: p.reading.make_everything(), "X", "question"),
    ("card", "Make a flashcard…", lambda p: p.reading.make_card(), "V", "question"),
    (
        "cloze",
        "Flashcard of the selection…",
        lambda p: p.reading.make_card(cloze=True),
        "Shift+V",
        "question",
    ),
    ("report", "Report a problem…", lambda p: p.reading.report(), "Ctrl+R", "question"),
    ("incomplete", "Review incomplete items", lambda p: p.walk("incomplete"), "I", "review"),
    ("marked", "Review marked items", lambda p: p.walk("marked"), "M", "review"),
    ("pause", "Pause, or go on", lambda p: p.pause(), "P", ""),
    ("suspend", "Suspend the block", lambda p: p.suspend(), "Ctrl+Shift+E", ""),
    ("end", "End block", lambda p: p.end(), "Ctrl+E", ""),
    ("close", "Close the innermost", lambda p: p.close_innermost(), "Esc", ""),
    ("list", "List of items", lambda p: p.looks.toggle("exam_list_shown"), "Ctrl+B", "question"),
    ("time", "Show or hide the time", lambda p: p.looks.toggle("exam_time_shown"), "Ctrl+T", ""),
    ("settings", "Settings of the exam", lambda p: p.tools.open_settings(), "Ctrl+,", "question"),
    ("region", "Next region", lambda p: p.go_to_region(1), "F6", ""),
    ("region-back", "Region before", lambda p: p.go_to_region(-1), "Shift+F6", ""),
    ("larger", "Larger text", lambda p: p.looks.zoom(1), "Ctrl++; Ctrl+=", ""),
    ("smaller", "Smaller text", lambda p: p.looks.zoom(-1), "Ctrl+-", ""),
    ("normal-size", "Normal text", lambda p: p.looks.zoom(0), "Ctrl+0", ""),
)
_WHEN: dict[str, Test] = {
    "pause": lambda p: p.can_pause(),
    "suspend": lambda p: p.is_open(),
    "end": lambda p: p.is_open(),
    "hint": lambda p: p.shows("question") and p.reading.can_hint(),
    "phrases": lambda p: p.shows("question") and p.reading.can_show_phrases(),
    "miss": lambda p: p.shows("question") and p.reading.can_make_everything(),
    "card": lambda p: p.shows("question") and p.reading.can_make_card(),
    "cloze": lambda p: p.shows("question") and p.reading.can_make_card(),
    "report": lambda p: p.shows("question") and p.session.revealed,
}
"""When commands can be run that want more than their view."""


def exam_commands(page: ExamPage | None = None) -> tuple[Command, ...]:
    """Return the commands of an exam page; without one they are only known, and do nothing.

    Letters A–J belong to the choices.
    """
    return (*_of_table(page), *_of_choices(page), *_of_ratings(page))


def _of_table(page: ExamPage | None) -> tuple[Command, ...]:
    def when(key: str, view: str) -> Callable[[], bool] | None:
        if page is None:
            return None
        if key in _WHEN:
            return partial(_WHEN[key], page)
        return partial(page.shows, view) if view else None

    return tuple(
        Command(
            f"exam-{key}",
            label,
            _run(act, page),
            keys,
            when=when(key, view),
            menu="Exam",
            context=f"exam {view}".strip(),
        )
        for key, label, act, keys, view in _TABLE
    )


def _of_choices(page: ExamPage | None) -> tuple[Command, ...]:
    return tuple(
        Command(
            f"exam-{key}-{letter}",
            label,
            _run(act, page),
            keys,
            when=partial(page.can_choose, at) if page is not None else None,
            menu="Exam",
            section="choices",
            context="exam question open",
        )
        for at, (letter, digit) in enumerate(zip(LETTERS, _DIGITS, strict=True))
        for key, label, act, keys in (
            ("choose", f"Choose {letter}", _chooser(at), f"{letter}; {digit}"),
            ("strike", f"Strike out {letter}, or restore it", _striker(at), f"Shift+{letter}"),
        )
    )


def _of_ratings(page: ExamPage | None) -> tuple[Command, ...]:
    """Once an item is settled its figures are free: they say how sure the answer was."""
    return tuple(
        Command(
            f"exam-{rating.name.lower()}",
            f"The answer was: {rating.name.lower()}",
            _run(_rater(rating), page),
            str(rating.value),
            when=page.can_rate if page is not None else None,
            menu="Exam",
            section="choices",
            context="exam question settled",
        )
        for rating in Confidence
    )


def _rater(rating: Confidence) -> Act:
    return lambda page: page.rate(rating)


def _chooser(at: int) -> Act:
    return lambda page: page.choose(at)


def _striker(at: int) -> Act:
    return lambda page: page.strike(at)


def _run(act: Act, page: ExamPage | None) -> Callable[[], None]:
    def run() -> None:
        if page is not None:
            act(page)

    return run
