"""Small PDF files: real ones, as Qt writes them, and the parts that Qt does not write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MARGIN, _POINTS, _LEADING = 60.0, 11, 15.0


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    title: str = "Renal book",
    author: str = "",
    outline: Sequence[tuple[int, str, int]] = (),
    labels: Mapping[int, str] | None = None,
) -> bytes:
    """Return a PDF file (A5) whose pages have these lines. A line that begins with ``|`` stands in
    the right column from the top; "" leaves a line out, and a page of none is a picture.

    ``outline``: (level from 0, title, page from 0). ``labels``: from which page on a range of
    labels begins, as PDF writes it ("/S /r").
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setAuthor(author)
    writer.setResolution(72)
    size = QPageSize(QPageSize.PageSizeId.A5)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    face = QFont()
    face.setPixelSize(_POINTS)
    for feature in ("calt", "case", "ccmp", "tnum"):  # ui.paper tells why
        face.setFeature(QFont.Tag(feature), 0)
    painter.setFont(face)
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        _draw(painter, lines)
    painter.end()
    data = bytes(buffer.data().data())
    return data + _update(data, outline, labels or {})


def _draw(painter: QPainter, lines: Sequence[str]) -> None:
    if not lines:
        painter.fillRect(QRectF(_MARGIN, _MARGIN, 200, 120), painter.pen().color())
    left = right = _MARGIN
    for line in lines:
        if line.startswith("|"):
            painter.drawText(QPointF(220.0, right), line[1:])
            right += _LEADING
        else:
            painter.drawText(QPointF(_MARGIN, left), line)
            left += _LEADING


def _update(
    data: bytes, outline: Sequence[tuple[int, str, int]], labels: Mapping[int, str]
) -> bytes:
    """Return what is written behind a file to give it an outline and labels (PDF 32000, 7.5.6)."""
    if not outline and not labels:
        return b""
    size, root = (int(_last(rb"/%s (\d+)" % key, data)) for key in (b"Size", b"Root"))
    pages = re.findall(rb"(\d+) 0 obj\s*<<\s*/Type /Page\s", data)
    catalog = re.search(rb"\b%d 0 obj\s*<<(.*?)>>\s*endobj" % root, data, re.DOTALL)
    assert catalog is not None
    entries = catalog[1]
    objects: dict[int, bytes] = {}
    if outline:
        entries += b"/Outlines %d 0 R\n" % size
        objects |= _outline(size, outline, [int(one) for one in pages])
    if labels:
        spans = b" ".join(b"%d <<%s>>" % (at, how.encode()) for at, how in labels.items())
        entries += b"/PageLabels << /Nums [%s] >>\n" % spans
    objects[root] = b"<<%s>>" % entries
    written, places = b"\n", {}
    for number, content in objects.items():
        places[number] = len(data) + len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data) + len(written)
    table = b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in sorted(places)
    )
    before = int(_last(rb"startxref\s+(\d+)", data))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size + len(outline) + 1,
        root,
        before,
        start,
    )
    return written + b"xref\n" + table + trailer


def _outline(
    first: int, outline: Sequence[tuple[int, str, int]], pages: Sequence[int]
) -> dict[int, bytes]:
    numbers = range(first + 1, first + 1 + len(outline))
    objects: dict[int, bytes] = {}
    above: list[int] = [first]
    children: dict[int, list[int]] = {}
    for number, (level, _title, _page) in zip(numbers, outline, strict=True):
        above = [*above[: level + 1], number]
        children.setdefault(above[level], []).append(number)
    parents = {one: parent for parent, some in children.items() for one in some}
    for number, (_level, title, page) in zip(numbers, outline, strict=True):
        alike = children[parents[number]]
        at = alike.index(number)
        text = QByteArray(("\ufeff" + title).encode("utf-16-be")).toHex().data()
        content = b"<< /Title <%s> /Parent %d 0 R" % (text, parents[number])
        if at:
            content += b" /Prev %d 0 R" % alike[at - 1]
        if at + 1 < len(alike):
            content += b" /Next %d 0 R" % alike[at + 1]
        if inner := children.get(number):
            content += b" /First %d 0 R /Last %d 0 R /Count %d" % (inner[0], inner[-1], len(inner))
        objects[number] = content + b" /Dest [%d 0 R /Fit] >>" % pages[page]
    top = children[first]
    objects[first] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R >>" % (top[0], top[-1])
    return objects


def _last(pattern: bytes, data: bytes) -> bytes:
    found: bytes = re.findall(pattern, data)[-1]
    return found


def claiming(pages: int) -> bytes:
    """Return a sound PDF file that claims so many pages, and has none."""
    tree = b"<< /Type /Pages /Kids [] /Count %d >>" % pages
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", tree)
    written, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    trailer = b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    return written + b"xref\n0 3\n" + table + trailer


def with_damaged_page(data: bytes, page: int) -> bytes:
    """Return a file of ``pdf`` in which one page is none."""
    at = [found.start() for found in re.finditer(rb"/Type /Page\s", data)][page]
    return data[:at] + b"/Type /Pxge" + data[at + 11 :]
