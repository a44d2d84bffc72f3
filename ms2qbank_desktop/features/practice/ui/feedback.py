"""What the student is told about a settled item: verdict, letters, time, changes of mind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import Status, letters, places, verdict
from ms2qbank_desktop.ui.widgets.choice import ChoiceState

from .wording import listed, shown_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.attempts.models import Confidence
    from ms2qbank_desktop.features.practice.models import Item, ItemResult

Letters = tuple[str, str]
"""An answer change: letters before and after, in the question's own order."""


class Change(StrEnum):
    """What a change of answer did."""

    SPOILED = "right to wrong"
    MENDED = "wrong to right"
    MOVED = "wrong to wrong"


def changes_of_mind(changes: Iterable[Letters]) -> list[Letters]:
    """Leave out what only adds a letter, as ticking the next of several right ones does."""
    return [(before, after) for before, after in changes if not set(before) <= set(after)]


def change_kind(change: Letters, right: str) -> Change:
    """Say what a change of answer did; ``right``: the right letters, in the same order."""
    before, after = change
    if before == right:
        return Change.SPOILED
    return Change.MENDED if after == right else Change.MOVED


def change_kinds(items: Iterable[ItemResult]) -> Counter[Change]:
    """Count what the changes of answer in a block did."""
    return Counter(
        change_kind(change, item.right)
        for item in items
        for change in changes_of_mind(item.changes)
    )


def outcome(item: Item, correct: frozenset[int]) -> Status:
    """Return how a settled item came out."""
    return verdict(letters(item.answer), letters(correct))


def choice_state(item: Item, place: int, correct: frozenset[int], *, revealed: bool) -> ChoiceState:
    """Return the state of the choice at ``place`` of an item."""
    chosen, struck = place in item.answer, place in item.struck
    if revealed and place in correct:
        if chosen:
            return ChoiceState.CORRECT
        return ChoiceState.MISSED_STRUCK if struck else ChoiceState.MISSED
    if chosen:
        return ChoiceState.INCORRECT if revealed else ChoiceState.CHOSEN
    return ChoiceState.STRUCK if struck else ChoiceState.IDLE


@dataclass(frozen=True, slots=True)
class Feedback:
    """The content of the result card. ``mean_ms``: the user's own mean time of an item, 0 if it
    is not known. ``may_rate``: the user can still say how sure the answer was."""

    item: Item
    correct: frozenset[int]
    mean_ms: int
    changes: tuple[Letters, ...] = ()
    confidence: Confidence | None = None
    may_rate: bool = False

    @property
    def status(self) -> Status:
        return outcome(self.item, self.correct)

    @property
    def headline(self) -> str:
        """The verdict and the letters, as they stand on the screen."""
        right = shown_letters(self.item.order, self.correct)
        answer = f"The answer is {right[0]}"
        if len(right) > 1:
            answer = f"The answers are {listed(right)}"
        status = self.status
        if status is Status.INCORRECT:
            given = shown_letters(self.item.order, self.item.answer)
            return f"Incorrect. {answer}; you chose {listed(given)}"
        return f"{'Correct' if status is Status.CORRECT else 'Omitted'}. {answer}"

    @property
    def changes_line(self) -> str:
        """The changes of answer in words, "" without any."""
        changes = changes_of_mind(self.changes)
        if not changes:
            return self._helped
        path = [changes[0][0], *(after for _, after in changes)]
        if path[-1] != letters(self.item.answer):
            path.append(letters(self.item.answer))  # only letters were added since
        back = path[0] == path[-1]
        kind = "and back" if back else change_kind((path[0], path[-1]), letters(self.correct))
        often = "once" if len(changes) == 1 else f"{len(changes)} times"
        shown = " → ".join(self._on_screen(given) for given in path)
        line = f"You changed your answer {often}: {shown} ({kind})"
        return f"{line}. {self._helped}" if self._helped else line

    @property
    def _helped(self) -> str:
        """What was read before the answer, "" for nothing."""
        used = [
            name
            for name, was in (
                ("the hint", self.item.hint_used),
                ("the key phrases", self.item.phrases_used),
            )
            if was
        ]
        return f"You used {listed(used)}" if used else ""

    def _on_screen(self, given: str) -> str:
        return "".join(shown_letters(self.item.order, places(given))) or "none"
