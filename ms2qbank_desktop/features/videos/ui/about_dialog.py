"""What is said of a video, or of several at once, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.models import About
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.videos.models import Video, VideoCounts
    from ms2qbank_desktop.ui.context import UiContext

_NAMES = {
    "subject": "Subject",
    "system": "System",
    "topic": "Topic",
    "instructor": "Instructor",
    "difficulty": "Difficulty",
}
_TAGS_HELP = "Separated by blanks: high-yield week-3"


class AboutDialog(Dialog):
    """Title, subject, system, topic, instructor, difficulty, tags and description of a video."""

    def __init__(self, ctx: UiContext, video: Video, counts: VideoCounts | None) -> None:
        super().__init__(ctx.window, "About this video", do="Save")
        self.setMinimumWidth(px(560))
        self._ctx = ctx
        self._video_id = video.id
        about = video.about
        self.title = QLineEdit(about.title)
        self.title_field = Field("Title", self.title)
        self.lines = {name: QLineEdit(getattr(about, name)) for name in _NAMES}
        self.tags = QLineEdit(" ".join(about.tags))
        self.description = QPlainTextEdit(about.description)
        self.description.setMinimumHeight(px(96))
        self.description.setTabChangesFocus(True)
        self.body.add(self.title_field, _grid(self.lines, Field("Tags", self.tags, _TAGS_HELP)))
        self.body.add(Field("Description", self.description))
        _complete(self.lines, counts)
        self.title.selectAll()
        self.title.setFocus()

    def accept(self) -> None:
        said = {name: line.text() for name, line in self.lines.items()}
        about = About(
            title=self.title.text(),
            description=self.description.toPlainText().strip(),
            tags=_tags(self.tags.text()),
            **said,
        )
        try:
            self._ctx.service(CatalogueService).save_about(self._ctx.user_id, self._video_id, about)
        except UserFault as fault:
            if fault.field != "title":
                raise
            self.title_field.set_fault(str(fault))
            return
        super().accept()


class AboutManyDialog(Dialog):
    """What several videos have in common; what is not touched stays as it is in each."""

    def __init__(self, ctx: UiContext, videos: Sequence[Video], counts: VideoCounts | None) -> None:
        super().__init__(ctx.window, f"About {counted(len(videos), 'video')}", do="Save")
        self.setMinimumWidth(px(560))
        self._ctx = ctx
        self._ids = [video.id for video in videos]
        self.lines = {}
        for name in _NAMES:
            values = {getattr(video.about, name) for video in videos}
            line = QLineEdit(values.pop() if len(values) == 1 else "")
            if values:
                line.setPlaceholderText("Several values")
            self.lines[name] = line
        self._before = {name: line.text() for name, line in self.lines.items()}
        self.add_tags = QLineEdit()
        self.remove_tags = QLineEdit()
        carried = sorted({tag for video in videos for tag in video.about.tags})
        help_ = f"They have: {' '.join(carried[:12])}" if carried else "None of them has any"
        adding = Field("Add tags", self.add_tags, _TAGS_HELP)
        self.body.add(_grid(self.lines, adding), Field("Remove tags", self.remove_tags, help_))
        self.remove_tags.setEnabled(bool(carried))
        self.body.addStretch(1)
        self.lines["subject"].setFocus()
        _complete(self.lines, counts)

    def accept(self) -> None:
        changed = {
            name: line.text()
            for name, line in self.lines.items()
            if line.text().strip() != self._before[name] or line.isModified()
        }
        ctx, ids = self._ctx, self._ids
        adding, removing = _tags(self.add_tags.text()), _tags(self.remove_tags.text())
        catalogue = ctx.service(CatalogueService)
        if changed or adding or removing:
            ctx.tasks.run(
                f"Changing {counted(len(ids), 'video')}",
                lambda _progress: catalogue.edit(
                    ctx.user_id, ids, values=changed, add_tags=adding, remove_tags=removing
                ),
                done=lambda _none: ctx.messages.toast(f"{counted(len(ids), 'video')} changed"),
            )
        super().accept()


def _grid(lines: Mapping[str, QLineEdit], last: QWidget) -> QWidget:
    """Return the fields two by two."""
    fields: Iterable[QWidget] = [
        *(Field(_NAMES[name], line) for name, line in lines.items()),
        last,
    ]
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(12))
    for at, field in enumerate(fields):
        grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
    sheet = QWidget()
    sheet.setLayout(grid)
    return sheet


def _complete(lines: Mapping[str, QLineEdit], counts: VideoCounts | None) -> None:
    """Offer the names that other videos have."""
    known = {
        "subject": counts.subjects if counts else {},
        "system": counts.systems if counts else {},
        "topic": counts.topics if counts else {},
        "difficulty": ("Easy", "Medium", "Hard"),
    }
    for name, words in known.items():
        completer = QCompleter(list(words), lines[name])
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        lines[name].setCompleter(completer)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").replace("#", " ").split()))
