"""The pane at the right of an article: what belongs to it, its notes and links, highlights."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
from ms2qbank_desktop.ui.theme import length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, ground, line, row, scrolled
from ms2qbank_desktop.ui.widgets.siderow import SideRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.annotations.models import Span
    from ms2qbank_desktop.ui.context import UiContext

    from .beside import Beside, Section

_TITLES = {
    "questions": "Questions",
    "cards": "Cards",
    "videos": "Videos",
    "notes": "Your notes",
    "links": "Linked",
    "highlights": "Highlights",
}
"""The parts of the pane in their order."""


class BesidePanel(QWidget):
    """``opened`` carries the Place of a line, ``practise_wanted`` nothing, ``shown_span`` a
    highlight that was clicked, ``highlights_noted`` asks for a note of all of them. ``notes`` and
    ``links`` are what the article is linked to: ``spot`` says where in it a new link begins,
    ``make_note`` begins a quick note."""

    opened = Signal(object)
    practise_wanted = Signal()
    shown_span = Signal(object)
    highlights_noted = Signal()

    def __init__(
        self, ctx: UiContext, spot: Callable[[], str], make_note: Callable[[], object]
    ) -> None:
        super().__init__()
        ground(self, "surface")
        self.notes = LinksSection(
            ctx,
            Kind.ARTICLE,
            title="Your notes",
            kinds=(Kind.NOTE,),
            make=("Quick note", make_note),
        )
        others = tuple(kind for kind in Kind if kind is not Kind.NOTE)
        self.links = LinksSection(ctx, Kind.ARTICLE, kinds=others, spot=spot)
        self._lists: dict[str, Box] = {}
        self._facts: dict[str, Elided] = {}
        self._parts: dict[str, QWidget] = {}
        self.practise = Button("", "secondary", "play-fill")
        self.practise.setParent(self)
        self.practise.hide()
        self.practise.clicked.connect(self.practise_wanted)
        self._sheet = column(gap=0, margins=(8, 8, 8, 16))
        self._sheet.addStretch(1)
        for key, section in (("notes", self.notes), ("links", self.links)):
            part = QWidget()
            part.setLayout(column(column(section, margins=(0, 10, 0, 10)), line(), gap=0))
            self._parts[key] = part
            self._sheet.insertWidget(self._sheet.count() - 1, part)
        content = QWidget()
        content.setLayout(self._sheet)
        area = scrolled(content, "What belongs to the article")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = row(line(vertical=True), gap=0)
        across.addWidget(area, 1)
        self.setLayout(across)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_beside(self, beside: Beside) -> None:
        """Show what belongs to the article."""
        for key in ("questions", "cards", "videos"):
            self._show_section(key, getattr(beside, key))
        unseen = beside.unseen
        self.practise.setText(f"Block of {unseen:,} unseen")
        if "questions" in self._parts:
            self.practise.setVisible(unseen > 0)

    def show_highlights(self, spans: Sequence[tuple[Span, str]]) -> None:
        """Show what is highlighted, with its words."""
        rows: list[QWidget] = []
        for span, words in spans:
            one = SideRow("", " ".join(words.split()), ground=f"highlight-{span.colour}")
            one.clicked.connect(partial(self.shown_span.emit, span))
            rows.append(one)
        self._fill("highlights", rows, str(len(rows)) if rows else "")

    def _add_part(self, key: str) -> None:
        """Build a part in its place; most articles have few of them."""
        place = sum(list(_TITLES).index(one) < list(_TITLES).index(key) for one in self._parts)
        self._sheet.insertWidget(place, self._part(key, _TITLES[key]))

    def _part(self, key: str, title: str) -> QWidget:
        fact = Elided("", "caption", "text-muted")
        fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(Label(title, "strong"), gap=8, margins=(8, 0, 8, 0))
        head.addWidget(fact, 1)
        if key == "highlights":
            note = IconButton("note-pencil", "Note of all highlights", "Shift+N", size="small")
            note.clicked.connect(self.highlights_noted)
            head.add(note)
        lines = column(gap=0)
        body = column(head, lines, gap=6, margins=(0, 10, 0, 10))
        if key == "questions":
            body.add(row(self.practise, gap=0, margins=(8, 0, 8, 0)))
        whole = column(body, gap=0)
        if key != "highlights":
            whole.add(line())
        part = QWidget()
        part.setLayout(whole)
        self._lists[key], self._facts[key], self._parts[key] = lines, fact, part
        return part

    def _show_section(self, key: str, section: Section) -> None:
        rows: list[QWidget] = []
        for one in section.lines:
            shown = SideRow(one.icon, one.title, one.detail)
            shown.clicked.connect(partial(self.opened.emit, one.place))
            rows.append(shown)
        self._fill(key, rows, section.fact)

    def _fill(self, key: str, rows: list[QWidget], fact: str) -> None:
        if key not in self._parts:
            if not rows:
                return
            self._add_part(key)
        lines = self._lists[key]
        while (item := lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lines.add(*rows)
        self._facts[key].setText(fact)
        self._parts[key].setVisible(bool(rows))

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(length("side_panel") - px(24))
