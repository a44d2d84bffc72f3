"""Reads a Markdown file with front matter; pictures lie beside it or in folders below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from ms2qbank_desktop.features.library.body import picture_addresses, plain
from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo, Term

from . import front_matter
from .base import BadItem, beside, decoded, one_line

if TYPE_CHECKING:
    from .base import Files
    from .front_matter import Value

_FIRST_HEADING = re.compile(
    r"\A\s*(?:#[ \t]+([^\n]+)(?:\n|\Z)|([^\n#>|\-*+ ][^\n]*)\n=+[ \t]*(?:\n|\Z))"
)
_ANY_HEADING = re.compile(r"^#[ \t]+([^\n]+)$", re.MULTILINE)
_ADDRESS_IN_BRACKETS = re.compile(r"\]\(<([^<>\n]{1,1000})>")
_TERMS = re.compile(
    r"^#{1,6}[ \t]+(?:key[ \t]+terms|glossary)[ \t]*\n(.*?)(?=^#{1,6}[ \t]|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_TERM = re.compile(
    r"^(?:[-*+][ \t]+)?\*\*([^*\n]{1,200})(?:\*\*[ \t]*[:–—-]|:\*\*)[ \t]*([^\n]+)", re.MULTILINE
)
_NO = frozenset({"false", "no", "0", "unreviewed"})


class MarkdownFile:
    """Reader of one Markdown file."""

    def claims(self, name: str, _head: bytes, /) -> bool:
        return name.lower().endswith((".md", ".markdown"))

    def about(self, head: bytes, /) -> CollectionInfo:
        facts, _ = front_matter.split(_head_text(head))
        return CollectionInfo(
            "",
            _first(facts, "book", "collection"),
            _first(facts, "license", "licence"),
            _first(facts, "attribution", "copyright"),
            _first(facts, "source"),
            _first(facts, "edition", "book_version"),
        )

    def read(self, files: Files, name: str, data: bytes, /) -> ArticleDraft:
        facts, body = front_matter.split(decoded(data))
        body = _ADDRESS_IN_BRACKETS.sub(lambda found: f"]({quote(found[1], safe=_PATH)}", body)
        title = _first(facts, "title")
        heading = _FIRST_HEADING.match(body)
        words = _bare(heading[1] or heading[2]) if heading else ""
        if heading and (not title or words.casefold() == title.casefold()):
            title, body = title or words, body[heading.end() :]
        elif not title and (later := _ANY_HEADING.search(body)):
            title = _bare(later[1])
        if not body.strip():
            raise BadItem("There is nothing in it.")
        tags = _list(facts, "tags", "keywords")
        number, chapter = _first(facts, "chapter_no", "chapter_number"), _first(facts, "chapter")
        reviewed = _first(facts, "reviewed").lower() not in _NO and "unreviewed" not in tags
        return ArticleDraft(
            key=_first(facts, "module", "id", "key", "slug"),
            title=title,
            body=body.strip("\n"),
            summary=_first(facts, "summary", "description", "abstract"),
            system=_first(facts, "system"),
            subject=_first(facts, "subject"),
            topics=_list(facts, "topics", "topic"),
            tags=tags,
            chapter=one_line(f"{number} {chapter}") if number not in chapter.split() else chapter,
            author=", ".join(_list(facts, "author", "authors")),
            url=_first(facts, "url", "source_url"),
            reviewed=reviewed,
            glossary=_glossary(body),
            pictures={
                address: picture
                for address in picture_addresses(body)
                if (picture := beside(files, name, address))
            },
        )


_PATH = "/:?#-_.~,+@!'"


def _head_text(head: bytes) -> str:
    """Return a beginning as text; it may be cut in the middle of a character."""
    try:
        text = decoded(head)
    except BadItem:
        return ""
    begun = text.startswith("---\n") and not re.search(r"(?m)^---[ \t]*$", text[4:])
    return f"{text}\n---\n" if begun else text


def _first(facts: dict[str, Value], *keys: str) -> str:
    for key in keys:
        value = facts.get(key, "")
        if text := one_line(", ".join(value) if isinstance(value, list) else value):
            return text
    return ""


def _list(facts: dict[str, Value], *keys: str) -> tuple[str, ...]:
    for key in keys:
        value = facts.get(key, "")
        items = value if isinstance(value, list) else value.split(",")
        if found := tuple(dict.fromkeys(filter(None, map(one_line, items)))):
            return found
    return ()


def _bare(heading: str) -> str:
    return one_line(plain(heading.rstrip("# \t")))


def _glossary(body: str) -> tuple[Term, ...]:
    """Return the terms of a list under "Key terms" or "Glossary"."""
    return tuple(
        Term(_bare(term[1]).rstrip(":"), _bare(term[2]))
        for part in _TERMS.finditer(body)
        for term in _TERM.finditer(part[1])
    )
