"""Reads an OpenStax book: modules in CNXML, and a collection file that orders them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
from ms2qbank_desktop.features.questions.models import Reference

from . import xml
from .base import (
    MAX_PICTURE,
    MAX_TEXT,
    BadItem,
    Book,
    Entry,
    Files,
    Item,
    found_in,
    license_name,
    license_of,
    one_line,
    title_of,
)
from .cnxml_body import ModuleBody, glossary, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_TITLE = re.compile(r"<(?:md:)?title[^<>]*>([^<]*)</")
_TEMPLATE = re.compile(r"\s*\{[^{}]*\}")


class _Module(NamedTuple):
    """A module's file, and the chapter it stands in."""

    name: str
    chapter: str = ""


class Cnxml:
    """Reader of folders and archives of ``index.cnxml`` files."""

    title = "OpenStax book (CNXML)"

    def books(self, files: Files) -> list[Book]:
        """Return one book for each collection file; one of all modules where there is none."""
        modules = {
            _number(name): name
            for name in files.names
            if name.lower().endswith(".cnxml") and files.chosen(name)
        }
        if not modules:
            return []
        folder = posixpath.commonpath([posixpath.dirname(name) for name in modules.values()])
        found = []
        for name in files.names:
            if name.lower().endswith("collection.xml") and files.chosen(name):
                book = _collection(files, name, modules)
                found += [book] if book else []
        if found:
            return found
        stated = license_of(files, folder)
        info = CollectionInfo(f"cnxml:{files.title}", files.title, stated, source="OpenStax CNXML")
        return [_book(files, info, [_Module(name) for name in modules.values()], modules)]


def _collection(files: Files, name: str, modules: dict[str, str]) -> Book | None:
    """Return the book of a collection file; None if none of its modules is there."""
    try:
        root = xml.parsed(files.read(name, MAX_TEXT))
    except BadItem:
        return None
    parts = list(_modules(root.find("content"), modules))
    if not parts:
        return None
    metadata = root.find("metadata")
    facts = root if metadata is None else metadata
    title = xml.text_at(facts, "title") or title_of(name)
    stated = facts.find("license")
    info = CollectionInfo(
        key=f"cnxml:{xml.text_at(facts, 'content-id') or xml.text_at(facts, 'uuid') or title}",
        title=title,
        license=""
        if stated is None
        else license_name(stated.get("url", "")) or license_name(xml.texts(stated)),
        attribution=", ".join(
            filter(None, (xml.texts(one) for one in facts.iter() if one.tag == "fullname"))
        )
        or "OpenStax",
        source="OpenStax CNXML",
        version=xml.text_at(facts, "revised") or xml.text_at(facts, "version"),
    )
    if not info.license:
        info = replace(info, license=license_of(files, posixpath.dirname(name)))
    return _book(files, info, parts, modules)


def _modules(content: Element | None, there: dict[str, str]) -> Iterator[_Module]:
    """Yield the modules in order; chapters are the innermost parts, numbered through."""
    number = 0

    def within(part: Element, title: str) -> Iterator[_Module]:
        nonlocal number
        own = [one.get("document", "") for one in xml.children(part, "module")]
        chapter = ""
        if title and any(one in there for one in own):
            number += 1
            chapter = f"{number} {title}"
        for one in part:
            if one.tag == "module" and one.get("document", "") in there:
                yield _Module(there[one.get("document", "")], chapter)
            elif one.tag == "subcollection":
                inner = one.find("content")
                if inner is not None:
                    yield from within(inner, xml.text_at(one, "title"))

    if content is not None:
        yield from within(content, "")


def _book(
    files: Files, info: CollectionInfo, parts: Sequence[_Module], modules: dict[str, str]
) -> Book:
    return Book(info, len(parts), _entries(files, info, parts, modules))


def _entries(
    files: Files, info: CollectionInfo, parts: Sequence[_Module], modules: dict[str, str]
) -> Iterator[Entry]:
    titles = {number: _title(files, name) for number, name in modules.items()}
    pictures = {
        posixpath.basename(name): name for name in files.names if "media" in name.split("/")[:-1]
    }
    for ordinal, part in enumerate(parts, 1):
        try:
            root = xml.parsed(files.read(part.name, MAX_TEXT))
            yield _article(files, info, part, ordinal, root, titles, pictures)
        except BadItem as error:
            yield files.problem(part.name, f"It was left out: {error}")


def _article(
    files: Files,
    info: CollectionInfo,
    part: _Module,
    ordinal: int,
    root: Element,
    titles: dict[str, str],
    pictures: dict[str, str],
) -> Item:
    if root.tag != "document":
        raise BadItem("It is no CNXML document.")
    body = ModuleBody(part.name, root, titles)
    title = xml.text_at(root, "title") or xml.text_at(root, "metadata/title")
    abstract = root.find("metadata/abstract")
    draft = ArticleDraft(
        key=xml.text_at(root, "metadata/content-id") or _number(part.name),
        title=_TEMPLATE.sub("", title) or title_of(part.name),
        body=body.markdown,
        summary="" if abstract is None else " · ".join(lines(abstract)) or xml.texts(abstract),
        chapter=part.chapter,
        glossary=glossary(root),
        pictures=_supplied(files, body.pictures, pictures),
        found_in=found_in(files, part.name),
    )
    if not draft.body and not draft.glossary:
        raise BadItem("There is nothing in it.")
    source = Reference(draft.title, info.title)
    exercises = (
        replace(
            one,
            external_id=f"{draft.key}/{one.external_id}" if one.external_id else "",
            topic=draft.title,
            references=(source,),
        )
        for one in body.exercises  # their ids are unique in their module only
    )
    return Item(ordinal, draft, tuple(exercises))


def _supplied(files: Files, addresses: Sequence[str], by_name: dict[str, str]) -> dict[str, bytes]:
    """Return the pictures that are there, at their place or in a folder called media."""
    found = {}
    for address in dict.fromkeys(addresses):
        for name in (address, by_name.get(posixpath.basename(address))):
            if name is None:
                continue
            try:
                found[address] = files.read(name, MAX_PICTURE)
                break
            except BadItem:
                continue
    return found


def _number(name: str) -> str:
    """Return a module's number: the folder of its ``index.cnxml``, else the file's name."""
    folder, file = posixpath.split(name)
    stem = file.rpartition(".")[0]
    return posixpath.basename(folder) if stem == "index" and folder else stem


def _title(files: Files, name: str) -> str:
    found = _TITLE.search(files.head(name).decode(errors="replace"))
    return one_line(unescape(found[1])) if found else ""
