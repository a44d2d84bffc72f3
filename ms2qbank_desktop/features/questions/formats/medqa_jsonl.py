"""Questions as the MedQA data set has them: JSON lines, one question in each.

``{"question", "answer", "options": {"A": …}, "answer_idx": "A", "meta_info": "step1"}``; the
options may also be a list of ``{"key", "value"}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.markup import detect
from ms2qbank_desktop.features.questions.models import Choice, Draft

from .base import BadItem, Entry, Source, is_json_with, label, listed, table, text
from .json_items import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator


class MedQA:
    """Reader of MedQA files; ``meta_info`` becomes a tag."""

    name = "medqa"
    title = "MedQA JSON lines"
    endings = (".jsonl", ".ndjson")

    def sniff(self, _source: Source, head: str, /) -> bool:
        named = is_json_with(head, "answer_idx") or is_json_with(head, "answer")
        return named and is_json_with(head, "question", "options")

    def read(self, source: Source) -> Iterator[Entry]:
        return drafts(source, _draft)


def _draft(item: dict[str, object]) -> Draft:
    options = _options(item.get("options"))
    stem = text(item.get("question"), "question")
    right = _right(item, options)
    choices = tuple(Choice(option, key == right) for key, option in options.items())
    tag = label(item.get("meta_info"), "meta_info")
    return Draft(
        stem,
        choices,
        detect([stem, *options.values()]),
        tags=(tag,) if tag else (),
    )


def _options(value: object) -> dict[str, str]:
    if isinstance(value, list):
        members = [table(member, "option") for member in listed(value, "options")]
        pairs = [(label(m.get("key"), "option key"), m.get("value")) for m in members]
    else:
        pairs = list(table(value, "list of options").items())
    return {key: text(option, "option") for key, option in pairs}


def _right(item: dict[str, object], options: dict[str, str]) -> str:
    """Return the key of the right option; BadItem if the two ways to name it disagree."""
    key = label(item.get("answer_idx"), "answer_idx")
    answer = text(item.get("answer"), "answer").strip()
    if not key:
        keys = [key for key, option in options.items() if option.strip() == answer]
        if len(keys) != 1:
            raise BadItem("the answer is not one of the options")
        return keys[0]
    if key not in options:
        raise BadItem(f"the answer is {key}, but there is no such option")
    if answer and answer != options[key].strip():
        raise BadItem(f"the answer text is not that of option {key}")
    return key
