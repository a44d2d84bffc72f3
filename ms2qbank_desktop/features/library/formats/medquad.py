"""Reads a file of MedQuAD: questions about one disease or drug, with answers in plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo

from . import markdown, xml
from .base import BadItem, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .base import Files

_SOURCE = re.compile(rb"""<Document\b[^<>]{0,2000}\bsource\s*=\s*["']([^"'<>]*)""")
_PIECES = re.compile(r"\n|[ \t]{2,}(?=[-•*][ \t])|[ \t]{3,}")
"""What stood between paragraphs and items before all marks were taken out."""
_BULLET = re.compile(r"[-•*]\s+(.*)", re.DOTALL)


class MedQuad:
    """Reader of one MedQuAD file (github.com/abachaa/MedQuAD, readme)."""

    def claims(self, name: str, head: bytes, /) -> bool:
        return name.lower().endswith(".xml") and b"<Document" in head and b"<Focus" in head

    def about(self, head: bytes, /) -> CollectionInfo:
        found = _SOURCE.search(head)
        source = one_line(found[1].decode(errors="replace")) if found else ""
        return CollectionInfo("", "", source=source)

    def read(self, _files: Files, _name: str, data: bytes, /) -> ArticleDraft:
        root = xml.parsed(data)
        focus = xml.text_at(root, "Focus")
        blocks = list(_answers(root))
        if not focus or not blocks:
            raise BadItem("It holds no answers.")
        also = ", ".join(xml.texts(one) for one in root.iter("Synonym") if xml.texts(one))
        if also:
            blocks.insert(0, f"*Also called:* {markdown.escaped(also)}")
        kinds = dict.fromkeys(xml.texts(one) for one in root.iter("SemanticGroup"))
        return ArticleDraft(
            key="-".join(filter(None, (root.get("source"), root.get("id")))),
            title=focus,
            body=markdown.joined(blocks),
            tags=tuple(filter(None, kinds)),
            url=root.get("url", ""),
        )


def _answers(root: Element) -> Iterator[str]:
    for pair in root.iter("QAPair"):
        question, answer = xml.text_at(pair, "Question"), pair.find("Answer")
        text = "" if answer is None else "".join(answer.itertext()).strip()
        if text:
            yield markdown.heading(2, markdown.escaped(question))
            yield from _blocks(text)


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs and lists of an answer."""
    items: list[str] = []
    for piece in filter(None, map(str.strip, _PIECES.split(text))):
        if found := _BULLET.fullmatch(piece):
            items.append(markdown.paragraph(markdown.escaped(one_line(found[1]))))
            continue
        if items:
            yield markdown.listing(items)
            items = []
        yield markdown.paragraph(markdown.escaped(one_line(piece)))
    if items:
        yield markdown.listing(items)
