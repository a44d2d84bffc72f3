"""The words of a field without its markup, as Anki reads them for sorting and comparing."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r"<(!--|style|script)", re.IGNORECASE)
_BREAKS = ("<br", "<div", "<p>", "<li", "<td")
_MEDIA_TAG = re.compile(
    r"<(?:img|audio|video|source|object|embed)\b[^>]*?\b(?:src|data)\s*=\s*"
    r"(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))[^>]*>",
    re.IGNORECASE,
)


def strip_html(text: str) -> str:
    """Return ``text`` without tags, comments, styles and scripts, its entities decoded."""
    if "<" in text:
        text = _without_hidden(text)
        # Cut at the last ">", every "<" finds its end: no text can make this slow.
        end = text.rfind(">") + 1
        text = _TAG.sub("", text[:end]) + text[end:]
    return html.unescape(text).replace("\xa0", " ") if "&" in text else text


def parted_words(text: str) -> str:
    """Return ``text`` as :func:`strip_html` does; line breaks and blocks part words."""
    if "<" in text:
        for tag in _BREAKS:
            text = text.replace(tag, f" {tag}")
    return strip_html(text)


def sort_text(text: str) -> str:
    """Return the beginning of a field as one line without tags: how its note is called in lists,
    and what they sort by."""
    return " ".join(parted_words(text).split())[:200]


def strip_html_keeping_media(text: str) -> str:
    """Return ``text`` without markup but with the file names of its pictures and sounds.

    This is what a note's checksum and sort field are made of, so that two notes that differ
    only in their picture differ.
    """
    if "<" in text:
        end = text.rfind(">") + 1
        text = _MEDIA_TAG.sub(lambda tag: f" {media_source(tag)} ", text[:end]) + text[end:]
    return strip_html(text)


def media_source(tag: re.Match[str]) -> str:
    """Return the address in a match of a tag that has it double, single or not quoted."""
    return next(filter(None, tag.groups()), "")


def _without_hidden(text: str) -> str:
    """Drop comments, styles and scripts with what is in them; those without an end stay."""
    if not _HIDDEN.search(text):
        return text
    kept: list[str] = []
    position = 0
    folded = text.lower()
    for opening in _HIDDEN.finditer(text):
        if opening.start() < position:
            continue
        name = opening[1].lower()
        end = "-->" if name == "!--" else f"</{name}>"
        close = folded.find(end, opening.end())
        if close < 0:
            break
        kept.append(text[position : opening.start()])
        position = close + len(end)
    kept.append(text[position:])
    return "".join(kept)
