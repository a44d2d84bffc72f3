"""A note as it is written: its fields, its tags, and what its cards look like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.text.cloze import cloze_numbers
from ms2qbank_desktop.features.flashcards.text.media_names import media_names
from ms2qbank_desktop.ui.files import ask_file
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled

from .browser_dialogs import TagCompleter
from .editor_field import FieldEditor
from .editor_preview import EditorPreview
from .editor_toolbar import EditorToolbar
from .occlusion_editor import OcclusionEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.ui.context import UiContext

    from .editor_text import FieldText

_PAUSE_MS = 500
"""After the last key until what was written is kept."""
_LONGEST_MS = 5000
"""… also for one who does not rest."""
_LOOK_MS = 150
"""… and until the preview shows it."""
_PREVIEW_FROM = 800
"""Width in pixels at 100 % text from which there is room for the preview."""
_IMAGE_FIELD = 1
"""Of an image occlusion type; its first field holds the shapes."""


class NoteForm(QWidget):
    """``changed``: by the user. ``paused``: something was changed and the user rests, or has been
    writing for some seconds. ``pinned``: (field, sticky)."""

    changed = Signal()
    paused = Signal()
    pinned = Signal(int, bool)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = ctx.service(NoteService)
        self._type: NoteType | None = None
        self.fields: list[FieldEditor] = []
        self.occlusion = OcclusionEditor()
        self.occlusion.changed.connect(self._on_shapes_changed)
        self.occlusion.picture_requested.connect(self._choose_picture)
        self.toolbar = EditorToolbar(self)
        self.toolbar.cloze_requested.connect(self._insert_cloze)
        self.toolbar.picture_requested.connect(self._choose_picture)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText("renal::tubule from-miss")
        TagCompleter(ctx, self.tags)
        self.tags.textEdited.connect(self._on_changed)
        self.duplicate = Label("", "caption", "warning", wrap=True)
        self.duplicate.hide()
        self.preview = EditorPreview(ctx)
        self._fields_box = column(gap=12)
        inner = QWidget()
        inner.setLayout(
            column(
                self.occlusion,
                self._fields_box,
                self.duplicate,
                Field("Tags", self.tags),
                None,
                gap=12,
                margins=(4, 8, 12, 8),
            )
        )
        left = QWidget()
        left_column = column(self.toolbar, line(), gap=8)
        left_column.addWidget(scrolled(inner, "Fields of the note"), 1)
        left.setLayout(left_column)
        self.occlusion.hide()
        across = row(gap=16)
        across.addWidget(left, 3)
        across.addWidget(self.preview, 2)
        self.setLayout(across)
        self._pause = self._timer(_PAUSE_MS, self._on_paused)
        self._longest = self._timer(_LONGEST_MS, self._on_paused)
        self._glance = self._timer(_LOOK_MS, self._look)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields in the order of the type."""
        return tuple(field.html for field in self.fields)

    @property
    def tag_list(self) -> tuple[str, ...]:
        """The tags that were typed, each once."""
        return tuple(dict.fromkeys(self.tags.text().split()))

    def show_note(self, note_type: NoteType, texts: Sequence[str], tags: Sequence[str]) -> None:
        """Show a note of a type."""
        if note_type != self._type:
            self._make_fields(note_type)
        for field, text in zip(self.fields, texts, strict=True):
            field.show_html(text)
            field.set_fault("")
        self.tags.setText(" ".join(tags))
        if note_type.kind is NoteKind.IMAGE_OCCLUSION:
            self._show_image()
        self._pause.stop()
        self._longest.stop()
        self._look()

    def show_words(self, words: Sequence[str]) -> None:
        """Mark words in the fields and go to the first field that has one."""
        shown = [field for field in self.fields if not field.isHidden()]
        found = [field for field in shown if field.text.show_words(words)]
        for field in found[:1]:
            field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= px(_PREVIEW_FROM)
        if self.preview.isHidden() == beside:
            self.preview.setVisible(beside)

    def flush(self) -> None:
        """Keep what was written without waiting for a rest."""
        if self._pause.isActive():
            self._on_paused()

    def focus_first(self) -> None:
        """Go to the first field."""
        occlusion = self._type is not None and self._type.kind is NoteKind.IMAGE_OCCLUSION
        first = self.fields[2 if occlusion and len(self.fields) > 2 else 0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.toolbar.target = first.text

    def _make_fields(self, note_type: NoteType) -> None:
        self._type = note_type
        for field in self.fields:
            self._fields_box.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.toolbar.target = None  # it goes with its field
        self.fields = [FieldEditor(one, self._path_of) for one in note_type.fields]
        is_occlusion = note_type.kind is NoteKind.IMAGE_OCCLUSION
        for place, field in enumerate(self.fields):
            self._fields_box.addWidget(field)
            field.setHidden(is_occlusion and place <= _IMAGE_FIELD)
            field.changed.connect(self._on_changed)
            field.text.entered.connect(partial(self._aim, field.text))
            field.text.picture_given.connect(partial(self._on_picture_given, field.text))
            field.pin.toggled.connect(partial(self.pinned.emit, place))
        self.occlusion.setVisible(is_occlusion)
        self.toolbar.show_cloze(can=note_type.kind is NoteKind.CLOZE)

    def _aim(self, text: FieldText) -> None:
        self.toolbar.target = text

    def _on_picture_given(self, text: FieldText, data: bytes, name: str) -> None:
        self._aim(text)
        self._take_picture(data, name)

    def _path_of(self, name: str) -> Path | None:
        return self._notes.media(self._ctx.user_id, (name,)).get(name)

    # Pictures

    def _choose_picture(self) -> None:
        filters = ["Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp)"]
        ask_file(self.window(), "Choose a picture", self.add_picture_file, filters)

    def add_picture_file(self, file: Path) -> None:
        """Take a picture from a file."""
        self._take_picture(file.read_bytes(), file.name)

    def _take_picture(self, data: bytes, name: str) -> None:
        kept = self._notes.add_picture(self._ctx.user_id, bytes(data), name)
        if self._type is not None and self._type.kind is NoteKind.IMAGE_OCCLUSION:
            self.fields[_IMAGE_FIELD].show_html(f'<img src="{kept}">')
            self._show_image()
            self._on_changed()
        elif self.toolbar.target is not None:
            self.toolbar.target.insert_picture(kept)

    def _show_image(self) -> None:
        name = next(iter(media_names(self.fields[_IMAGE_FIELD].html)), "")
        path = self._path_of(name) if name else None
        self.occlusion.show_shapes(path, self.fields[0].html)

    # Clozes

    def _insert_cloze(self, same: bool) -> None:
        if self._type is None or self._type.kind is not NoteKind.CLOZE:
            return
        if self.toolbar.target is None:
            self.focus_first()
        used = {number for text in self.texts for number in cloze_numbers(text)}
        last = max(used, default=0)
        number = max(1, last if same else last + 1)
        if self.toolbar.target is not None:
            self.toolbar.target.wrap(f"{{{{c{number}::", "}}")

    # What follows from writing

    def _on_shapes_changed(self) -> None:
        self.fields[0].show_html(self.occlusion.field)
        self._on_changed()

    def _on_changed(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self._glance.start()
        self.changed.emit()

    def _on_paused(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self.paused.emit()

    def _look(self) -> None:
        if self._type is not None:
            self.preview.show_note(self._type, self.texts, self.tag_list)

    def warn_of_duplicates(self, number: int) -> None:
        """Say that other notes begin the same."""
        words = "Another note has" if number == 1 else f"{number} other notes have"
        self.duplicate.setText(f"{words} the same {self.fields[0].name.lower()}.")
        self.duplicate.setVisible(number > 0)
