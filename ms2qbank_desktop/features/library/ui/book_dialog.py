"""What else is wanted of a book that holds more than articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import Extras
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.library.models import BookOffer
    from ms2qbank_desktop.ui.widgets.layouts import Box


class BookDialog(Dialog):
    """Asks once for all ``offers``: a deck of their terms, a pack of their questions."""

    def __init__(self, parent: QWidget | None, offers: Sequence[BookOffer]) -> None:
        articles = counted(sum(one.articles for one in offers), "article")
        title = offers[0].title if len(offers) == 1 else f"{len(offers)} books"
        super().__init__(parent, f"Import {title}?", do="Import")
        self.setMinimumWidth(px(480))
        terms, questions = (sum(one.terms for one in offers), sum(one.questions for one in offers))
        words = f"{articles} for the library. There is more in it:"
        self.body.add(Label(words, "body", "text-muted", wrap=True))
        self.cards = Switch("Flashcards of the glossary", on=terms > 0)
        self.questions = Switch("Questions with choices", on=questions > 0)
        if terms:
            deck = "A deck" if len(offers) == 1 else "A deck for each book"
            about = f"{deck}: {counted(terms, 'term')}, asked for by their definitions."
            self.body.addLayout(_choice(self.cards, about))
        if questions:
            pack = "A pack" if len(offers) == 1 else "A pack for each book"
            about = f"{pack}: {counted(questions, 'question')}, not reviewed."
            self.body.addLayout(_choice(self.questions, about))
        self.body.addStretch(1)

    def extras(self, user_id: int) -> Extras:
        """Return what the user wants."""
        return Extras(user_id if self.cards.isChecked() else None, self.questions.isChecked())


def _choice(switch: Switch, about: str) -> Box:
    title = Label(switch.accessibleName(), weight=500)
    return row(column(title, Label(about, "caption", "text-muted"), gap=2), None, switch, gap=12)
