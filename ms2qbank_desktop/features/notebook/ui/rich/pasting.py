"""What is pasted, dropped and copied. Nothing that is pasted is ever fetched from anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.notebook.formats.html import rendered
from ms2qbank_desktop.features.notebook.markdown.blocks import LONGEST as LONGEST_BLOCK
from ms2qbank_desktop.features.notebook.markdown.blocks import split
from ms2qbank_desktop.features.notebook.markdown.composing import compose
from ms2qbank_desktop.features.notebook.markdown.from_html import LONGEST, blocks_of
from ms2qbank_desktop.features.notebook.markdown.model import Block, Kind, Span, What, normal
from ms2qbank_desktop.features.notebook.ui.attached_files import documents

from . import editing, looks
from .inserting import Insertion, LongPaste
from .objects import MEDIA
from .reading import read_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtWidgets import QTextEdit

MARKDOWN = "text/markdown"
_MOST = 200_000
"""Characters that are pasted."""
_AT_ONCE = 8_000
"""Characters that are read and written in one turn of the window."""
_MOST_AS_HTML = 10_000
_LINE = 2_000
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_MOST_BYTES = 64 << 20
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")


def can_take(source: QMimeData) -> bool:
    """Say whether something of it can be written: other files than pictures are the window's."""
    if source.hasUrls() and any(url.isLocalFile() for url in source.urls()):
        return bool(_pictures(source) or documents(source))
    return source.hasText() or source.hasHtml() or source.hasImage()


class Pasting(QObject):
    """Writes what was pasted or dropped at the caret. ``keep`` stores a picture and gives its name.

    ``refused``: a Fault; ``files_given``: documents, paths.
    """

    refused = Signal(object)
    files_given = Signal(object)

    def __init__(
        self, text: QTextEdit, long_paste: LongPaste, keep: Callable[[bytes], str] | None
    ) -> None:
        super().__init__(text)
        self._text = text
        self._long_paste = long_paste
        self.keep = keep

    def paste(self, source: QMimeData) -> None:
        """Write what was pasted or dropped."""
        try:
            self._paste(source)
        except Fault as fault:
            self.refused.emit(fault)

    def paste_plain(self) -> None:
        """Write only the words of the clipboard."""
        words = QMimeData()
        words.setText(QGuiApplication.clipboard().text())
        self.paste(words)

    def insert(self, markdown: str) -> None:
        """Write Markdown: one paragraph into the line, more as blocks."""
        if len(markdown) > _MOST:
            self._tell_cut()
            markdown = markdown[:_MOST]
        markdown = markdown.replace("\r\n", "\n").replace("\0", "")
        self._long_paste.finish()
        cursor = self._text.textCursor()
        if read_block(cursor.block())[0].kind in (Kind.CODE, Kind.RAW):
            cursor.insertText(markdown.replace("\n", looks.LINE))
            self._text.setTextCursor(cursor)
        elif len(markdown) > _AT_ONCE and markdown.strip():
            self._long_paste.begin(partial(_read, markdown), partial(_insertion, self._text))
        elif markdown.strip():
            _put(self._text, _read(markdown))
        else:
            cursor.insertText(markdown.replace("\n", " "))

    def _paste(self, source: QMimeData) -> None:
        if pictures := _pictures(source):
            for file in pictures:
                if file.stat().st_size > _MOST_BYTES:
                    most = f"{_MOST_BYTES >> 20} MB"
                    raise UserFault(f"The picture {file.name} is larger than {most}.")
                self._picture(file.read_bytes(), file.stem)
            return
        if files := documents(source):
            self.files_given.emit(files)
            return
        in_code = read_block(self._text.textCursor().block())[0].kind in (Kind.CODE, Kind.RAW)
        if source.hasFormat(MARKDOWN) and not in_code:
            self.insert(bytes(source.data(MARKDOWN).data()).decode(errors="replace"))
            return
        if source.hasHtml() and not in_code and self._html(source):
            return
        if source.hasImage():
            self._picture(_png(source.imageData()), "")
            return
        words = source.text()
        if _ADDRESS.fullmatch(words.strip()) and not in_code:
            editing.insert_link(self._text, "", words.strip())
        else:
            self.insert(words)

    def _html(self, source: QMimeData) -> bool:
        """Write what is there as HTML; say whether there is something in it."""
        html = source.html()
        too_long = len(html) > LONGEST
        only_words = too_long and source.hasText()  # of them more can be taken
        read = partial(blocks_of, html, partial(_kept, self.keep))
        is_picture = source.hasImage() and not source.hasText()
        if len(html) > _AT_ONCE and not only_words and not is_picture:
            self._long_paste.begin(read, partial(_put_or_words, self._text, source.text()))
        elif not only_words and (blocks := read()):
            _put(self._text, blocks)
        else:
            return False
        if too_long:
            self._tell_cut()
        return True

    def _picture(self, data: bytes, words: str) -> None:
        if self.keep is None:
            return
        address = MEDIA + self.keep(data)
        editing.insert_spans(self._text, (Span(words, 0, What.PICTURE, address, "", 1),))

    def _tell_cut(self) -> None:
        advice = "Import what is longer as a note of its own."
        words = "Only the beginning of what was copied is in."
        self.refused.emit(UserFault(words, advice=advice))


def _put(text: QTextEdit, blocks: list[Block]) -> None:
    """Write blocks at the caret: one paragraph into the line, more below it."""
    if (insertion := _insertion(text, blocks)) is not None:
        insertion.go_on()
    text.ensureCursorVisible()


def _insertion(text: QTextEdit, blocks: list[Block]) -> Insertion | None:
    """Write what goes into the line, and return what is to be written below it."""
    now = read_block(text.textCursor().block())[0]
    if now.kind is Kind.TABLE:
        editing.insert_spans(text, _in_one_line(blocks))
    elif len(blocks) == 1 and blocks[0].kind is Kind.PARAGRAPH and not blocks[0].quote:
        editing.insert_spans(text, blocks[0].spans)
    else:
        return Insertion(text, blocks)
    return None


def _put_or_words(text: QTextEdit, words: str, blocks: list[Block]) -> Insertion | None:
    """As `_insertion`; the words alone if there are no blocks in what was copied."""
    blocks = blocks or _read(words[:_MOST])
    return _insertion(text, blocks) if blocks else None


def _read(markdown: str) -> list[Block]:
    return list(_writable(chunk.block for chunk in split(markdown)))


def copied(text: QTextEdit) -> QMimeData:
    """Return what is selected, as Markdown (also as plain text) and as HTML."""
    cursor = text.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    blocks: list[Block] = []
    block = text.document().findBlock(start)
    while block.isValid() and block.position() < end:
        first, last = max(start, block.position()), min(end, block.position() + block.length() - 1)
        now = read_block(block, first, last)[0]
        whole = first == block.position() and last == block.position() + block.length() - 1
        if now.kind is Kind.TABLE or (not whole and now.kind not in (Kind.CODE, Kind.RAW)):
            now = Block(spans=now.spans)
        blocks.append(now)
        block = block.next()
    data = QMimeData()
    markdown = compose([], [(block, -1) for block in blocks])[0]
    data.setData(MARKDOWN, QByteArray(markdown.encode()))
    data.setText(markdown)
    if len(markdown) < _MOST_AS_HTML:  # for word processors; longer would keep the window waiting
        data.setHtml(rendered(markdown, {}, lambda _name: None))
    return data


def _writable(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks none of which is so long that each key in it would be slow."""
    for block in blocks:
        if block.kind is not Kind.RAW or len(block.text) <= LONGEST_BLOCK:
            yield block
            continue
        lines: list[str] = []
        for line in block.text.split("\n"):
            lines += wrap(line, _LINE, replace_whitespace=False)
            if sum(map(len, lines)) > _LINE:
                yield Block(spans=(Span("\n".join(lines)),))
                lines = []
        if lines:
            yield Block(spans=(Span("\n".join(lines)),))


def _in_one_line(blocks: list[Block]) -> tuple[Span, ...]:
    parts: list[Span] = []
    for block in blocks:
        spans = block.spans or tuple(span for row in block.rows for cell in row for span in cell)
        parts += [*spans, Span(block.text.replace("\n", " ")), Span(" ")]
    plain = (replace(part, what=What.TEXT) if part.what is What.SOFT else part for part in parts)
    return normal(list(plain)[:-1])


def _pictures(source: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in _PICTURES and file.is_file()]


def _kept(keep: Callable[[bytes], str] | None, data: bytes) -> str:
    """Store a picture that lies in HTML; "" if it cannot be: the words matter more."""
    try:
        return MEDIA + keep(data) if keep is not None else ""
    except Fault:
        return ""


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
