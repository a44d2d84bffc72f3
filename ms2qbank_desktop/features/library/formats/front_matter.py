"""The block of `key: value` lines between two `---` at the top of a Markdown file.

A part of YAML is enough for it: words, quoted texts, `[lists]`, `- item` lists, and texts over
several lines after `|` or `>`. Anything else is taken as the text it is.
"""

from __future__ import annotations

import json
import re

Value = str | list[str]
MAX_LENGTH = 1 << 16
_KEY = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s*:(?:\s+(.*))?")
_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)""")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s+#.*)?""")
_COMMENT = re.compile(r"(?<!\s)\s+#.*$")


def split(text: str) -> tuple[dict[str, Value], str]:
    """Return the front matter, keys in lower case with underscores, and the text below it."""
    begin = _FENCE.match(text)
    end = _END.search(text, begin.end(), MAX_LENGTH) if begin else None
    if begin is None or end is None:
        return {}, text
    return _read(text[begin.end() : end.start()]), text[end.end() :]


def _read(block: str) -> dict[str, Value]:
    values: dict[str, Value] = {}
    key, folded = "", ""
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _KEY.fullmatch(line) if not line[0].isspace() else None
        if found:
            key = re.sub(r"[ .-]+", "_", found[1].lower())
            raw = (found[2] or "").strip()
            folded = "\n" if raw[:1] == "|" else " "
            values[key] = "" if raw in {"|", ">", "|-", ">-"} else _value(raw)
        elif key:
            _go_on(values, key, line.strip(), folded)
    return values


def _go_on(values: dict[str, Value], key: str, line: str, folded: str) -> None:
    known = values[key]
    if line.startswith("- ") and (isinstance(known, list) or not known):
        values[key] = [*known, _scalar(line[2:].strip())]
    elif isinstance(known, str):
        values[key] = f"{known}{folded}{line}" if known else line


def _value(raw: str) -> Value:
    if raw.startswith("[") and raw.endswith("]"):
        items = (_scalar(found[1].strip()) for found in _ITEM.finditer(raw[1:-1]))
        return [item for item in items if item]
    return _scalar(raw)


def _scalar(raw: str) -> str:
    found = _QUOTED.fullmatch(raw)
    if found is None:
        return _COMMENT.sub("", raw)
    quoted = found[1]
    if quoted[0] == "'":
        return quoted[1:-1].replace("''", "'")
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted[1:-1]
