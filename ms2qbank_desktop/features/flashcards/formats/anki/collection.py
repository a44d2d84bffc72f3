"""Decks and note types: schema 11's JSON ↔ our models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.formats.base import Extra, Packed, instant
from ms2qbank_desktop.features.flashcards.models import (
    DECK_SEPARATOR,
    CardTemplate,
    Deck,
    Filtered,
    FilteredSearch,
    NoteField,
    NoteKind,
    NoteType,
    TodayLimit,
)

from . import values

if TYPE_CHECKING:
    from collections.abc import Callable

_IMAGE_OCCLUSION = 6
"""Anki's number of the note type it makes for image occlusion (`originalStockKind`)."""


_LATEX_BEFORE = (
    "\\documentclass[12pt]{article}\n\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amsmath,amssymb}\n\\pagestyle{empty}\n\\begin{document}\n"
)
_LATEX_AFTER = "\\end{document}"
"""For note types that never were in Anki, whose [latex] would not be typeset without."""


def to_deck(raw: Extra, day0: int) -> Packed[Deck]:
    """Return the deck. ``day0``: the study day on which the collection began."""
    retention = values.whole(raw, "desiredRetention")
    deck = Deck(
        id=values.whole(raw, "id", most=values.MAX_ID),
        name=_path(values.text(raw, "name")),
        preset_id=values.whole(raw, "conf", 1, values.MAX_ID),
        description=values.text(raw, "desc"),
        new_limit=_limit(raw, "newLimit"),
        review_limit=_limit(raw, "reviewLimit"),
        new_today=_today(raw, "newLimitToday", day0),
        review_today=_today(raw, "reviewLimitToday", day0),
        desired_retention=retention / 100 if 0 < retention < 100 else None,
        filtered=_filtered(raw) if values.flag(raw, "dyn") else None,
    )
    return Packed(deck, instant(values.whole(raw, "mod")), raw)


def from_deck(packed: Packed[Deck], ids: Callable[[int], int], day0: int) -> Extra:
    """Return the JSON of a deck; ``ids`` gives the Anki id of a deck or preset."""
    deck, changed, extra = packed
    raw: Extra = {
        **{key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")},
        "collapsed": False,
        "browserCollapsed": False,
        **extra,
        "id": ids(deck.id),
        "name": deck.name,
        "mod": int(changed.timestamp()),
        "usn": -1,
        "desc": deck.description,
        "dyn": int(deck.filtered is not None),
    }
    if deck.filtered is not None:
        filtered = deck.filtered
        return {
            "delays": None,
            "separate": True,
            "previewDelay": 0,
            **raw,
            "terms": [[term.search, term.limit, term.order] for term in filtered.searches],
            "resched": filtered.reschedule,
            "previewAgainSecs": filtered.preview_again,
            "previewHardSecs": filtered.preview_hard,
            "previewGoodSecs": filtered.preview_good,
        }
    retention = deck.desired_retention
    return {
        "extendNew": 0,
        "extendRev": 0,
        **raw,
        "conf": ids(deck.preset_id),
        "newLimit": deck.new_limit,
        "reviewLimit": deck.review_limit,
        "newLimitToday": _from_today(deck.new_today, day0),
        "reviewLimitToday": _from_today(deck.review_today, day0),
        "desiredRetention": None if retention is None else round(retention * 100),
    }


def to_note_type(raw: Extra) -> Packed[NoteType]:
    """Return the note type."""
    kind = NoteKind.STANDARD
    if values.whole(raw, "type") == 1:
        occludes = values.whole(raw, "originalStockKind") == _IMAGE_OCCLUSION
        kind = NoteKind.IMAGE_OCCLUSION if occludes else NoteKind.CLOZE
    fields, templates = _ordered(raw, "flds"), _ordered(raw, "tmpls")
    note_type = NoteType(
        id=values.whole(raw, "id", most=values.MAX_ID),
        name=values.text(raw, "name") or "Unnamed",
        kind=kind,
        fields=tuple(map(_to_field, fields)),
        templates=tuple(map(_to_template, templates)),
        css=values.text(raw, "css"),
        sort_field=values.whole(raw, "sortf"),
        latex_before=values.text(raw, "latexPre"),
        latex_after=values.text(raw, "latexPost"),
        latex_svg=values.flag(raw, "latexsvg"),
    )
    return Packed(note_type, instant(values.whole(raw, "mod")), raw)


def from_note_type(packed: Packed[NoteType], ids: Callable[[int], int]) -> Extra:
    """Return the JSON of a note type."""
    type_, changed, extra = packed
    fields, templates = _ordered(extra, "flds"), _ordered(extra, "tmpls")
    raw: Extra = {
        "did": None,
        **extra,
        "id": ids(type_.id),
        "name": type_.name,
        "type": int(type_.kind is not NoteKind.STANDARD),
        "mod": int(changed.timestamp()),
        "usn": -1,
        "sortf": type_.sort_field,
        "css": type_.css,
        "latexPre": type_.latex_before or ("" if extra else _LATEX_BEFORE),
        "latexPost": type_.latex_after or ("" if extra else _LATEX_AFTER),
        "latexsvg": type_.latex_svg,
        "flds": [
            _from_field(field, place, _named(fields, field.name))
            for place, field in enumerate(type_.fields)
        ],
        "tmpls": [
            _from_template(template, place, _named(templates, template.name), ids)
            for place, template in enumerate(type_.templates)
        ],
    }
    if type_.kind is NoteKind.IMAGE_OCCLUSION:
        raw["originalStockKind"] = _IMAGE_OCCLUSION
    return raw


def _path(name: str) -> str:
    """Return a deck's name with no empty part."""
    parts = (part.strip() for part in name.split(DECK_SEPARATOR))
    return DECK_SEPARATOR.join(part or "blank" for part in parts)


def _limit(raw: Extra, key: str) -> int | None:
    limit = values.whole(raw, key, -1)
    return limit if limit >= 0 else None


def _today(raw: Extra, key: str, day0: int) -> TodayLimit | None:
    limit = values.group(raw, key)
    if not limit:
        return None
    return TodayLimit(values.whole(limit, "limit"), day0 + values.whole(limit, "today"))


def _from_today(limit: TodayLimit | None, day0: int) -> Extra | None:
    return None if limit is None else {"limit": limit.limit, "today": max(0, limit.day - day0)}


def _filtered(raw: Extra) -> Filtered:
    terms = raw.get("terms")
    searches = []
    for term in terms if isinstance(terms, list) else ():
        if isinstance(term, list) and len(term) == 3:
            named = dict(zip(("search", "limit", "order"), term, strict=True))
            searches.append(
                FilteredSearch(
                    values.text(named, "search"),
                    values.whole(named, "limit", 100),
                    values.whole(named, "order"),
                )
            )
    return Filtered(
        tuple(searches),
        reschedule=values.flag(raw, "resched", default=True),
        preview_again=values.whole(raw, "previewAgainSecs", 60),
        preview_hard=values.whole(raw, "previewHardSecs", 600),
        preview_good=values.whole(raw, "previewGoodSecs", 0),
    )


def _ordered(raw: Extra, key: str) -> list[Extra]:
    return sorted(values.groups(raw, key), key=lambda member: values.whole(member, "ord"))


def _named(members: list[Extra], name: str) -> Extra:
    return next((member for member in members if member.get("name") == name), {})


def _to_field(raw: Extra) -> NoteField:
    return NoteField(
        name=values.text(raw, "name"),
        description=values.text(raw, "description"),
        font=values.text(raw, "font", "Arial"),
        size=values.whole(raw, "size", 20),
        right_to_left=values.flag(raw, "rtl"),
        sticky=values.flag(raw, "sticky"),
    )


def _from_field(field: NoteField, place: int, raw: Extra) -> Extra:
    return raw | {
        "name": field.name,
        "ord": place,
        "description": field.description,
        "font": field.font,
        "size": field.size,
        "rtl": field.right_to_left,
        "sticky": field.sticky,
    }


def _to_template(raw: Extra) -> CardTemplate:
    return CardTemplate(
        name=values.text(raw, "name"),
        front=values.text(raw, "qfmt"),
        back=values.text(raw, "afmt"),
        browser_front=values.text(raw, "bqfmt"),
        browser_back=values.text(raw, "bafmt"),
        deck_id=values.whole(raw, "did", most=values.MAX_ID) or None,
    )


def _from_template(
    template: CardTemplate, place: int, raw: Extra, ids: Callable[[int], int]
) -> Extra:
    return {
        "bfont": "",
        "bsize": 0,
        **raw,
        "name": template.name,
        "ord": place,
        "qfmt": template.front,
        "afmt": template.back,
        "bqfmt": template.browser_front,
        "bafmt": template.browser_back,
        "did": None if template.deck_id is None else ids(template.deck_id),
    }
