"""Rich text as the HTML of a field, as short as Anki writes it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextDocument, QTextListFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextFragment

_BOLD = 600
_NUMBERED = QTextListFormat.Style.ListDecimal


def field_html(document: QTextDocument) -> str:
    """Return the text of a document as the HTML of a field."""
    parts: list[str] = []
    open_list = ""
    block, first = document.begin(), True
    while block.isValid():
        listed = block.textList()
        wanted = ""
        if listed is not None:
            wanted = "ol" if listed.format().style() == _NUMBERED else "ul"
        if open_list and wanted != open_list:
            parts.append(f"</{open_list}>")
        if wanted and wanted != open_list:
            parts.append(f"<{wanted}>")
        if wanted:
            parts.append(f"<li>{_inline(block)}</li>")
        else:
            parts.append(("" if first or open_list else "<br>") + _inline(block))
        open_list, first = wanted, False
        block = block.next()
    if open_list:
        parts.append(f"</{open_list}>")
    html = "".join(parts)
    return "" if not html.replace("<br>", "").strip() else html


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
