"""What there is to study, for someone who has not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.features.home.models import Stock
    from ms2qbank_desktop.ui.context import UiContext

_TABS = {  # icon, title, the word that leads there, tab, page
    "questions": ("question", "Questions", "Bank", "bank"),
    "flashcards": ("cards", "Flashcards", "Decks", "decks"),
    "library": ("books", "Articles", "Library", ""),
    "videos": ("monitor-play", "Lectures", "Videos", ""),
    "notebook": ("notebook", "Notes", "Notebook", ""),
}


class StockCard(Card):
    """A line for each kind of thing, with the way there; gone once something was done."""

    topics = frozenset(
        {"questions", "packs", "cards", "decks", "articles", "videos", "notes", "attempts"}
        | {"reviews", "plans"}
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("What you have")
        self.facts: dict[str, Elided] = {}
        self.buttons: dict[str, Button] = {}
        for tab, (icon, title, word, page) in _TABS.items():
            self.facts[tab] = Elided("", "caption", "text-muted")
            go = Button(word, "link", size="small")
            go.setAccessibleName(f"Open {word}: {title}")
            go.clicked.connect(lambda _on=False, at=(tab, page): ctx.navigate.open(*at))
            self.buttons[tab] = go
            across = row(Glyph(icon, "text-muted"), gap=14)
            words = column(Label(title, "body", weight=500), self.facts[tab], gap=0)
            across.addLayout(words, 1)
            across.addWidget(go)
            around = QWidget()
            around.setLayout(across)
            if self.facts.keys() != {tab}:
                self.body.add(line())
            self.body.add(around)
        self.note = Label(
            "Starter pack, decks and articles were written for this program and are not yet "
            "reviewed by a physician. Report what looks wrong with one click.",
            "caption",
            "text-muted",
            wrap=True,
        )
        self._rule = line()
        self.body.add(self._rule, self.note)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Stock | None:
        return ctx.service(HomeService).stock(ctx.user_id)

    def show_found(self, found: Stock | None) -> None:
        self.setVisible(found is not None)
        if found is None:
            return
        packs = ", ".join(found.packs[:3])
        said = {
            "questions": f"{found.questions:,}: {packs}" if found.questions else "",
            "flashcards": f"{counted(found.cards, 'card')} in {counted(found.decks, 'deck')}"
            if found.cards
            else "",
            "library": counted(found.articles, "article") if found.articles else "",
            "videos": counted(found.videos, "lecture") if found.videos else "",
            "notebook": counted(found.notes, "note") if found.notes else "",
        }
        for tab, words in said.items():
            self.facts[tab].setText(words or "none yet")
        self.note.setVisible(found.unreviewed)
        self._rule.setVisible(found.unreviewed)
