"""A question of the bank to read: stem, choices with the key, explanation, own attempts, pack."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.widgets.textview import TextView
from ms2qbank_desktop.ui.words import short_when

from .bank_columns import STATUS_LOOKS, shown_status
from .highlight_passage import ShownPassage
from .make_note import make_note, selected
from .note_box import NoteBox
from .question_view import with_pictures
from .reading_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.attempts.models import BankRow, PastAttempt
    from ms2qbank_desktop.features.questions.models import Pack, Question, RenderedQuestion
    from ms2qbank_desktop.ui.context import UiContext

_ATTEMPTS = 8
"""Attempts listed, the newest ones."""
_TAGS = 3
"""Own tags shown beside the status; all of them stand in the table."""
_CHIPS = {
    Status.UNUSED: "neutral",
    Status.CORRECT: "correct",
    Status.INCORRECT: "incorrect",
    Status.OMITTED: "warning",
    Status.SUSPENDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What is shown of a question; read by :func:`read`, on any thread."""

    line: BankRow
    question: Question
    texts: RenderedQuestion
    past: Sequence[PastAttempt]
    note: str
    """The user's own in the margin."""


def read(ctx: UiContext, line: BankRow) -> Content:
    """Read the question of a line of the bank, and what the user has done with it."""
    bank = ctx.service(QuestionService)
    question = bank.get(line.question_id)
    past = ctx.service(AttemptService).past_attempts(ctx.user_id, line.question_id)
    note = ctx.service(AnnotationService).note(ctx.user_id, Target(QUESTION, line.question_id))
    return Content(line, question, bank.rendered(question), past, note)


class BankPreview(ReadingPane):
    """Beside the table, or ``large`` over it."""

    def __init__(self, ctx: UiContext, *, large: bool = False) -> None:
        super().__init__("Preview", gap=12, margins=(24, 16, 24, 24) if large else 16)
        self._ctx = ctx
        self._large = large
        self._bank = ctx.service(QuestionService)
        kind = "reading" if large else "body"
        self.open_large = IconButton("arrow-square-out", "Open large", "Enter", size="small")
        self.edition = Label("", "caption", "text-muted", wrap=True, selectable=True)
        self._title = Label("Preview", "heading3")
        self._name = Label("", "caption", "text-muted", selectable=True)
        self._status = row(gap=6)
        self._kept: list[Chip] = []
        self._facts = Label("", "body", "text-muted", wrap=True)
        self.stem = TextView(media=self._bank.picture, kind=kind)
        self.stem.setAccessibleName("Question")
        self.choices = _Choices(self._bank, kind)
        self.note = NoteBox("Your note", self._bank.picture, "warning")
        self.objective = NoteBox("Educational objective", self._bank.picture)
        self._why = Label("Explanation", "heading3")
        self.explanation = TextView(media=self._bank.picture, kind=kind)
        self.explanation.setAccessibleName("Explanation")
        self.explanation.link_clicked.connect(_open_link)
        self.links = LinksSection(
            ctx, Kind.QUESTION, kind_of_title="heading3", spot=self._selected_spot
        )
        self.attempts = _Attempts()
        self.write_note = IconButton("note-pencil", "Quick note", size="small")
        self.write_note.clicked.connect(self.make_note)
        head = row(self._title, self._name, None, self.write_note, self.open_large, gap=4)
        if large:
            self._title.hide()
            self.open_large.hide()
        self.body.add(
            head,
            self._status,
            self._facts,
            self.stem,
            self.choices,
            self.note,
            line(),
            column(self._why, self.objective, self.explanation, gap=8),
            self.links,
            self.attempts,
            line(),
            self.edition,
        )
        self._shown: int | None = None
        self._question: Question | None = None

    def make_note(self) -> None:
        """Begin a quick note at the question, with the selected words."""
        if self._question is not None:
            make_note(self._ctx, self._question, self._passages())

    def _passages(self) -> list[ShownPassage]:
        choices = enumerate(self.choices.rows)
        return [
            ShownPassage("stem", self.stem),
            *(ShownPassage(f"choice:{at}", row.text) for at, row in choices if not row.isHidden()),
            ShownPassage("objective", self.objective.text),
            ShownPassage("explanation", self.explanation),
        ]

    def _selected_spot(self) -> str:
        return selected(self._shown or 0, self._passages())[0].spot

    def show_question(self, content: Content, packs: Mapping[int, Pack]) -> None:
        """Show a question as it was read."""
        line, question, texts = content.line, content.question, content.texts
        self._question = question
        self._name.setText(f"{question.external_id or f'no. {line.number:,}'}")
        self._show_status(line)
        level = f"difficulty {line.difficulty}" if line.difficulty else ""
        facts = [line.system, line.subject, line.topic, level]
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._facts.setVisible(any(facts))
        stem = texts.vignette + texts.stem
        self.stem.set_html(with_pictures(stem, texts.stem_images))
        given = content.past[0].given if content.past else ""
        self.choices.show_choices(question, texts, given)
        written = escape(content.note.strip()).replace("\n", "<br>")
        self.note.text.set_html(f"<b>Your note</b><br>{written}" if written else "")
        self.note.setVisible(bool(written))
        self.objective.setVisible(self._large and bool(texts.objective))
        self.objective.text.set_html(texts.objective if self._large else "")
        explanation = with_pictures(_explained(texts), texts.explanation_images)
        if not self._large:
            explanation = texts.objective + explanation
        self.explanation.set_html(explanation)
        self.explanation.setVisible(bool(explanation))
        self._why.setText(
            "Explanation" if explanation or texts.objective else "No explanation given"
        )
        self.links.show_thing(line.question_id)
        self.attempts.show_attempts(content.past, self._ctx.clock.now())
        pack = packs.get(question.pack_id)
        self.edition.setText(_edition(pack, question) if pack else "")
        if self._shown != line.question_id:
            self.to_top()
        self._shown = line.question_id
        self.settle()

    def _show_status(self, line: BankRow) -> None:
        while self._status.count():
            self._status.takeAt(0)
        for chip in self._kept:
            chip.deleteLater()
        status = shown_status(line)
        self._kept = [Chip(status.value, _CHIPS[status], STATUS_LOOKS[status][0])]
        if line.marked:
            self._kept.append(Chip("marked", "warning", "flag-fill"))
        self._kept += [Chip(tag, "tag", "tag") for tag in line.tags[:_TAGS]]
        self._status.add(*self._kept, None)


class _Choices(QWidget):
    """The choices: check at the right ones, cross at what was chosen wrongly the last time."""

    def __init__(self, bank: QuestionService, kind: str) -> None:
        super().__init__()
        self._bank, self._kind = bank, kind
        self.rows: list[_Choice] = []
        self._column = column(gap=6)
        self.setLayout(self._column)

    def show_choices(self, question: Question, texts: RenderedQuestion, given: str) -> None:
        """Show the choices in the question's own order."""
        while len(self.rows) < len(texts.choices):
            self.rows.append(_Choice(self._bank, self._kind))
            self._column.add(self.rows[-1])
        for place, choice in enumerate(self.rows):
            if choice.isHidden() != (place >= len(texts.choices)):
                choice.setHidden(place >= len(texts.choices))
            if place < len(texts.choices):
                letter = LETTERS[place]
                right = place in question.correct
                choice.show_choice(letter, texts.choices[place], right=right, own=letter in given)


class _Choice(QWidget):
    """Mark, letter, text."""

    def __init__(self, bank: QuestionService, kind: str) -> None:
        super().__init__()
        self.mark = Glyph("check", "correct", "small")
        self.letter = Label("", kind, weight=600)
        self.text = TextView(media=bank.picture, kind=kind)
        kept = self.mark.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(kept)
        line = row(gap=8)
        line.addLayout(column(self.mark, None, margins=(0, 4 if kind == "reading" else 2, 0, 0)))
        line.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        self.setLayout(line)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_choice(self, letter: str, html: str, *, right: bool, own: bool) -> None:
        """Show one choice; ``own``: it was chosen at the last attempt."""
        self.letter.setText(letter)
        self.text.set_html(html)
        self.mark.set_icon(*(("check", "correct") if right else ("x", "incorrect")))
        if self.mark.isHidden() == (right or own):
            self.mark.setVisible(right or own)
        word = ", right" if right else ", your last answer" if own else ""
        self.text.setAccessibleName(f"Choice {letter}{word}")

    def _on_theme_changed(self) -> None:
        self.letter.setFixedWidth(px(14))


class _Attempts(QWidget):
    """The user's own attempts, the newest first; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._fact = Label("", "caption", "text-muted")
        self.rows: list[_Attempt] = []
        self._column = column(gap=6)
        head = row(Label("Your attempts", "heading3"), self._fact, None)
        self.setLayout(column(line(), head, self._column, gap=12))

    def show_attempts(self, past: Sequence[PastAttempt], now: datetime) -> None:
        """Show other attempts; times are said as of ``now``."""
        shown = past[:_ATTEMPTS]
        while len(self.rows) < len(shown):
            self.rows.append(_Attempt())
            self._column.add(self.rows[-1])
        for place, entry in enumerate(self.rows):
            if entry.isHidden() != (place >= len(shown)):
                entry.setHidden(place >= len(shown))
        for entry, attempt in zip(self.rows, shown, strict=False):
            entry.show_attempt(attempt, now)
        more = len(past) > _ATTEMPTS
        self._fact.setText(f"{_ATTEMPTS} of {len(past)}" if more else "")
        self.setVisible(bool(past))


class _Attempt(QWidget):
    """When, what was answered, how long it took."""

    def __init__(self) -> None:
        super().__init__()
        self._when = Label("", "body", "text-muted")
        self._icon = Glyph("check", "correct", "small")
        self._verdict = Label()
        self._time = Label("", "body", "text-muted")
        parts = row(gap=8)
        parts.addWidget(self._when, 3)
        parts.addWidget(self._icon)
        parts.addWidget(self._verdict, 3)
        parts.addWidget(self._time)
        self.setLayout(parts)

    def show_attempt(self, attempt: PastAttempt, now: datetime) -> None:
        """Show another attempt."""
        icon, role = STATUS_LOOKS[attempt.status]
        self._when.setText(short_when(attempt.at, now))
        self._icon.set_icon(icon, role)
        self._verdict.setText(f"{attempt.given} {attempt.status.value}".strip())
        self._verdict.set_ink(role)
        self._time.setText(f"{round(attempt.time_ms / 1000)} s")


def _explained(texts: RenderedQuestion) -> str:
    """Return explanation, rationales by letter, and references as one text."""
    why = "".join(
        f"<p><b>{LETTERS[place]}</b> {html.removeprefix('<p>') if html.startswith('<p>') else html}"
        + ("" if html.startswith("<p>") else "</p>")
        for place, html in enumerate(texts.rationales)
        if html
    )
    return texts.explanation + why + texts.references


def _edition(pack: Pack, question: Question) -> str:
    info = pack.info
    review = {"approved": "reviewed", "rejected": "rejected in review"}
    facts = (
        f"{info.title} {info.version}".strip(),
        info.license or "no license given",
        review.get(question.editorial.value, "not reviewed"),
        f"by {question.author}" if question.author else "",
    )
    return "Pack: " + " · ".join(fact for fact in facts if fact)


def _open_link(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
