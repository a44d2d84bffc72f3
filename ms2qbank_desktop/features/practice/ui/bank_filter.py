"""The search of the bank, in the language of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import Vocabulary
from ms2qbank_desktop.features.attempts.search_language import HELP, Search, SearchFault, parse
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.searchbar import Misread, SearchBar, Term

if TYPE_CHECKING:
    from collections.abc import Sequence


class FilterBar(SearchBar):
    """The search bar of the bank; ``search`` is what its text asks for."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self.search = Search(parse("", self._vocabulary).wanted)
        """While the text has a fault: what it asked for before."""
        example = "lithium system:renal is:incorrect"
        super().__init__("Search the bank", example, self._read_text, HELP)
        self.columns_button = Button("Columns", "secondary", "columns")
        self.add_button(self.columns_button)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Use the names of the bank as it is now."""
        self._vocabulary = vocabulary
        before = self.search.wanted
        if self.field.text():
            self.understand()
            if self.search.wanted != before:
                self.search_changed.emit()  # the same words mean something else now

    def _read_text(self, text: str) -> Sequence[Term] | Misread:
        try:
            self.search = parse(text, self._vocabulary)
        except SearchFault as fault:
            return Misread(fault.message, fault.start, fault.end, fault.unfinished)
        return [Term(term.label, term.start, term.end) for term in self.search.terms]
