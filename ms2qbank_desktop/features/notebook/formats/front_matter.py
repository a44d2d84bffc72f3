"""The front matter of Markdown files: the subset of YAML that notes have.

Read are plain and quoted words, lists in brackets and lists of lines. Anything else (blocks, maps,
anchors) is no value for us, but its lines are kept as they stand.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | list[str]
MAX_BLOCK = 1 << 22
"""Characters of a front matter; a longer one is text."""
MAX_ALIASES = 200
_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(
    r"([^\s#:'\"\-\[\]{},&*!|>%@`?][^:\n]{0,200}|\"[^\"\n]{1,200}\"):(?:[ \t]+(.*)|)$"
)
_PLAIN = re.compile(r"[^\W_](?:[\w /.+()–’-]*[\w/.+()–’-])?")
_LIKE_ANOTHER_TYPE = re.compile(
    r"(?i)true|false|yes|no|on|off|y|n|null|[-+.\d]*\d[\d_.,:e+ -]*(?:t.*|z)?|0[xo][\da-f]+"
    r"|[-+]?\.?(?:inf|nan)"
)
_SINGLE = re.compile(r"'((?:[^']|'')*)'[ \t]*(?:#.*)?")
_DOUBLE = re.compile(r"(\"(?:[^\"\\]|\\.)*\")[ \t]*(?:#.*)?")
_ITEM = re.compile(r"\s*('(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^,'\"\[\]{}][^,\[\]{}]*)\s*(,|$)")
_ALIASES = ("aliases", "alias")
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its lines as they stand, line ends included. ``value`` is None where it is
    nothing we read; ``key`` is "" for comments and what belongs to no key."""

    key: str
    lines: str
    value: Value | None


def split(text: str) -> tuple[str, str]:
    """Return the lines between the marks of a front matter, and the rest; "" if it has none."""
    opening = _OPENING.match(text)
    if opening is None:
        return "", text
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_BLOCK)
    if closing is None:
        return "", text
    block = text[opening.end() : closing.start()]
    if not any(_KEY.match(line.rstrip("\r")) for line in block.split("\n")):
        return "", text  # two rules with words between them
    return block, text[closing.end() :]


def entries(block: str) -> list[Entry]:
    """Return the keys of a front matter in order; their lines joined are the block."""
    found: list[list[str]] = []
    for line in re.findall(r"[^\n]*\n|[^\n]+\Z", block):
        bare = line.rstrip("\r\n")
        stands_alone = not bare.strip() or bare.startswith("#")
        if stands_alone or _KEY.match(bare) or not found:
            found.append([line])
        else:
            found[-1].append(line)
    return [_entry(lines) for lines in found]


def aliases(text: str) -> list[str]:
    """Return what a text's front matter says it is called too, each name once."""
    if not text.startswith("---"):
        return []
    found = (one.value for one in entries(split(text)[0]) if one.key.lower() in _ALIASES)
    lists = ([value] if isinstance(value, str) else value or [] for value in found)
    names = (name.strip() for some in lists for name in some)
    return list({name.casefold(): name for name in names if name}.values())[:MAX_ALIASES]


def written(key: str, value: str | Iterable[str]) -> str:
    """Return the line of a key."""
    if isinstance(value, str):
        return f"{key}: {_word(value)}\n"
    return f"{key}: [{', '.join(map(_word, value))}]\n"


def _entry(lines: list[str]) -> Entry:
    found = _KEY.match(lines[0].rstrip("\r\n"))
    if found is None:
        return Entry("", "".join(lines), None)
    rest = [line.strip() for line in lines[1:]]
    return Entry(found[1].strip('"').strip(), "".join(lines), _value(found[2] or "", rest))


def _value(first: str, rest: list[str]) -> Value | None:
    first = first.strip()
    if first.startswith("["):
        return _flow(" ".join((first, *rest)))
    if not rest:
        return _scalar(first)
    if _COMMENT.sub("", first):
        return None  # a text over several lines
    items = [_scalar(line[1:].strip()) for line in rest if line == "-" or line.startswith("- ")]
    if len(items) != len(rest):
        return None
    return [item for item in items if item] if None not in items else None


def _flow(text: str) -> list[str] | None:
    text = _COMMENT.sub("", text).strip() if '"' not in text and "'" not in text else text.strip()
    if not text.endswith("]"):
        return None
    inner, at, found = text[1:-1].strip(), 0, []
    while at < len(inner):
        item = _ITEM.match(inner, at)
        value = _scalar(item[1].strip()) if item else None
        if item is None or value is None:
            return None
        found.append(value)
        at = item.end()
    return [value for value in found if value]


def _scalar(text: str) -> str | None:
    if text.startswith("'"):
        found = _SINGLE.fullmatch(text)
        return found[1].replace("''", "'") if found else None
    if text.startswith('"'):
        found = _DOUBLE.fullmatch(text)
        return _unquoted(found[1]) if found else None
    if text[:1] in {"{", "[", "&", "*", "!", "|", ">", "%", "@", "`"} and text:
        return None
    text = _COMMENT.sub("", text).strip()
    return None if ": " in text or text.endswith(":") else text


def _unquoted(text: str) -> str | None:
    """Our own words are quoted as JSON quotes; other escapes of YAML are none of ours."""
    try:
        value = json.loads(text, strict=False)
        value.encode()
    except (ValueError, UnicodeEncodeError):
        return None
    return str(value)


def _word(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _LIKE_ANOTHER_TYPE.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)
