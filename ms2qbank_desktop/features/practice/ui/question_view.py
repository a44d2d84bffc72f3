"""The question itself: vignette, stem, pictures, choices, hint; rows are reused, never rebuilt."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.theme import control, px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.choice import ChoiceRow
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.marks import Mark
from ms2qbank_desktop.ui.widgets.textview import TextView

from .feedback import choice_state
from .highlight_passage import ShownPassage
from .highlight_phrases import phrase_places
from .note_box import NoteBox
from .reading_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.practice.models import Item
    from ms2qbank_desktop.features.questions.models import Image, Question, RenderedQuestion
    from ms2qbank_desktop.ui.widgets.document import MediaLoader


PICTURE = "media:"
"""What the address of a picture of ours begins with."""
_IMAGE = re.compile(rf'<img\b[^>]*\bsrc="({PICTURE}[^"]*)"[^>]*>')
_MARGIN = 32
_LEAST_WIDTH = 240
_USUAL_CHOICES = 5


def with_pictures(html: str, images: Iterable[Image]) -> str:
    """Return a text with the pictures below it that it does not refer to itself."""
    shown = (
        f'<p><img src="media:{image.media}" alt="{escape(image.alt, quote=True)}"></p>'
        for image in images
    )
    return html + "".join(shown)


def with_links(html: str) -> str:
    """Return a text whose pictures are links to themselves, so that Tab and Enter reach them."""
    return _IMAGE.sub(r'<a href="\1">\g<0></a>', html)


class _StrikeNote(QWidget):
    """One line that says how choices are struck out."""

    def __init__(self) -> None:
        super().__init__()
        before = Label("Strike out: right-click, the eye, or", "caption", "text-muted")
        after = Label("+ letter. The same again restores it.", "caption", "text-muted")
        self.setLayout(row(before, KeyCap("Shift"), after, None, gap=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class QuestionView(ReadingPane):
    """One question in a pane that scrolls. Choices are told by their place in the question.

    ``submit`` is a button for the mouse, shown while an item can be settled. ``hint_requested``
    and ``phrases_requested``: help is wanted; the owner shows it once it is noted.
    """

    choice_requested = Signal(int)
    strike_requested = Signal(int)
    submit_requested = Signal()
    picture_requested = Signal(str)
    hint_requested = Signal()
    phrases_requested = Signal()

    _pane: int | None = None

    def __init__(self, media: MediaLoader) -> None:
        super().__init__("Question", gap=12, margins=(_MARGIN, 20, _MARGIN, 24))
        self._order: tuple[int, ...] = ()
        self._vignette_title = Label("Case", "caption", "text-muted", weight=600)
        self.vignette = TextView(media=media)
        self.stem = TextView(media=media)
        self.vignette.setAccessibleName("Case")
        self.stem.setAccessibleName("Question")
        self._media = media
        self._rows: list[ChoiceRow] = []
        self._eye_shown = True
        self._choices = column(gap=8)
        self._grow(_USUAL_CHOICES)
        self._several = False
        self._has_phrases = False
        self._instruction = Label("", "body", "text-muted", weight=600)
        self._note = _StrikeNote()
        self.submit = Button("Submit", "secondary")
        self.submit.clicked.connect(self.submit_requested)
        self.hint_button = Button("Hint", "quiet", "lightbulb")
        self.hint_button.clicked.connect(self.hint_requested)
        self.phrases_button = Button("Key phrases", "quiet", "text-underline")
        self.phrases_button.clicked.connect(self.phrases_requested)
        self.hint = NoteBox("Hint", media, "warning")
        for text in (self.vignette, self.stem, self.hint.text):
            text.picture_clicked.connect(self.picture_requested)
            text.link_clicked.connect(self._on_link_clicked)
        self.body.add(
            column(self._vignette_title, self.vignette, gap=4),
            self.stem,
            self._instruction,
            self._choices,
            self._note,
            row(self.submit, self.hint_button, self.phrases_button, None),
            self.hint,
        )

    @property
    def rows(self) -> tuple[ChoiceRow, ...]:
        """The rows of the present choices, as they stand on the screen."""
        return tuple(self._rows[: len(self._order)])

    def show_question(
        self,
        question: RenderedQuestion,
        order: tuple[int, ...],
        *,
        several: bool,
        has_phrases: bool = False,
        part: tuple[int, int] | None = None,
    ) -> None:
        """Show another question from its beginning, choices in ``order``.

        ``part``: (2, 3) for the second of three questions to one case.
        """
        self._order = order
        self._several = several
        self._has_phrases = has_phrases
        self._instruction.setVisible(several)
        self._vignette_title.setText(f"Case, question {part[0]} of {part[1]}" if part else "Case")
        self._vignette_title.setVisible(bool(question.vignette))
        self.vignette.setVisible(bool(question.vignette))
        self.vignette.set_html(with_links(question.vignette))
        self.stem.set_html(with_links(with_pictures(question.stem, question.stem_images)))
        self._grow(len(order))
        for choice in self._rows[len(order) :]:
            choice.hide()
        for choice, letter, place in zip(self._rows, LETTERS, order, strict=False):
            share = question.shares[place]
            choice.set_content(letter, question.choices[place], several=several, share=share)
            choice.show()
        self.hint.text.set_html(with_links(question.hint))
        self.hint.hide()
        self.to_top()

    def show_item(
        self, item: Item, correct: frozenset[int], *, revealed: bool, reveals: bool
    ) -> None:
        """Show what has been done with the question; ``reveals`` offers to submit, and help."""
        for choice, place in zip(self._rows, self._order, strict=False):
            state = choice_state(item, place, correct, revealed=revealed)
            choice.set_state(state, revealed=revealed)
        if self._several:
            chosen = f" {len(item.answer)} chosen." if item.answer else ""
            self._instruction.setText(f"Choose all that apply.{chosen}")
        self._note.setVisible(not revealed)
        self.submit.setVisible(reveals and not revealed)
        self.submit.setEnabled(bool(item.answer))
        self.submit.setToolTip("" if item.answer else "Choose an answer first")
        self.submit.set_kind("primary" if item.answer else "secondary")
        helps = reveals or revealed
        has_hint = helps and bool(self.hint.text.toPlainText())
        self.hint_button.setVisible(has_hint and self.hint.isHidden())
        self.phrases_button.setVisible(helps and self._has_phrases)

    def show_hint(self) -> None:
        """Show the hint and bring it into view."""
        self.hint.show()
        self.hint_button.hide()
        self.settle()
        self.area.ensureWidgetVisible(self.hint, 0, px(8))

    def set_eye_shown(self, *, shown: bool) -> None:
        """Offer an eye at each choice that strikes it out, or none."""
        self._eye_shown = shown
        for choice in self._rows:
            choice.set_eye_shown(shown=shown)

    def show_key_phrases(self, question: Question | None) -> bool:
        """Underline the key phrases of the open question in its stem, None: no more.

        False if there are none to underline.
        """
        places = phrase_places(question, self.stem.shown_text()) if question else []
        marks = [Mark(start, end, underline="accent") for start, end in places]
        self.stem.set_marks("key phrases", marks)
        return bool(marks)

    def passages(self) -> list[ShownPassage]:
        """Return the texts that are shown, to be highlighted."""
        texts = [ShownPassage("stem", self.stem)]
        if not self.vignette.isHidden():
            texts.insert(0, ShownPassage("vignette", self.vignette))
        choices = zip(self._order, self._rows, strict=False)
        return [*texts, *(ShownPassage(f"choice:{place}", one) for place, one in choices)]

    def keep_answer_in_view(self, item: Item) -> None:
        """Scroll as little as shows the chosen choices, after the pane has become lower."""
        for choice, place in zip(self._rows, self._order, strict=False):
            if place in item.answer:
                self.area.ensureWidgetVisible(choice, 0, px(8))

    def set_zoom(self, zoom: int) -> None:
        """Give the question a text zoom of its own, in per cent."""
        self.text_zoom = zoom
        for text in (self.vignette, self.stem, self.hint.text):
            text.set_zoom(zoom)
        for choice in self._rows:
            choice.set_zoom(zoom)
        self.limit_width()

    def set_pane(self, width: int | None) -> None:
        """Set the text as in a pane of ``width`` pixels, None for as wide as the view is."""
        self._pane = width
        self.limit_width()

    def widest(self) -> int:
        pane = self.width() if self._pane is None else self._pane
        room = pane - 2 * px(_MARGIN) - control("scrollbar")
        return max(px(_LEAST_WIDTH), min(super().widest(), room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.limit_width()

    def _grow(self, number: int) -> None:
        while len(self._rows) < number:
            at = len(self._rows)
            choice = ChoiceRow(LETTERS[at], "", media=self._media)
            choice.set_zoom(self.text_zoom)
            choice.set_eye_shown(shown=self._eye_shown)
            choice.chosen.connect(partial(self._on_chosen, at))
            choice.strike_requested.connect(partial(self._on_strike, at))
            self._rows.append(choice)
            self._choices.add(choice)

    def _on_chosen(self, at: int) -> None:
        self.choice_requested.emit(self._order[at])

    def _on_strike(self, at: int) -> None:
        self.strike_requested.emit(self._order[at])

    def _on_link_clicked(self, address: str) -> None:
        if address.startswith(PICTURE):
            self.picture_requested.emit(address)
