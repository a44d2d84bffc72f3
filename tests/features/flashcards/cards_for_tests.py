"""Small note types and notes for the tests of card texts."""

from __future__ import annotations

from datetime import UTC, datetime

from ms2qbank_desktop.features.flashcards.models import (
    CardTemplate,
    Note,
    NoteField,
    NoteKind,
    NoteType,
)
from ms2qbank_desktop.features.flashcards.text.colours import Ink
from ms2qbank_desktop.features.flashcards.text.rendering import RenderedCard, render

LIGHT = Ink()
DARK = Ink(
    text="#DEDFE2",
    surface="#1A1C20",
    muted="#A3A8B1",
    sunken="#2A2D33",
    accent="#A3B9F2",
    dark=True,
)


def notetype(
    *templates: tuple[str, str],
    names: tuple[str, ...] = ("Front", "Back"),
    kind: NoteKind = NoteKind.STANDARD,
    css: str = "",
) -> NoteType:
    return NoteType(
        id=1,
        name="Basic",
        kind=kind,
        fields=tuple(map(NoteField, names)),
        templates=tuple(
            CardTemplate(f"Card {number}", *sides) for number, sides in enumerate(templates, 1)
        ),
        css=css,
    )


def note(*fields: str, tags: tuple[str, ...] = ()) -> Note:
    return Note(1, "guid", 1, fields, tags, datetime(2026, 1, 1, tzinfo=UTC))


def shown(front: str, *, css: str = "", ink: Ink = LIGHT) -> RenderedCard:
    """Return a card whose front field is ``front``; every media file is there."""
    basic = notetype(("{{Front}}", "{{FrontSide}}"), css=css)
    return render(basic, note(front, ""), 0, ink, lambda name: f"media:{name}")
