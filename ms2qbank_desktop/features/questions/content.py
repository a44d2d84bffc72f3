"""What makes two questions the same one, and what a question must have to be taken."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from .markup import plain
from .models import LETTERS, MAX_CHOICES, MIN_CHOICES, Draft, Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Question

MAX_TEXT = 100_000
"""Characters of one text; the longest stem of the real banks has 4,671."""

_MASK_63 = (1 << 63) - 1
_BETWEEN = "\ue000"  # private use: neither a word, nor space, nor punctuation
# Punctuation is laid aside, but not what tells one number or ion from another: + - < > = % and
# arrows stay, and a hyphen does where it is a sign rather than a dash.
_ASCII_LAID_ASIDE = bytes(
    ord(" ") if chr(byte) in "_!\"#&'()*,./:;?@[\\]`{|}\t\r\n" else byte for byte in range(256)
)
_LAID_ASIDE = re.compile(
    "[\u00a0\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u200b-\u200f\u2016-\u201f\u2022"
    "\u2024-\u2027\u2032-\u203a\u2060\ufeff]+"
)
_DASH = re.compile("[\u2010-\u2015]")
_HYPHEN = re.compile(r"-(?=\w)(?<=\w-)|-(?= )(?<= -)")  # "-" first: the search then is a scan


class Keys(NamedTuple):
    """Hashes of the parts of a question, for finding it again after an edit."""

    stem: int
    choices: frozenset[int]


def content_key(draft: Draft) -> int:
    """Return 63 bits that are the same for the same stem and choices, however they are set.

    Markup, case, punctuation, spacing and the order of the choices do not count; the case
    vignette and the pictures of the stem do, for "What is the diagnosis?" is many questions.
    """
    stem, choices = _normalised(draft)
    pictures = sorted(_digest(image.data) for image in draft.images if image.place == "stem")
    return _hash([stem, *sorted(set(choices)), *pictures])


def content_hash(draft: Draft) -> int:
    """Return 63 bits that change with anything in ``draft`` but its external id."""
    parts: list[object] = [
        *(draft.stem, draft.markup, draft.explanation, draft.objective, draft.hint),
        *(draft.subject, draft.system, draft.topic, draft.difficulty),
        *(draft.case_id, draft.case_vignette, draft.editorial, draft.author),
    ]
    for choice in draft.choices:
        parts += (choice.text, choice.correct, choice.rationale)
        if choice.share is not None:
            parts.append(f"share {choice.share}")
    parts.append("\x1d".join(sorted(draft.tags)))
    for reference in draft.references:
        parts += (reference.title, reference.source, reference.url)
    parts += draft.key_phrases
    for image in draft.images:
        parts += (_digest(image.data), image.alt, image.place)
    return _hash(map(str, parts))


def part_keys(draft: Draft) -> Keys:
    """Return the hashes by which an edited question is matched with its older self."""
    stem, choices = _normalised(draft)
    return Keys(_hash([stem]), frozenset(_hash([choice]) for choice in choices))


def similarity(first: str, second: str) -> float:
    """Return the share of words two texts have in common, 0 to 1 (Dice, with repetition)."""
    words, others = Counter(first.casefold().split()), Counter(second.casefold().split())
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 1.0


def validate(draft: Draft) -> list[str]:
    """Return why ``draft`` cannot be taken, in words for the user; empty if it can."""
    if any(len(text) > MAX_TEXT for text in texts(draft)):
        return [f"a text is longer than {MAX_TEXT:,} characters"]
    reasons = []
    if _is_empty(draft.stem, draft.markup):
        reasons.append("the stem is empty")
    count = len(draft.choices)
    if not MIN_CHOICES <= count <= MAX_CHOICES:
        reasons.append(f"it has {count or 'no'} choices, not {MIN_CHOICES} to {MAX_CHOICES}")
    else:
        reasons += [
            f"choice {letter} is empty"
            for letter, choice in zip(LETTERS, draft.choices, strict=False)
            if _is_empty(choice.text, draft.markup)
        ]
        right = sum(choice.correct for choice in draft.choices)
        if right == 0:
            reasons.append("no choice is marked as right")
        elif right == count:
            reasons.append("every choice is marked as right")
    if draft.difficulty is not None and not 1 <= draft.difficulty <= 5:
        reasons.append(f"its difficulty is {draft.difficulty}, not 1 to 5")
    if any(not 0 <= span.start < span.end <= len(draft.stem) for span in draft.key_phrases):
        reasons.append("a key phrase lies outside the stem")
    return reasons


def texts(draft: Draft) -> list[str]:
    """Return the texts of ``draft`` that are written in its markup."""
    found = [draft.stem, draft.case_vignette, draft.explanation, draft.objective, draft.hint]
    for choice in draft.choices:
        found += (choice.text, choice.rationale)
    return found


def search_texts(draft: Draft | Question) -> tuple[str, str, str, str]:
    """Return the columns of the search index: stem, choices, explanation, tags.

    What explains goes with the explanation; subject, system, topic and external id with the tags.
    """
    markup = draft.markup
    stem = plain(draft.stem, markup)
    if draft.case_vignette:
        stem = f"{plain(draft.case_vignette, markup)}\n{stem}"
    choices = "\n".join(plain(choice.text, markup) for choice in draft.choices)
    explaining = [draft.explanation, draft.objective, draft.hint]
    explaining += [choice.rationale for choice in draft.choices]
    labels = [*draft.tags, draft.subject, draft.system, draft.topic, draft.external_id]
    return (
        stem,
        choices,
        "\n".join(plain(text, markup) for text in explaining if text),
        "\n".join(filter(None, labels)),
    )


def _is_empty(text: str, markup: Markup) -> bool:
    if not text or text.isspace():
        return True
    if markup is Markup.TEXT or "<img" in text or "![" in text:
        return False
    return not plain(text, markup)


def _normalised(draft: Draft) -> tuple[str, list[str]]:
    """Return stem and choices with everything laid aside that does not tell questions apart."""
    markup = draft.markup
    stem = f"{draft.case_vignette}\n{draft.stem}" if draft.case_vignette else draft.stem
    # One pass over all texts together: this runs for each of 100,000 questions.
    whole = _BETWEEN.join(
        [plain(stem, markup), *(plain(choice.text, markup) for choice in draft.choices)]
    )
    if not whole.isascii():
        whole = _DASH.sub("-", _LAID_ASIDE.sub(" ", unicodedata.normalize("NFKC", whole)))
    whole = whole.casefold().encode().translate(_ASCII_LAID_ASIDE).decode()
    whole = _HYPHEN.sub(" ", whole).replace("\u2212", "-")
    first, *rest = (" ".join(part.split()) for part in whole.split(_BETWEEN))
    return first, rest


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _hash(parts: Iterable[str]) -> int:
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _MASK_63
