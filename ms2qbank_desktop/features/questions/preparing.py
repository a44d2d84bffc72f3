"""Makes a question ready to be stored: pictures saved, texts sanitised and pointing to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .content import MAX_TEXT
from .markup import sanitise
from .models import Draft, Image, KeyPhrase, Markup
from .pictures import MEDIA, renamed

if TYPE_CHECKING:
    from collections.abc import Callable


def prepared(draft: Draft, save: Callable[[bytes], str]) -> tuple[Draft, tuple[Image, ...]]:
    """Return ``draft`` as it will be stored, and its pictures.

    ``save`` keeps the bytes of a picture and returns its name in the media folder.
    """
    if not draft.images and draft.markup is not Markup.HTML:
        return draft, ()
    images: dict[str, Image] = {}
    names: dict[str, str] = {}
    for source in draft.images:
        name = save(source.data)
        images.setdefault(f"{name} {source.place}", Image(name, source.alt, source.place))
        if source.reference:
            names[source.reference] = MEDIA + name

    def changed(text: str) -> str:
        if names:
            text = renamed(text, draft.markup, names)
        # A text beyond all bounds is left as it is, to be refused.
        return sanitise(text) if draft.markup is Markup.HTML and len(text) <= MAX_TEXT else text

    stem = changed(draft.stem)
    return replace(
        draft,
        stem=stem,
        choices=tuple(
            replace(choice, text=changed(choice.text), rationale=changed(choice.rationale))
            for choice in draft.choices
        ),
        explanation=changed(draft.explanation),
        objective=changed(draft.objective),
        hint=changed(draft.hint),
        case_vignette=changed(draft.case_vignette),
        key_phrases=_found_again(draft, stem, changed),
    ), tuple(images.values())


def _found_again(draft: Draft, stem: str, changed: Callable[[str], str]) -> tuple[KeyPhrase, ...]:
    """Return the key phrases as spans of the changed ``stem``.

    One that cuts through a tag is dropped: it cannot be shown. One outside the old stem stays
    outside, to be refused.
    """
    if stem == draft.stem:
        return draft.key_phrases
    found = []
    for phrase in draft.key_phrases:
        if not 0 <= phrase.start < phrase.end <= len(draft.stem):
            found.append(KeyPhrase(-1, -1))
            continue
        words = changed(draft.stem[phrase.start : phrase.end])
        # The same words may stand in the stem twice: count those before the phrase.
        before = changed(draft.stem[: phrase.start]).count(words) if words else 0
        start = -1
        for _ in range(before + 1):
            start = stem.find(words, start + 1)
        if words and start >= 0:
            found.append(KeyPhrase(start, start + len(words)))
    return tuple(found)
