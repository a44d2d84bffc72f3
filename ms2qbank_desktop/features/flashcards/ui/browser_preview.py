"""The card that is looked at in the browser: both sides, and what is known of its memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ms2qbank_desktop.features.flashcards.models import SourceKind
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.text.media_names import media_names
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .card_content import card_content
from .card_view import CardView
from .wording import STATES, interval, leaf, path

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import Card
    from ms2qbank_desktop.ui.context import UiContext

    from .browser_columns import CardEntry
    from .card_content import CardContent
    from .pictures import Pictures

_SOURCES = {
    SourceKind.QUESTION: "question",
    SourceKind.ARTICLE: "article",
    SourceKind.NOTE: "note",
    SourceKind.VIDEO: "video",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a card."""

    entry: CardEntry
    card: Card
    content: CardContent


def read_preview(ctx: UiContext, entry: CardEntry) -> Preview:
    """Read and render a card; on any thread."""
    notes, user_id = ctx.service(NoteService), ctx.user_id
    card = notes.card(user_id, entry.line.card_id)
    note = notes.note(user_id, card.note_id)
    note_type = notes.note_type(user_id, note.notetype_id)
    texts = [*note.fields, *(one.front + one.back for one in note_type.templates)]
    names = {name for text in texts for name in media_names(text)}
    media = notes.media(user_id, names) if names else {}
    content = card_content(note_type, note, card, media, deck=entry.line.deck)
    return Preview(entry, card, content)


class BrowserPreview(QWidget):
    """``edit``: the button that opens the editor."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        ground(self, "surface")
        self.sides = Segmented([("question", "Question"), ("answer", "Answer")], "Side")
        self.sides.set_value("answer")
        self.sides.chosen.connect(self._show_side)
        self.edit = IconButton("pencil-simple", "Edit the note")
        self.info = IconButton("clock", "History of the card")
        self.view = CardView(pictures)
        self.view.set_size(75)
        self._deck = Elided("", "caption", "text-muted")
        self._facts = _Facts()
        self._chips = row(gap=6)
        self._shown_chips: list[Chip] = []
        head = row(self.sides, None, self.info, self.edit, gap=4)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        top = column(head, self._deck, gap=8, margins=(16, 12, 16, 8))
        below = column(line(), self._chip_row, self._facts, gap=12, margins=(16, 0, 16, 16))
        layout = column(top, gap=0)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
        self.setLayout(layout)
        self._preview: Preview | None = None

    @property
    def shown(self) -> Preview | None:
        """What is shown."""
        return self._preview

    def show_card(self, preview: Preview) -> None:
        """Show another card, on the side that was shown last."""
        self._preview = preview
        card_line = preview.entry.line
        self._deck.setText(f"{path(card_line.deck)} · {card_line.note_type}")
        self._show_side()
        self._show_chips()
        self._facts.show_facts(preview)

    def _show_side(self) -> None:
        if self._preview is None:
            return
        if self.sides.value == "question":
            self.view.show_question(self._preview.content)
        else:
            self.view.show_answer(self._preview.content)

    def _show_chips(self) -> None:
        if self._preview is None:
            return
        while self._chips.count():
            self._chips.takeAt(0)
        for chip in self._shown_chips:
            chip.deleteLater()
        tags = self._preview.entry.line.tags
        self._shown_chips = [Chip(leaf(tag)[:24], "tag") for tag in tags[:2]]
        for chip, tag in zip(self._shown_chips, tags, strict=False):
            chip.setToolTip(tag)
        if len(tags) > 2:
            more = Chip(f"+{len(tags) - 2}", "outline")
            more.setToolTip(", ".join(tags[2:]))
            self._shown_chips.append(more)
        source = self._preview.card.source
        if source is not None:
            words = f"from a {_SOURCES[source.kind]}".replace("a article", "an article")
            self._shown_chips.append(Chip(words, "outline", "link"))
        self._chips.add(*self._shown_chips, None)
        self._chip_row.setVisible(bool(self._shown_chips))


class _Facts(QWidget):
    """What is known of the memory of a card, in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Label("", "strong")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._labels = {}
        for place, name in enumerate(
            ("Interval", "Stability", "Difficulty", "Reviews", "Ease", "Lapses")
        ):
            at, side = divmod(place, 2)
            self._labels[name] = Label("", weight=500)
            self._grid.addWidget(Label(name, "body", "text-muted"), at, 2 * side)
            self._grid.addWidget(self._labels[name], at, 2 * side + 1)
            self._grid.setColumnStretch(2 * side + 1, 1)
        self.setLayout(column(row(Label("Memory", "heading3"), None, self._state), self._grid))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_facts(self, preview: Preview) -> None:
        """Say what is known of a card."""
        card_line = preview.entry.line
        self._state.setText(
            "Suspended" if card_line.suspended else STATES[preview.card.schedule.state]
        )
        days, stability = card_line.interval_days, card_line.stability
        difficulty = card_line.difficulty
        for name, value in (
            ("Interval", interval(days) if days else "–"),
            ("Stability", f"{stability:.1f} days" if stability else "–"),
            ("Difficulty", f"{difficulty:.1f} of 10" if difficulty else "–"),
            ("Ease", f"{card_line.ease * 100:.0f} %" if card_line.ease else "–"),
            ("Reviews", f"{card_line.repetitions:,}"),
            ("Lapses", f"{card_line.lapses:,}"),
        ):
            self._labels[name].setText(value)

    def _on_theme_changed(self) -> None:
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
