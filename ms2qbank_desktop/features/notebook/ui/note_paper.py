"""Notes on paper: a PDF file or a printer. Pictures, tables, formulas and boxes of tasks too."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.formats.file_names import file_stem
from ms2qbank_desktop.features.questions.typesetting import (
    SCHEME,
    FormulaFault,
    Source,
    source_of,
    typeset,
)
from ms2qbank_desktop.ui import paper
from ms2qbank_desktop.ui.widgets.document import read_picture
from ms2qbank_desktop.ui.widgets.formulas import formula_on_paper
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange
    from ms2qbank_desktop.ui.context import UiContext

_POINTS = 10
_PICTURE_WIDTH = 480
"""Pixels, at 96 to the inch: what a page of A4 has room for."""
_CSS = """
a { color: navy; text-decoration: none }
h1 { font-size: 17pt; margin-bottom: 2px } h2 { font-size: 13.5pt } h3 { font-size: 11.5pt }
h4, h5, h6 { font-size: 10pt }
.facts { color: dimgray; font-size: 8.5pt }
table { border-collapse: collapse; margin-top: 6px; margin-bottom: 8px }
td, th { border: 1px solid darkgray; padding: 3px 7px }
th { text-align: left; background-color: whitesmoke }
code, pre { font-size: 9pt; background-color: whitesmoke }
blockquote p { color: dimgray; margin-left: 20px }
ul, ol { margin-top: 0; margin-bottom: 8px }
.yellow { background-color: khaki } .green { background-color: palegreen }
.blue { background-color: lightblue }
"""
_WORDS = {
    "<mark>": '<span class="yellow">',
    '<mark class="green">': '<span class="green">',
    '<mark class="blue">': '<span class="blue">',
    "</mark>": "</span>",
    "\n</code></pre>": "</code></pre>",
}
_ALIGNED = re.compile(r'style="text-align: ?(left|right|center);?"')
_TASKS = re.compile(r"<ul>(?=\s*<li>\s*(?:<p>)?[☐☑])")
"""The beginning of a list of tasks."""
_INDENT = 20
_NEXT_PAGE = '<h1 style="page-break-before: always">'


def for_qt(markup: str) -> str:
    """Return HTML in the words that Qt's rich text knows."""
    for shown, written in _WORDS.items():
        markup = markup.replace(shown, written)
    markup = _ALIGNED.sub(r'align="\1"', markup)
    return _TASKS.sub('<ul style="list-style-type: none">', markup)


class Paper(QTextDocument):
    """Notes in black on white, each on a new page. It may be made and printed on any thread."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        paper.set_type(self, _POINTS, _CSS)
        self.setIndentWidth(_INDENT)
        self.setHtml(for_qt(markup))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        if address.startswith(SCHEME):
            return formula_on_paper(typeset(source_of(address)), _POINTS)
        head, comma, data = address.partition(";base64,")
        inside = b64decode(data) if comma and head.startswith("data:image/") else None
        return read_picture(inside, _PICTURE_WIDTH)


def _set(tex: str, display: bool) -> str:
    """Return the place of a formula, "" for one that cannot be set: its TeX is shown."""
    source = Source(tex.strip(), display)
    try:
        typeset(source)
    except FormulaFault:
        return ""
    picture = f'<img src="{source.address}" style="vertical-align: middle">'
    return f"<br>{picture}<br>" if display else picture


def markup(
    exchange: NotesExchange, user_id: int, note_ids: Sequence[int], progress: Progress
) -> str:
    """Return notes as HTML for paper; those that are gone are left out, UserFault if all are."""
    parts: list[str] = []
    notes = exchange.shown(user_id, note_ids, _set)
    for number, (note, body) in enumerate(notes, 1):
        progress.report(number, len(note_ids), note.title)
        tags = " ".join(f"#{tag}" for tag in note.tags)
        facts = " · ".join(filter(None, (f"{note.changed_at.astimezone():%-d %b %Y}", tags)))
        head = _NEXT_PAGE if parts else "<h1>"
        title = html.escape(note.title or "Untitled note")
        parts.append(f'{head}{title}</h1><p class="facts">{html.escape(facts)}</p>{body}')
    if not parts:
        raise UserFault("These notes are no longer there.")
    return "".join(parts)


def save_as_pdf(ctx: UiContext, note_ids: Sequence[int], title: str) -> None:
    """Ask where to, and write the PDF of notes there. ``title``: what they are together."""
    ask = f"Save {_named(note_ids)} as PDF"
    paper.save_as_pdf(ctx, ask, file_stem(title), title, _of(ctx, note_ids))


def print_out(ctx: UiContext, note_ids: Sequence[int], title: str) -> None:
    """Ask for a printer, and print notes there."""
    paper.print_out(ctx, title, _of(ctx, note_ids))


def _of(ctx: UiContext, note_ids: Sequence[int]) -> paper.Make:
    def make(progress: Progress) -> Paper:
        from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

        return Paper(markup(ctx.service(NotesExchange), ctx.user_id, note_ids, progress))

    return make


def _named(note_ids: Sequence[int]) -> str:
    return "the note" if len(note_ids) == 1 else counted(len(note_ids), "note")
