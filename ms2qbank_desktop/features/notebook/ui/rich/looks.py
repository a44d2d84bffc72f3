"""What blocks and spans look like, and how the document remembers what they are.

The properties are the truth: they travel with undo, and what a text means is read from them alone.
Fonts and colours only follow.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QBrush, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat

from ms2qbank_desktop.features.notebook.markdown.model import (
    HIGHLIGHTS,
    ITEMS,
    OBJECTS,
    Block,
    Kind,
    Mark,
    Span,
    What,
)
from ms2qbank_desktop.ui.theme import current, font, line_height, px

_FIRST = QTextFormat.Property.UserProperty.value
KIND, LEVEL, QUOTE, MARK, DONE, CHUNK = range(_FIRST + 1, _FIRST + 7)
MARKS, WHAT, TARGET, LINK, GROUP, WIDTH, WORDS, BASE = range(_FIRST + 11, _FIRST + 19)
ALIGN = _FIRST + 21
OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
LINE = "\u2028"
"""Between the lines of one block."""
OBJECT_CHARACTER = "\N{OBJECT REPLACEMENT CHARACTER}"
INDENT = 26
"""Of a level of a list, in pixels at 100 %."""
_HEADINGS = {1: ("heading1", 22, 8), 2: ("heading2", 18, 6), 3: ("heading3", 14, 4)}
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_WHATS = {what.value: what for what in What}
_Vertical = QTextCharFormat.VerticalAlignment


def base_of(block: Block) -> str:
    """Return what the letters of a block have in common: "", h1–h6, mono, raw, done, head."""
    if block.kind is Kind.HEADING:
        return f"h{block.level}"
    if block.kind is Kind.CODE:
        return "mono"
    if block.kind is Kind.RAW:
        return "raw"
    return "done" if block.kind is Kind.TASK and block.done else ""


def block_format(block: Block, chunk: int) -> QTextBlockFormat:
    """Return the format of a block; ``chunk``: where its source is kept, 0 for nowhere."""
    look = QTextBlockFormat()
    look.setProperty(KIND, block.kind.value)
    look.setProperty(LEVEL, block.level)
    look.setProperty(QUOTE, block.quote)
    if block.mark:
        look.setProperty(MARK, block.mark)
    if block.done:
        look.setProperty(DONE, 1)
    if chunk:
        look.setProperty(CHUNK, chunk)
    look.setLineHeight(line_height("reading"), _PROPORTIONAL)
    left, right = block.quote * px(18) + block.depth * px(INDENT), 0
    above, below = 0, px(10)
    if block.kind is Kind.HEADING:
        name, above, below = _HEADINGS.get(block.level, _HEADINGS[3])
        above, below = px(above), px(below)
        look.setLineHeight(line_height(name), _PROPORTIONAL)
    elif block.kind in ITEMS:
        below = px(4)
    elif block.kind in (Kind.CODE, Kind.RAW):
        left, right = left + px(12), px(12)
        above, below = px(8), px(18)
        look.setLineHeight(line_height("mono"), _PROPORTIONAL)
    elif block.kind is Kind.TABLE:
        below = 0
        look.setLineHeight(110, _PROPORTIONAL)
    if any(span.what in (What.PICTURE, What.DISPLAY) for span in block.spans):
        look.setLineHeight(100, _PROPORTIONAL)  # room between lines grows with their height
    look.setLeftMargin(left)
    look.setRightMargin(right)
    look.setTopMargin(above)
    look.setBottomMargin(below)
    return look


def char_format(span: Span, base: str, group: int = 0) -> QTextCharFormat:
    """Return the format of a span; ``group``: which link or object of the document it is."""
    look = QTextCharFormat(_letters(base, span.marks, span.what, bool(span.link), current().name))
    if group:
        look.setProperty(GROUP, group)
    if span.target:
        look.setProperty(TARGET, span.target)
    if span.link:
        look.setProperty(LINK, span.link)
        look.setAnchor(True)
        look.setAnchorHref(span.link)
    if span.what is What.WIKI:
        look.setToolTip(span.target)
    if span.what in OBJECTS:
        look.setObjectType(OBJECT)
        look.setProperty(WORDS, span.text)
        look.setProperty(WIDTH, span.width)
        look.setToolTip(span.text or span.target)
        if span.what is What.SIGN:
            look.setVerticalAlignment(_Vertical.AlignBottom)
    return look


def span_of(look: QTextCharFormat) -> Span:
    """Return what a format says of its text; of an object also the words for it."""
    group = look.intProperty(GROUP)
    what = _WHATS[look.stringProperty(WHAT)]
    marks = look.intProperty(MARKS)
    if not group and what is What.TEXT:
        return Span("", marks)
    words = look.stringProperty(WORDS) if what in OBJECTS else " " if what is What.SOFT else ""
    target, link = look.stringProperty(TARGET), look.stringProperty(LINK)
    return Span(words, marks, what, target, link, group, look.intProperty(WIDTH))


def forget() -> None:
    """Make the looks anew: theme or zoom have changed."""
    _letters.cache_clear()


@cache
def _letters(base: str, marks: int, what: What, linked: bool, _theme: str) -> QTextCharFormat:
    theme, look = current(), QTextCharFormat()
    look.setProperty(MARKS, marks)
    look.setProperty(BASE, base)
    if what:
        look.setProperty(WHAT, what.value)
    if base == "head":
        look.setFontPointSize(font("caption").pointSizeF())
        look.setForeground(QBrush(theme.color("text-muted")))
    elif base[:1] == "h":
        face = font({"h1": "heading1", "h2": "heading2"}.get(base, "heading3"))
        size = face.pointSizeF() * (1.12 if base == "h3" else 1.0)
        look.setFontPointSize(size)
        look.setFontWeight(QFont.Weight.DemiBold)
    if base in ("mono", "raw") or marks & Mark.CODE or what is What.RAW:
        mono = font("mono")
        look.setFontFamilies([mono.family()])
        look.setFontPointSize(mono.pointSizeF() * 1.12)
    if base in ("raw", "done") or what is What.RAW:
        look.setForeground(QBrush(theme.color("text-muted")))
    if base == "done":
        look.setFontStrikeOut(True)
    if marks & Mark.BOLD:
        look.setFontWeight(QFont.Weight.DemiBold)
    if marks & Mark.ITALIC:
        look.setFontItalic(True)
    if marks & Mark.STRIKE:
        look.setFontStrikeOut(True)
    if marks & Mark.UNDERLINE:
        look.setFontUnderline(True)
    if marks & Mark.CODE:
        look.setBackground(QBrush(theme.color("sunken")))
    if marks & (Mark.YELLOW | Mark.GREEN | Mark.BLUE):
        name = next(name for name, mark in HIGHLIGHTS.items() if marks & mark)
        look.setBackground(QBrush(theme.color(f"highlight-{name}")))
        look.setForeground(QBrush(theme.color("highlight-text")))
    if marks & (Mark.SUB | Mark.SUP):
        look.setVerticalAlignment(
            _Vertical.AlignSubScript if marks & Mark.SUB else _Vertical.AlignSuperScript
        )
    if what is What.WIKI or linked:
        look.setForeground(QBrush(theme.color("link")))
    return look
