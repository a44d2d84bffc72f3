"""Rich text as the HTML of a field, as short as Anki writes it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextListFormat, QTextTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment, QTextFrame

_BOLD = 600
_NUMBERED = QTextListFormat.Style.ListDecimal


def field_html(document: QTextDocument) -> str:
    """Return the text of a document as the HTML of a field."""
    html = _content(document.rootFrame().begin())
    return "" if not html.replace("<br>", "").strip() else html


def _content(place: QTextFrame.iterator) -> str:
    """Return the blocks and tables of a document, or of a cell."""
    parts: list[str] = []
    open_list = ""
    begun = True  # after the beginning and after a list or a table no line needs to be ended
    while not place.atEnd():
        table, block = place.currentFrame(), place.currentBlock()
        listed = None if isinstance(table, QTextTable) else block.textList()
        wanted = ""
        if listed is not None:
            wanted = "ol" if listed.format().style() == _NUMBERED else "ul"
        if open_list and wanted != open_list:
            parts.append(f"</{open_list}>")
        if wanted and wanted != open_list:
            parts.append(f"<{wanted}>")
        if isinstance(table, QTextTable):
            parts.append(_table(table))
        elif wanted:
            parts.append(f"<li>{_inline(block)}</li>")
        else:
            parts.append(("" if begun else "<br>") + _inline(block))
        begun = bool(wanted) or isinstance(table, QTextTable)
        open_list = wanted
        place += 1
    if open_list:
        parts.append(f"</{open_list}>")
    return "".join(parts)


def _table(table: QTextTable) -> str:
    lines = []
    for line in range(table.rows()):
        cells = (table.cellAt(line, column) for column in range(table.columns()))
        lines.append("".join(f"<td>{_content(cell.begin())}</td>" for cell in cells))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _inline(block: QTextBlock) -> str:
    return "".join(_fragment(fragment) for fragment in _fragments(block))


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _fragment(fragment: QTextFragment) -> str:
    look = fragment.charFormat()
    if look.isImageFormat():
        source = escape(look.toImageFormat().name())
        return f'<img src="{source}">' * len(fragment.text())
    text = escape(fragment.text(), quote=False)
    text = text.replace("\u2028", "<br>").replace("\xa0", "&nbsp;")
    while "  " in text:
        text = text.replace("  ", " &nbsp;")
    for tag in _tags(look):
        text = f"<{tag}>{text}</{tag}>"
    rules = "".join(_rules(look))
    if rules:
        text = f'<span style="{rules}">{text}</span>'
    if look.isAnchor() and look.anchorHref():
        text = f'<a href="{escape(look.anchorHref())}">{text}</a>'
    return text


def _tags(look: QTextCharFormat) -> Iterator[str]:
    """Yield the tags of a format from the innermost to the outermost."""
    if look.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript:
        yield "sup"
    if look.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSubScript:
        yield "sub"
    if look.fontStrikeOut():
        yield "s"
    if look.fontUnderline() and not look.isAnchor():
        yield "u"
    if look.fontItalic():
        yield "i"
    if look.fontWeight() >= _BOLD:
        yield "b"


def _rules(look: QTextCharFormat) -> Iterator[str]:
    if look.foreground().style() != Qt.BrushStyle.NoBrush and not look.isAnchor():
        yield f"color: {look.foreground().color().name()};"
    if look.background().style() != Qt.BrushStyle.NoBrush:
        yield f"background-color: {look.background().color().name()};"
