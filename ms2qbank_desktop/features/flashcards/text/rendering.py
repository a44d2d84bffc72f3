"""A card as the study screen shows it: safe rich text in the theme's colours, sounds, masks."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.questions.typesetting import (
    FormulaFault,
    has_formulas,
    replace_formulas,
    typeset,
)

from . import stylesheet
from .card_text import card_text, named_fields
from .cloze import OCCLUSION, typed_answer
from .media_names import media_names
from .occlusion import masks
from .sanitising import shown
from .typed_answer import Verdict, compare, expected_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.flashcards.models import Note, NoteType
    from ms2qbank_desktop.features.questions.typesetting import Source

    from .colours import Ink
    from .occlusion import Mask
    from .typed_answer import Run

_MARK = re.compile(
    r"\[anki:play:([qa]):(\d{1,4})\]|\ue000(\d{1,6})\ue001|\[\[type:[^\[\]]{1,200}\]\]"
)
# From the private use area: a note has no use for them.
_TYPED = "\ue002"
_NO_MARKS = dict.fromkeys((0xE000, 0xE001, 0xE002))
_TYPING = re.compile(r"\[\[type:([^\[\]]{1,200})\]\]")
_VIDEOS = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ogv", ".3gp")
_MOST_FORMULAS = 60
"""A card with more shows the rest of them as a notice: each takes a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card.

    ``html`` is rich text. Its pictures have the addresses that the media resolver gave, or
    ``math:…`` (see ``typesetting.source_of``); its links are web addresses, ``sound:f0`` /
    ``sound:b0`` (the first of ``sounds`` of the front / back) and ``hint:f0`` / ``hint:b0``.
    """

    html: str
    sounds: tuple[str, ...] = ()
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedField:
    """What the student is asked to type. Without ``accents``, marks on letters do not count."""

    name: str
    expected: str
    accents: bool = True


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card; ``fault``, if any, says why it cannot be asked, in both sides' place.

    ``occluded`` is the address of the picture that the masks lie on.
    """

    front: Side
    back: Side
    typing: TypedField | None = None
    occluded: str = ""
    fault: str = ""


def render(
    notetype: NoteType,
    note: Note,
    ordinal: int,
    ink: Ink,
    media: Callable[[str], str | None],
    *,
    deck: str = "",
    flag: int = 0,
    card_id: int = 0,
    opened: frozenset[str] = frozenset(),
    typed: str | None = None,
) -> RenderedCard:
    """Return a card of ``note`` in the colours of ``ink``; never raises for what is in a note.

    ``media`` gives the address of a media file, None if it is missing. ``opened`` are the
    addresses of the hints that the student has opened, ``typed`` is what was typed: the back
    then shows it compared with the answer.
    """
    text = card_text(notetype, note, ordinal, deck=deck, flag=flag, card_id=card_id, opened=opened)
    if text.fault:
        notice = Side(f'<p style="color:{ink.muted}">{html.escape(text.fault)}</p>')
        return RenderedCard(notice, notice, fault=text.fault)
    typing = _typing(text.front, notetype, note, ordinal)
    sheet = stylesheet.parsed(notetype.css)
    covers, occluded = _occlusion(notetype, note, ordinal, media)

    def side(raw: str, sounds: Sequence[str], *, question: bool) -> str:
        marks = _Marks(ink, raw, sounds)
        reveal = not question and not occluded
        body = shown(marks.prepared, sheet, ink, media, text=marks.replaced, reveal_hidden=reveal)
        if _TYPED not in body:
            return body
        # A back may repeat the box of the front: the comparison stands where the last one is.
        before, _, after = body.rpartition(_TYPED)
        answer = "" if question or typing is None else _answer(typing, typed, ink)
        return before.replace(_TYPED, "") + answer + after

    return RenderedCard(
        Side(side(text.front, text.front_sounds, question=True), text.front_sounds, covers[0]),
        Side(side(text.back, text.back_sounds, question=False), text.back_sounds, covers[1]),
        typing,
        occluded,
    )


class _Marks:
    """The formulas and sounds of one side, which are only marks while its HTML is made safe."""

    def __init__(self, ink: Ink, raw: str, sounds: Sequence[str]) -> None:
        self._ink = ink
        self._sounds = sounds
        self._formulas: list[Source] = []
        raw = raw.translate(_NO_MARKS)
        self.prepared = replace_formulas(raw, self._mark) if has_formulas(raw) else raw

    def replaced(self, text: str) -> str:
        """Return a run of escaped text with what its marks stand for."""
        if "[" in text or "\ue000" in text:
            return _MARK.sub(self._meant, text)
        return text

    def _mark(self, source: Source) -> str:
        self._formulas.append(source)
        return f"\ue000{len(self._formulas) - 1}\ue001"

    def _meant(self, mark: re.Match[str]) -> str:
        if mark[1]:
            return self._sound("f" if mark[1] == "q" else "b", int(mark[2]))
        if mark[3]:
            number = int(mark[3])
            return self._formula(number) if number < len(self._formulas) else ""
        return _TYPED

    def _sound(self, side: str, number: int) -> str:
        address = f"sound:{side}{number}"
        name = self._sounds[number] if number < len(self._sounds) else ""
        if not name.lower().endswith(_VIDEOS):
            return f'<a href="{address}">▶</a>'
        tip = html.escape(f"{name} is a video. Here only its sound is played.")
        words = f'<span style="color:{self._ink.muted}">sound of a video</span>'
        return f'<a href="{address}" title="{tip}">▶</a> {words}'

    def _formula(self, number: int) -> str:
        source = self._formulas[number]
        try:
            if number >= _MOST_FORMULAS:
                raise FormulaFault("The card has too many.")
            typeset(source)
        except FormulaFault as fault:
            words = html.escape(f"Formula not shown. {fault.message}")
            style = f"background-color:{self._ink.sunken};color:{self._ink.muted}"
            return f'<span style="{style}">&nbsp;{words}&nbsp;</span>'
        if source.display:
            return f'<div align="center"><img src="{source.address}"></div>'
        return f'<img src="{source.address}" style="vertical-align:middle">'


def _typing(front: str, notetype: NoteType, note: Note, ordinal: int) -> TypedField | None:
    found = _TYPING.search(front) if "[[type:" in front else None
    if found is None:
        return None
    *kinds, name = found[1].split(":")
    field = named_fields(notetype, note).get(name)
    if field is None:
        return None
    if "cloze" in kinds:
        field = typed_answer(field, ordinal + 1)
    return TypedField(name, expected_text(field), accents="nc" not in kinds)


def _answer(typing: TypedField, typed: str | None, ink: Ink) -> str:
    if not typed:
        return f"<p><b>{html.escape(typing.expected)}</b></p>"
    result = compare(html.escape(typing.expected), typed, accents=typing.accents)
    rows = (result.typed,) if result.right else (result.typed, result.expected)
    return "".join(f"<p>{_row(row, ink)}</p>" for row in rows)


def _row(runs: tuple[Run, ...], ink: Ink) -> str:
    """Return one line of a comparison: wrong and missing letters differ by more than colour."""
    looks = {
        Verdict.RIGHT: f"color:{ink.right};background-color:{ink.right_subtle}",
        Verdict.WRONG: f"color:{ink.wrong};background-color:{ink.wrong_subtle};"
        "text-decoration:line-through",
        Verdict.MISSING: f"color:{ink.text};background-color:{ink.sunken};"
        "text-decoration:underline",
    }
    texts = ((run, html.escape(run.text).replace("  ", " &nbsp;")) for run in runs)
    return "".join(f'<span style="{looks[run.verdict]}">{text}</span>' for run, text in texts)


def _occlusion(
    notetype: NoteType, note: Note, ordinal: int, media: Callable[[str], str | None]
) -> tuple[tuple[tuple[Mask, ...], tuple[Mask, ...]], str]:
    """Return the masks of both sides and the address of the picture below them."""
    field = next((text for text in note.fields if OCCLUSION in text), "")
    if notetype.kind is NoteKind.STANDARD or not field:
        return ((), ()), ""
    names = (name for text in note.fields if text is not field for name in media_names(text))
    picture = next(names, "")
    covers = (
        masks(field, ordinal + 1, question=True),
        masks(field, ordinal + 1, question=False),
    )
    return covers, (media(picture) or "") if picture else ""
