"""Files articles under a system, a subject, topics and tags: many books say none of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.library.models import ArticleFilter, Filing
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.filing import FilingService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.ui.context import UiContext

_SEVERAL = "Several"
_COMMAS = "Separated by commas"
_BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Known:
    """``filed``: what the articles stand under. The names that bank and library use."""

    filed: dict[int, Filing]
    systems: list[str]
    subjects: list[str]


def file_under(ctx: UiContext, ids: Sequence[int]) -> None:
    """Ask what articles stand under, and file them; it can be undone."""
    if ids:
        ctx.tasks.run(
            "Reading what articles stand under",
            lambda _progress: _known(ctx, ids),
            done=lambda known: FilingDialog(ctx, known).open_once(),
        )


def _known(ctx: UiContext, ids: Sequence[int]) -> Known:
    bank = ctx.service(AttemptService).vocabulary(ctx.user_id)
    here = ctx.service(LibraryService).counts(ctx.user_id, ArticleFilter())
    return Known(
        ctx.service(FilingService).filed(ids),
        sorted({*bank.systems, *here.systems} - {""}),
        sorted({*bank.subjects, *here.subjects} - {""}),
    )


class FilingDialog(Dialog):
    """One article, or several: what is not touched stays as it is in each of those."""

    def __init__(self, ctx: UiContext, known: Known) -> None:
        self._filed = known.filed
        one = len(known.filed) == 1
        words = "this article" if one else counted(len(known.filed), "article")
        super().__init__(ctx.window, f"File {words} under", do="File")
        self.setMinimumWidth(px(520))
        self._ctx = ctx
        filed = list(known.filed.values())
        self.system = _line({each.system or "" for each in filed}, known.systems)
        self.subject = _line({each.subject or "" for each in filed}, known.subjects)
        self.topics = _line({", ".join(each.topics or ()) for each in filed})
        self.tags = _line({", ".join(each.tags or ()) for each in filed})
        self.body.add(
            row(Field("System", self.system), Field("Subject", self.subject), gap=12),
            Field("Topics", self.topics, f"{_COMMAS}. Questions of these stand beside it."),
            Field("Tags", self.tags, _COMMAS),
        )
        self.system.setFocus()

    def accept(self) -> None:
        new = Filing(
            _changed(self.system), _changed(self.subject), _list(self.topics), _list(self.tags)
        )
        if new != Filing():
            self._file(dict.fromkeys(self._filed, new))
        super().accept()

    def _file(self, filings: Mapping[int, Filing]) -> None:
        ctx, filing = self._ctx, self._ctx.service(FilingService)

        def done(before: Mapping[int, Filing]) -> None:
            def put_back() -> None:
                filing.file(before)

            ctx.messages.toast(f"{counted(len(before), 'article')} filed", put_back)

        ctx.tasks.run("Filing articles", partial(_filed, filing, filings), done=done)


def _filed(
    filing: FilingService, filings: Mapping[int, Filing], _progress: object
) -> dict[int, Filing]:
    return filing.file(filings)


def _line(values: set[str], known: Iterable[str] = ()) -> QLineEdit:
    """Return a field with what all have; empty, and saying so, where they differ."""
    several = len(values) > 1
    line = QLineEdit("" if several else next(iter(values), ""))
    line.setCursorPosition(0)
    line.setProperty(_BEFORE, line.text())
    if several:
        line.setPlaceholderText(_SEVERAL)
    completer = QCompleter(list(known), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    return line


def _is_touched(line: QLineEdit) -> bool:
    return line.isModified() or line.text() != line.property(_BEFORE)  # a name that was offered


def _changed(line: QLineEdit) -> str | None:
    return " ".join(line.text().split()) if _is_touched(line) else None


def _list(line: QLineEdit) -> tuple[str, ...] | None:
    if not _is_touched(line):
        return None
    words = (" ".join(part.split()) for part in line.text().split(","))
    return tuple(dict.fromkeys(filter(None, words)))
