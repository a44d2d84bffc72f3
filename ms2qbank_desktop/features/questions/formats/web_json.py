"""Questions of the old web system: a JSON list, one bare object, or JSON lines.

``{"id", "stem", "choices": [{"label", "text"}], "answer": "B", "explanation": {"summary",
"rationales": [{"choice", "text"}]}, "metadata": {"subject", "system", "difficulty", "keywords",
"media", "references"}, "tags"}``. ``metadata.status`` told of one learner and is left out.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.content import texts
from ms2qbank_desktop.features.questions.markup import detect
from ms2qbank_desktop.features.questions.models import Choice, Draft, ImageSource, Reference

from .base import (
    BadItem,
    Entry,
    Source,
    difficulty,
    is_json_with,
    label,
    labels,
    listed,
    table,
    text,
)
from .images import beside, is_remote, with_inline
from .json_items import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class WebJson:
    """Reader of the old web system's files; keywords and tags both become tags."""

    name = "web"
    title = "MS2QBank web JSON"
    endings = (".json",)

    def sniff(self, _source: Source, head: str, /) -> bool:
        return is_json_with(head, "stem", "choices", "answer")

    def read(self, source: Source) -> Iterator[Entry]:
        return drafts(source, lambda item: _draft(item, source.path.parent))


def _draft(item: dict[str, object], folder: Path) -> Draft:
    about = table(item.get("metadata"), "metadata")
    summary, rationales = _explanation(item.get("explanation"))
    choices = _choices(item, rationales)
    stem = text(item.get("stem"), "stem")
    images, references = _media(about.get("media"), folder)
    keywords = labels(about.get("keywords"), "keywords")
    draft = Draft(
        stem,
        choices,
        external_id=label(item.get("id"), "id"),
        explanation=summary,
        subject=label(about.get("subject"), "subject"),
        system=label(about.get("system"), "system"),
        difficulty=difficulty(about.get("difficulty")),
        tags=tuple(dict.fromkeys((*labels(item.get("tags"), "tags"), *keywords))),
        references=(*map(_reference, listed(about.get("references"), "references")), *references),
        images=images,
    )
    return with_inline(replace(draft, markup=detect(texts(draft))), folder)


def _choices(item: dict[str, object], rationales: dict[str, str]) -> tuple[Choice, ...]:
    found = [table(choice, "choice") for choice in listed(item.get("choices"), "choices")]
    letters = [label(choice.get("label"), "label of a choice") for choice in found]
    if len(set(letters)) < len(letters):
        raise BadItem("two choices have the same label")
    right = label(item.get("answer"), "answer")
    for letter, name in ((right, "the answer"), *((key, "a rationale") for key in rationales)):
        if letter not in letters:
            raise BadItem(f"{name} is for choice {letter or '(none)'}, which is not there")
    return tuple(
        Choice(text(choice.get("text"), "choice"), letter == right, rationales.get(letter, ""))
        for letter, choice in zip(letters, found, strict=True)
    )


def _explanation(value: object) -> tuple[str, dict[str, str]]:
    if isinstance(value, str):
        return text(value, "explanation"), {}
    explanation = table(value, "explanation")
    found = [table(r, "rationale") for r in listed(explanation.get("rationales"), "rationales")]
    return text(explanation.get("summary"), "summary"), {
        label(rationale.get("choice"), "choice of a rationale"): text(
            rationale.get("text"), "rationale"
        )
        for rationale in found
    }


def _reference(value: object) -> Reference:
    reference = table(value, "reference")
    return Reference(*(label(reference.get(key), key) for key in ("title", "source", "url")))


def _media(value: object, folder: Path) -> tuple[tuple[ImageSource, ...], list[Reference]]:
    """Return the pictures that lie beside the file, and all other media as references.

    The old system never showed media, so that no question depends on one.
    """
    images, references = [], []
    for member in listed(value, "media"):
        medium = table(member, "medium")
        uri = label(medium.get("uri"), "uri")
        alt = label(medium.get("alt_text"), "alt_text")
        kind = label(medium.get("type"), "type") or "image"
        if kind == "image" and uri and not is_remote(uri):
            with suppress(BadItem):
                images.append(ImageSource(beside(folder, uri), alt))
                continue
        if uri:
            references.append(Reference(alt or kind.capitalize(), f"{kind}, not included", uri))
    return tuple(images), references
