"""Reads XML that nobody vouches for: no entities of its own, nothing fetched, no depth or size
that could hurt."""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .base import MAX_TEXT, BadItem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 150
MAX_ELEMENTS = 500_000


def parsed(data: bytes) -> Element:
    """Return the root; tags have no namespaces. BadItem if it is not sound, too large or deep,
    or declares entities. Entities that only a DTD would know are taken for those of HTML."""
    if len(data) > MAX_TEXT:
        raise BadItem(f"It is larger than {MAX_TEXT >> 20} MB.")
    builder = TreeBuilder()
    depth = number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, number
        depth, number = depth + 1, number + 1
        if depth > MAX_DEPTH or number > MAX_ELEMENTS:
            raise BadItem("Its elements are nested too deep or too many.")
        builder.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_args: object) -> None:
        raise BadItem("It declares entities, which no article needs.")

    def skipped(name: str, _parameter: bool) -> None:
        builder.data(html5.get(f"{name};", ""))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.SkippedEntityHandler = skipped
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BadItem(f"It is no sound XML ({error}).") from None
    return builder.close()


def texts(element: Element) -> str:
    """Return all text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def children(element: Element, *tags: str) -> Iterator[Element]:
    return (child for child in element if child.tag in tags)


def text_at(element: Element, path: str) -> str:
    """Return the text at a path of tags, "" if there is none."""
    found = element.find(path)
    return "" if found is None else texts(found)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
