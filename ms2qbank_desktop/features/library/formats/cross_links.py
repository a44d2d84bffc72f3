"""Links from one file of a folder to another, as the names of the articles they become."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(
    r"(?P<code>^(?:```|~~~).*?^(?:```|~~~)\s*?$|`[^`\n]+`)"
    r"|(?<![!\\])\[(?P<words>(?:[^\[\]\\\n]|\\.)*)\]"
    r"\((?P<address>[^\s()<>]+(?:\([^()\s]*\)[^\s()<>]*)?)(?:[ \t]+\"[^\"\n]*\")?\)",
    re.MULTILINE | re.DOTALL,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)


def linked(body: str, name: str, title_of: Callable[[str], str]) -> str:
    """Return the body of the file ``name`` with its links to files as ``[[Title#heading|words]]``.

    ``title_of`` gives the title of the article that a file holds, "" if it holds none: such links
    become plain words, for nothing could be opened.
    """

    def named(found: re.Match[str]) -> str:
        if found["code"] is not None or _SCHEME.match(found["address"]):
            return found[0]
        path, _, heading = unquote(found["address"]).partition("#")
        path = path.partition("?")[0]
        place = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else ""
        title = title_of(place) if place else ""
        if place and not title:
            return found["words"]
        return markdown.cross(title, found["words"], heading) or found["words"]

    return _LINK.sub(named, body)
