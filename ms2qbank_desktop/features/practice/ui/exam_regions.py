"""F6 through the regions of the exam: bars, list, question, choices, explanation, dock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .exam_frame import ExamFrame


class _Region(NamedTuple):
    """Widgets that belong together, and the one among them that gets the keyboard."""

    parts: Sequence[QWidget]
    stop: QWidget | None

    def has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return any(focus is part or part.isAncestorOf(focus) for part in self.parts if focus)


def go_to_region(frame: ExamFrame, docks: Iterable[QWidget], step: int) -> None:
    """Give the keyboard to the next region (1) or the one before (−1)."""
    regions = [region for region in _regions(frame, docks) if region.stop is not None]
    inside = [at for at, region in enumerate(regions) if region.has_focus()]
    # Choices stand inside the question: the last region that has the keyboard is the narrower.
    stop = regions[(inside[-1] + step) % len(regions)].stop if inside else regions[0].stop
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _regions(frame: ExamFrame, docks: Iterable[QWidget]) -> list[_Region]:
    """Return the regions in their order; those that cannot be reached now have no stop."""
    question = frame.question
    middle = [_Region([frame.review, frame.go_on], _first_shown([frame.go_on, frame.review.grid]))]
    if frame.view == "question":
        rows = question.rows
        chosen = [choice for choice in rows if choice.isChecked()]
        middle = [
            _Region([frame.list], _first_shown([frame.list])),
            _Region([question], _first_shown([question.vignette, question.stem])),
            _Region(rows, _first_shown([*chosen, *rows])),
        ]
        if (pane := frame.explanation) is not None:
            texts = (pane.objective.text, pane.explanation, pane.area)
            middle.append(_Region([pane], _first_shown(texts)))
        middle += [_Region([dock], _first_shown([dock])) for dock in docks]
    return [
        _Region([frame.top], _first_button(frame.top)),
        *middle,
        _Region([frame.bottom], _first_button(frame.bottom)),
    ]


def _first_shown(stops: Iterable[QWidget]) -> QWidget | None:
    return next((stop for stop in stops if stop.isVisible()), None)


def _first_button(bar: QWidget) -> QWidget | None:
    buttons = bar.findChildren(QAbstractButton)
    usable = [button for button in buttons if button.isVisible() and button.isEnabled()]
    return min(usable, key=lambda button: button.x(), default=None)
