"""How much was done and how well, and by how much that has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.home.models import CHANGE_DAYS
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, share

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.home.models import Figure, Figures
    from ms2qbank_desktop.ui.context import UiContext

EXAM_SECONDS = 90
"""Of an item in the exam."""
_CHANGE = 76
"""Width of the column of changes, in pixels at 100 % text."""


class Change(NamedTuple):
    """In words; ``gain``: it is for the better."""

    words: str
    gain: bool = False


class ProgressCard(Card):
    """A row for each number that is known."""

    topics = frozenset({"attempts", "reviews", "tallies", "questions", "packs"})

    def __init__(self, _ctx: UiContext) -> None:
        super().__init__("Progress", f"change in {CHANGE_DAYS} days")
        self.done = _Number("Questions done")
        self.right = _Number("Right")
        self.seconds = _Number("Time per question")
        self.known = _Number("Cards remembered")
        self.numbers = (self.done, self.right, self.seconds, self.known)
        self.body.add(*self.numbers)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Figures:
        return ctx.service(HomeService).figures(ctx.user_id)

    def show_found(self, found: Figures) -> None:
        self.setVisible(found.any)
        done, right, seconds, known = found.done, found.right, found.seconds, found.known
        part = f" · {share((done.value or 0) / done.of)}" if done.of else ""
        self.done.show_number(f"{done.value or 0:,.0f}", f"of {done.of:,}{part}")
        self.done.show_change(count_change(done), "")
        self.right.show_number(_share_words(right), "of first attempts")
        self.right.show_change(points_change(right), compared(right, share))
        limit = f"the exam has {EXAM_SECONDS} s"
        self.seconds.show_number(_seconds(seconds.value or 0), limit)
        self.seconds.show_change(seconds_change(seconds), compared(seconds, _seconds))
        self.known.show_number(_share_words(known), f"of {counted(known.of, 'review')}")
        self.known.show_change(points_change(known), compared(known, share))
        for number, figure in zip(self.numbers, (done, right, seconds, known), strict=True):
            number.setVisible(bool(figure.of) and figure.value is not None)


class _Number(QWidget):
    """What it is and what of, the number, and its change."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._of = Elided("", "caption", "text-muted")
        self.value = Label("", "heading2")
        self.change = Label("", "caption", "text-muted")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.value.setAlignment(right)
        self.change.setAlignment(right)
        layout = row(gap=8)
        layout.addLayout(column(Elided(name), self._of, gap=0), 1)
        layout.add(self.value, self.change)
        self.setLayout(layout)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_number(self, value: str, of: str) -> None:
        """Show the number and what it is drawn from."""
        self.value.setText(value)
        self._of.setText(of)
        self.setAccessibleName(f"{self._name}: {value}, {of}")

    def show_change(self, change: Change, why: str) -> None:
        """Show the change, "" for none that is known; ``why``: what is compared."""
        words, gain = change
        self.change.setText(words)
        self.change.set_ink("correct" if gain else "text-muted")
        told = ": ".join(one for one in (f"{words} in {CHANGE_DAYS} days", why) if one)
        told = told if words else "Too little to compare yet"
        self.change.setToolTip(told)
        self.setAccessibleDescription(told)

    def _on_theme_changed(self) -> None:
        self.change.setFixedWidth(px(_CHANGE))


def count_change(figure: Figure) -> Change:
    """Return a change of a number: "+212"."""
    number = round(figure.change or 0)
    return Change(f"+{number:,}" if number else "none", number > 0)


def points_change(figure: Figure) -> Change:
    """Return a change of a share: "+5 points", "−1 point"."""
    if figure.change is None:
        return Change("")
    number = round(100 * figure.change)
    return Change(_signed(number, counted(abs(number), "point")), number > 0)


def seconds_change(figure: Figure) -> Change:
    """Return a change of the time of an answer; quicker is better: "−9 s"."""
    if figure.change is None:
        return Change("")
    number = round(figure.change)
    return Change(_signed(number, f"{abs(number)} s"), number < 0)


def compared(figure: Figure, words: Callable[[float], str]) -> str:
    """Return what a change is drawn from: "67 % since then, 62 % before"."""
    if figure.lately is None or figure.before is None:
        return ""
    return f"{words(figure.lately)} since then, {words(figure.before)} before"


def _seconds(value: float) -> str:
    return f"{value:.0f} s"


def _signed(number: int, words: str) -> str:
    if not number:
        return "no change"
    return f"+{words}" if number > 0 else f"−{words}"


def _share_words(figure: Figure) -> str:
    return "" if figure.value is None else share(figure.value)
