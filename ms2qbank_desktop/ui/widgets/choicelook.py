"""How a choice looks in each state it can have before and after the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from ms2qbank_desktop.ui.theme import current, metrics

from . import paint


class ChoiceState(StrEnum):
    """What has become of a choice. The last four exist only after the answer is shown."""

    IDLE = "idle"
    CHOSEN = "chosen"
    STRUCK = "struck"
    CORRECT = "correct"
    INCORRECT = "incorrect"
    MISSED = "missed"
    MISSED_STRUCK = "missed-struck"


@dataclass(frozen=True, slots=True)
class Look:
    """Roles of ground, border, bar and mark ("" paints none), icon, word of a state."""

    ground: str
    border: str
    bar: str
    ink: str
    icon: str = ""
    word: str = ""


LOOKS = {
    ChoiceState.IDLE: Look("surface", "border", "", "border-strong"),
    ChoiceState.CHOSEN: Look("selected", "accent", "accent", "accent"),
    ChoiceState.STRUCK: Look("", "border", "", "text-muted"),
    ChoiceState.CORRECT: Look(
        "correct-subtle",
        "correct-border",
        "correct",
        "correct",
        "check-circle-fill",
        "Your answer, correct",
    ),
    ChoiceState.INCORRECT: Look(
        "incorrect-subtle",
        "incorrect-border",
        "incorrect",
        "incorrect",
        "x-circle-fill",
        "Your answer",
    ),
    ChoiceState.MISSED: Look(
        "surface", "correct", "correct", "correct", "check-circle", "Correct answer"
    ),
    ChoiceState.MISSED_STRUCK: Look(
        "surface", "correct", "correct", "correct", "check-circle", "Correct, you struck it"
    ),
}
CHOSEN = {ChoiceState.CHOSEN, ChoiceState.CORRECT, ChoiceState.INCORRECT}
STRUCK = {ChoiceState.STRUCK, ChoiceState.MISSED_STRUCK}


def paint_ground(painter: QPainter, rect: QRect, look: Look, *, hovered: bool) -> None:
    """Paint ground, border and bar of a row that fills ``rect``."""
    theme = current()
    ground = "hover" if hovered else look.ground
    border = "border-strong" if hovered else look.border
    radius = metrics().radius["control"]
    fill = theme.color(ground) if ground else None
    paint.box(painter, rect, fill, theme.color(border), radius)
    if look.bar:
        painter.save()
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(rect), radius, radius)
        painter.setClipPath(frame)
        bar = QRect(0, 0, metrics().border["state_bar"], rect.height())
        painter.fillRect(bar, theme.color(look.bar))
        painter.restore()
