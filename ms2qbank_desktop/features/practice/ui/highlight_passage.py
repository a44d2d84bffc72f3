"""One text on the screen that can be highlighted, and what it is called on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.annotations.models import Passage
from ms2qbank_desktop.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.features.annotations.models import Span
    from ms2qbank_desktop.ui.widgets.choice import ChoiceRow
    from ms2qbank_desktop.ui.widgets.textview import TextView

LAYER = "highlights"


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A part of the open question in its view.

    ``lead``: words of ours that the view shows before the text ("Right."); they do not count.
    """

    part: str
    view: TextView | ChoiceRow
    lead: str = ""

    def passage(self) -> Passage:
        """Return the text as it is shown now, without the lead."""
        return Passage(self.part, self.view.shown_text()[self._before() :])

    def selection(self) -> tuple[int, int]:
        """Return what is selected of the text as [start, end); (0, 0) for nothing."""
        start, end = self.view.selection()
        before = self._before() if end else 0
        return max(0, start - before), max(0, end - before)

    def place(self, character: int) -> int:
        """Return the place in the text of a place in the view."""
        return character - self._before()

    def paint(self, spans: Iterable[Span]) -> None:
        """Paint these highlights and no others."""
        before = self._before()
        self.view.set_marks(
            LAYER,
            [
                Mark(
                    before + span.start,
                    before + span.end,
                    ground=f"highlight-{span.colour}",
                    ink="highlight-text",
                )
                for span in spans
            ],
        )

    def _before(self) -> int:
        if not self.lead:
            return 0
        shown = self.view.shown_text()
        return len(shown) - len(shown[len(self.lead) :].lstrip())
