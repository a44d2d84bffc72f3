"""What a card is linked to, quietly below it, and the quick note at a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.links_dialog import LinksDialog
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .card_side import CardSide

_REST_MS = 60
"""Cards that are only passed by are not read."""
_LONGEST = 40
"""Letters of a card's question in the title of its note."""


class CardLinks(Button):
    """Says below an answer how many links the card has; not there while there are none."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("", "link", "link", size="small")
        self._ctx = ctx
        self._card_id = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        self.clicked.connect(self.open)
        ctx.changes.happened.connect(self._on_changes)

    def show_card(self, card_id: int) -> None:
        """Count the links of a card whose answer is shown; 0 for no card."""
        self._card_id = card_id
        self.hide()
        if card_id:
            self._rest.start()
        else:
            self._rest.stop()

    def open(self) -> None:
        """Show what the card is linked to, and let it be linked."""
        if self._card_id:
            open_links(self._ctx, self._card_id)

    def _read(self) -> None:
        links = self._ctx.service(LinkService).of(self._ctx.user_id, Kind.CARD, self._card_id)
        number = len({link.other(Kind.CARD, self._card_id) for link in links})
        self.setText(counted(number, "link"))
        self.setVisible(number > 0)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if "links" in topics and self._card_id:
            self._rest.start()


def open_links(ctx: UiContext, card_id: int) -> None:
    """Show what a card is linked to."""
    LinksDialog(ctx, Kind.CARD, card_id, "Links of the card").open()


def make_note(ctx: UiContext, card_id: int, text: CardSide) -> None:
    """Begin a quick note at a card; what is selected in its ``text`` is quoted."""
    start, end = text.selection()
    shown = text.shown_text()
    place = Place.at_words(Kind.CARD, card_id, "", shown, start, end)
    told = ctx.service(LinkService).described(ctx.user_id, [place])
    name = told[place].title if place in told else ""
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST].rsplit(' ', 1)[0]}…"
    excerpt = Excerpt(place, f"Card “{name}”", shown[start:end])
    ctx.commands.request("make-note", excerpt)
