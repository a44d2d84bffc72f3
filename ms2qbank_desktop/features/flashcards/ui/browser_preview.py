"""The card that is looked at in the browser: both sides, and what is known of its memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ms2qbank_desktop.features.flashcards.service.memory import MemoryService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.text.media_names import media_names
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import share, short_when

from .card_content import card_content
from .card_view import CardView
from .memory_curve import MemoryCurve
from .rating_buttons import RATINGS
from .wording import STATES, interval, leaf, path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.flashcards.browsing import CardLine
    from ms2qbank_desktop.features.flashcards.models import Card, Review
    from ms2qbank_desktop.features.flashcards.scheduling.memory_course import Point
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.pictures import Pictures

    from .browser_columns import CardEntry
    from .card_content import CardContent

_LONGEST_TAG = 22
_LOG_FROM = 620
"""Height of the preview in pixels at 100 % text from which there is room for the last answers."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a card."""

    entry: CardEntry
    card: Card
    content: CardContent
    points: list[Point]
    reviews: list[Review]
    now: datetime


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
    points = ctx.service(MemoryService).course(user_id, card.id)
    reviews = ctx.service(StudyService).history(user_id, card.id)
    return Preview(entry, card, content, points, reviews, ctx.clock.now())


class BrowserPreview(QWidget):
    """``edit``: the button that opens the editor. ``source_requested``: what the card was made of
    (Place) is to be opened."""

    source_requested = Signal(object)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        ground(self, "surface")
        self.sides = Segmented([("question", "Question"), ("answer", "Answer")], "Side")
        self.sides.set_value("answer")
        self.sides.chosen.connect(self._show_side)
        self.edit = IconButton("pencil-simple", "Edit the note")
        self.info = IconButton("clock", "History of the card")
        self.links = IconButton("link", "What it is linked to")
        self.note = IconButton("note-pencil", "Quick note")
        self.view = CardView(pictures)
        self.view.set_size(75)
        self._deck = Elided("", "caption", "text-muted")
        self._facts = _Facts()
        self._chips = row(gap=6)
        self._shown_chips: list[Chip] = []
        head = row(self.sides, None, self.note, self.links, self.info, self.edit, gap=4)
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
    def curve(self) -> MemoryCurve:
        """How well the card was remembered."""
        return self._facts.curve

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._facts.log.setVisible(self.height() >= px(_LOG_FROM))

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
        self._shown_chips = [Chip(_short(leaf(tag)), "tag") for tag in tags[:2]]
        for chip, tag in zip(self._shown_chips, tags, strict=False):
            chip.setToolTip(tag)
        if len(tags) > 2:
            more = Chip(f"+{len(tags) - 2}", "outline")
            more.setToolTip(", ".join(tags[2:]))
            self._shown_chips.append(more)
        source = self._preview.card.source
        if source is not None:
            come_from = Chip(f"from {LOOKS[source.kind].one}", "outline", "link")
            come_from.setToolTip("Open where it comes from")
            come_from.clicked.connect(lambda: self.source_requested.emit(source))
            self._shown_chips.append(come_from)
        self._chips.add(*self._shown_chips, None)
        self._chip_row.setVisible(bool(self._shown_chips))


def _short(tag: str) -> str:
    return tag if len(tag) <= _LONGEST_TAG else f"{tag[: _LONGEST_TAG - 1]}…"


class _Facts(QWidget):
    """What is known of the memory of a card: numbers, its curve, and the last answers."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Label("", "strong")
        self._grid = QGridLayout()
        self.log = QWidget()
        self._log = QGridLayout(self.log)
        self._names = [Label("", "body", "text-muted") for _ in range(6)]
        self._values = [Label("", weight=500) for _ in range(6)]
        for place, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            at, side = divmod(place, 2)
            self._grid.addWidget(name, at, 2 * side)
            self._grid.addWidget(value, at, 2 * side + 1)
            self._grid.setColumnStretch(2 * side + 1, 1)
        self._answers = [[Label("", "caption", "text-muted") for _ in range(3)] for _ in range(3)]
        for at, labels in enumerate(self._answers):
            for side, label in enumerate(labels):
                self._log.addWidget(label, at, side)
        self._log.setColumnStretch(2, 1)
        for grid in (self._grid, self._log):
            grid.setContentsMargins(0, 0, 0, 0)
        self.curve = MemoryCurve()
        head = row(Label("Memory", "heading3"), None, self._state)
        self.setLayout(column(head, self._grid, self.curve, self.log, gap=8))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_facts(self, preview: Preview) -> None:
        """Say what is known of a card."""
        card_line = preview.entry.line
        self._state.setText(
            "Suspended" if card_line.suspended else STATES[preview.card.schedule.state]
        )
        facts = [*_memory_facts(card_line), ("", ""), ("", "")][:6]
        for name, value, fact in zip(self._names, self._values, facts, strict=True):
            name.setText(fact[0])
            value.setText(fact[1])
            name.setVisible(bool(fact[0]))
            value.setVisible(bool(fact[0]))
        self.curve.show_points(preview.points)
        last = [review for review in reversed(preview.reviews) if review.rating is not None]
        for place, labels in enumerate(self._answers):
            for label in labels:
                label.setVisible(place < len(last))
            if place < len(last):
                _say_answer(labels, last[place], preview.now)

    def _on_theme_changed(self) -> None:
        for grid, gap in ((self._grid, 6), (self._log, 2)):
            grid.setHorizontalSpacing(px(12))
            grid.setVerticalSpacing(px(gap))


def _memory_facts(line: CardLine) -> list[tuple[str, str]]:
    """Return names and values: of FSRS where it knows the card, else of SM-2."""
    days = line.interval_days
    facts = [
        ("Interval", interval(days) if days else "–"),
        ("Reviews", f"{line.repetitions:,}"),
        ("Lapses", f"{line.lapses:,}"),
    ]
    if line.stability is None or line.difficulty is None:
        return [("Ease", f"{line.ease * 100:.0f} %" if line.ease else "–"), *facts]
    recall = line.retrievability
    return [
        ("Recall now", "–" if recall is None else share(recall)),
        ("Stability", f"{line.stability:.1f} days"),
        ("Difficulty", f"{line.difficulty:.1f} of 10"),
        *facts,
    ]


def _say_answer(labels: Sequence[Label], review: Review, now: datetime) -> None:
    when, answer, then = labels
    when.setText(short_when(review.at, now))
    if review.rating is not None:
        name, role = RATINGS[review.rating]
        answer.setText(name)
        answer.set_ink(role)
    then.setText(f"then {interval(review.interval)}" if review.interval else "")
