"""The lower part of the result card: Miss → everything, and what it has become."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.kinds import LOOKS, icon_of, title_of
from ms2qbank_desktop.features.notebook.models import REASON_WORDS
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.widgets.missform import MissForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ms2qbank_desktop.features.links.ui.linked import Linked
    from ms2qbank_desktop.features.notebook.models import ErrorEntry

_LONGEST = 40
"""Letters of a chip."""
_OFFER = ("Note, card, retests", "in one step")


class MissPanel(QWidget):
    """Offers to make everything of the open item; once that is done, asks why it was missed.

    ``make_requested``, ``card_requested``, ``note_requested``: a button was pressed.
    ``followed``: a place is to be opened. ``changed``, ``retest_opened``, ``ended``: as the form
    says it, which is made when it is wanted first: most items are never missed. Esc on a chip
    ends, too: without it the next Enter would press the chip instead of going on.
    """

    make_requested = Signal()
    card_requested = Signal()
    note_requested = Signal()
    followed = Signal(object)
    changed = Signal()
    retest_opened = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.make = Button("Miss → everything", "primary", "lightning-fill")
        self.card = Button("Card", "quiet", "cards", size="small")
        self.note = Button("Note", "quiet", "note-pencil", size="small")
        self.card.setToolTip("Make a flashcard of this question")
        self.note.setToolTip("Write a note to this question")
        about = column(*(Elided(words, "caption", "text-muted") for words in _OFFER), gap=0)
        self._offer: QWidget = QWidget()
        offer = row(self.make, gap=10)
        offer.addLayout(about, 1)
        offer.add(self.card, self.note)
        self._offer.setLayout(offer)
        self._made: QWidget = QWidget()
        self._inner = column(gap=10)
        self._made.setLayout(self._inner)
        self.chips: list[Chip] = []
        self._flow = Flow()
        self._inner.add(self._flow)
        self._always: list[QWidget] = []
        self._form: MissForm | None = None
        self._made.hide()
        self.setLayout(column(line(), self._offer, self._made, gap=10))
        self.make.clicked.connect(self.make_requested)
        self.card.clicked.connect(self.card_requested)
        self.note.clicked.connect(self.note_requested)

    @property
    def form(self) -> MissForm:
        """Why it was missed, the rule, the retests."""
        if self._form is None:
            self._form = MissForm([(one.value, words) for one, words in REASON_WORDS.items()])
            self._form.changed.connect(self.changed)
            self._form.opened.connect(self.retest_opened)
            self._form.ended.connect(self.ended)
            tick = Glyph("check", "correct", "small")
            said = row(tick, Label("In your error log", "strong"), gap=6)
            said.set_margins((0, 0, 6, 0))
            head = QWidget()
            head.setLayout(said)
            self._always = [head]
            self._flow.show_widgets(self._always)
            self._inner.add(self._form)
        return self._form

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if escape and self._made.isVisible():
                event.accept()
                if kind is QEvent.Type.KeyPress:
                    self.tell()
                    self.ended.emit()
                return True
        return super().event(event)

    def tell(self) -> None:
        """Tell what was written and not yet told."""
        if self._form is not None:
            self._form.tell()

    def show_offer(self, *, missed: bool) -> None:
        """Offer to make everything; after a miss that is the next step."""
        self.tell()
        self.make.set_kind("primary" if missed else "quiet")
        self.make.setEnabled(True)
        self._made.hide()
        self._offer.show()

    def show_entry(self, entry: ErrorEntry, today: date) -> None:
        """Show what the error log says of the miss."""
        self._offer.hide()
        reason = entry.reason.value if entry.reason else ""
        self.form.show_values(reason, entry.rule, entry.retests, today)
        self._made.show()

    def show_places(self, places: Sequence[Linked]) -> None:
        """Show what the miss has become as chips: what its note is linked to; retests stand with
        their days."""
        shown = [one for one in places if one.place.kind not in (Kind.QUESTION, Kind.TASK)]
        self.chips = [self._chip(one) for one in shown if not one.end.gone]
        self._flow.show_widgets([*self._always, *self.chips])

    def _chip(self, linked: Linked) -> Chip:
        place = linked.place
        plain = place.kind in (Kind.NOTE, Kind.CARD)
        title = title_of(place, linked.end)
        words = LOOKS[place.kind].name.capitalize() if plain else title
        if len(words) > _LONGEST:
            words = f"{words[:_LONGEST].rstrip()}…"
        chip = Chip(words, "outline", icon_of(place))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolTip(f"Open: {title}")
        chip.clicked.connect(partial(self.followed.emit, place))
        return chip
