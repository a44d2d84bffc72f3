"""The subtitles as text: it follows the play head, a click jumps, words can be taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .transcript_text import TranscriptText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.videos.models import Transcript


class TranscriptPanel(QWidget):
    """``chosen``: jump there. ``card_requested`` and ``note_requested``: when, and the words."""

    chosen = Signal(int)
    card_requested = Signal(int, str)
    note_requested = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._transcripts: list[Transcript] = []
        self._position_ms = 0
        self.text = TranscriptText()
        self.search = SearchField("Search", "Search the transcript")
        self.track = DropDown("Transcript")
        self.hits = Label("", "caption", "text-muted")
        self.card = Button("Card", "quiet", "cards", size="small")
        self.note = Button("Note", "quiet", "note-pencil", size="small")
        self._up = IconButton("caret-up", "Previous place", size="small")
        self._down = IconButton("caret-down", "Next place", size="small")
        self._head = Label("Transcript", "heading3")
        self._empty = Label(
            "No subtitles beside the file or in it. Put a .srt or .vtt file with the same name "
            "beside it, or load one from the captions menu.",
            "body",
            "text-muted",
            wrap=True,
        )
        head = row(self._head, None, self.track, self.search, gap=8, margins=(16, 8, 16, 8))
        self._found = QWidget()
        self._found.setLayout(row(self.hits, None, self._up, self._down, margins=(16, 0, 16, 4)))
        self._taking = QWidget()
        self._taking.setLayout(
            row(
                Label("Selected words", "caption", "text-muted"),
                None,
                self.card,
                self.note,
                margins=(16, 2, 12, 2),
            )
        )
        layout = column(head, self._found, line(), gap=0)
        layout.addWidget(self.text, 1)
        layout.add(self._taking)
        self._empty.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.addWidget(self._empty)
        layout.addStretch(0)
        self.setLayout(layout)
        self._found.hide()
        self._taking.hide()
        self.text.chosen.connect(self.chosen)
        self.text.selectionChanged.connect(self._on_selected)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(lambda: self._step(1))
        self._up.clicked.connect(lambda: self._step(-1))
        self._down.clicked.connect(lambda: self._step(1))
        self.card.clicked.connect(lambda: self._take(card=True))
        self.note.clicked.connect(lambda: self._take(card=False))
        self.track.currentIndexChanged.connect(self._on_track)
        self.show_transcripts(())

    def show_transcripts(self, transcripts: Sequence[Transcript]) -> None:
        """Show the first of several, or the one that was chosen of these before; the others are
        offered beside the search."""
        found = [one for one in transcripts if one.captions]
        if found and found == self._transcripts:
            return
        chosen = self._transcripts[self.track.currentIndex()].id if self._transcripts else None
        self._transcripts = found
        self.track.blockSignals(True)
        self.track.clear()
        for one in self._transcripts:
            self.track.addItem(one.language or one.source.removeprefix("track:"))
        self.track.blockSignals(False)
        self.track.setVisible(len(self._transcripts) > 1)
        there = bool(self._transcripts)
        self.search.setVisible(there)
        self.text.setVisible(there)
        self._empty.setVisible(not there)
        ids = [one.id for one in found]
        number = ids.index(chosen) if chosen in ids else 0
        self.track.setCurrentIndex(number if found else -1)
        self._on_track(number)

    def set_position(self, position_ms: int) -> None:
        """Follow the play head, unless the student is reading elsewhere."""
        self._position_ms = position_ms
        if self.text.set_position(position_ms) and not self._busy():
            self.text.follow()

    def _busy(self) -> bool:
        return bool(self.search.text()) or self.text.textCursor().hasSelection()

    def _on_track(self, number: int) -> None:
        there = 0 <= number < len(self._transcripts)
        self.text.show_captions(self._transcripts[number].captions if there else ())
        self._on_search(self.search.text())
        self.set_position(self._position_ms)

    def _on_search(self, text: str) -> None:
        number = self.text.find_text(text)
        self._found.setVisible(bool(text.strip()))
        self.hits.setText("not found" if not number else f"{number:,} found")

    def _step(self, step: int) -> None:
        row_number = self.text.go_to_found(step)
        if row_number is not None:
            self.chosen.emit(self.text.captions[row_number].start_ms)

    def _on_selected(self) -> None:
        self._taking.setVisible(self.text.textCursor().hasSelection())

    def _take(self, *, card: bool) -> None:
        found = self.text.selected()
        if found is not None:
            (self.card_requested if card else self.note_requested).emit(*found)
