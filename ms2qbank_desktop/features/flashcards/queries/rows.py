"""From rows to models and back."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.features.flashcards.models import (
    Card,
    CardState,
    CardTemplate,
    Deck,
    Filtered,
    FilteredSearch,
    Note,
    NoteField,
    NoteKind,
    NoteType,
    Preset,
    Rating,
    Schedule,
    TodayLimit,
)
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.storage.tags import joined_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.flashcards.tables import (
        CardNoteRow,
        CardRow,
        DeckRow,
        NoteTypeRow,
        PresetRow,
    )

FIELD_SEPARATOR = "\x1f"
_RANDOM_BITS = 21
_DEFAULT_PRESET = Preset()
_STATES = {state.value: state for state in CardState}
_INSTANTS = ("due_at", "last_review_at")


def review_ms(review_id: int) -> int:
    """Return the milliseconds since 1970 in the id of a review (see core.ids)."""
    return review_id >> _RANDOM_BITS


def first_review_id(milliseconds: int) -> int:
    """Return the least id that a review at ``milliseconds`` can have."""
    return milliseconds << _RANDOM_BITS


# Schedules


FOLDED = (
    *("state", "remaining_steps", "due_at", "due_day", "interval_days", "step_seconds", "ease"),
    *("stability", "difficulty", "repetitions", "lapses", "streak", "reviews", "correct"),
    *("last_review_at", "last_review_day", "last_rating"),
)
"""The columns of a card that are folded from its log. ``position`` is a row's own: it says where a
new card stands before any log."""


def schedule(row: CardRow) -> Schedule:
    """Return the schedule kept in the columns of a card."""
    return _schedule((row.position, *(getattr(row, name) for name in FOLDED)))


def _schedule(values: Sequence[Any]) -> Schedule:
    """Return the schedule of ``position`` and the values of :data:`FOLDED`."""
    position, state, remaining_steps, due_at, due_day, interval_days, step_seconds, ease = values[
        :8
    ]
    stability, difficulty, repetitions, lapses, streak, reviews, correct = values[8:15]
    last_at, last_day, last_rating = values[15:]
    return Schedule(
        *(_STATES[state], position, remaining_steps, due_at, due_day, interval_days),
        *(step_seconds, ease / 1000, stability, difficulty, repetitions, lapses, streak),
        *(reviews, correct, last_at, last_day, Rating(last_rating) if last_rating else None),
    )


def folded_values(schedule: Schedule) -> tuple[object, ...]:
    """Return the values of :data:`FOLDED` as SQLite keeps them."""
    due, last, rating = schedule.due_at, schedule.last_review_at, schedule.last_rating
    return (
        *(schedule.state.value, schedule.remaining_steps, None if due is None else to_ms(due)),
        *(schedule.due_day, schedule.interval_days, schedule.step_seconds),
        *(round(schedule.ease * 1000), schedule.stability, schedule.difficulty),
        *(schedule.repetitions, schedule.lapses, schedule.streak, schedule.reviews),
        *(schedule.correct, None if last is None else to_ms(last), schedule.last_review_day),
        None if rating is None else rating.value,
    )


UNSEEN = folded_values(Schedule())
"""The values of :data:`FOLDED` of a card without a log."""


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """Return ``schedule`` as JSON values, for the log; what is as by default is left out."""
    return json_of_folded(schedule.position, folded_values(schedule))


def json_of_folded(position: int, folded: Sequence[object]) -> dict[str, Any]:
    """Return what :func:`schedule_json` does of a position and the values of :data:`FOLDED`."""
    values = zip(FOLDED, folded, UNSEEN, strict=True)
    kept = {name: value for name, value, unseen in values if value != unseen}
    return {"state": folded[0], **({"position": position} if position else {}), **kept}


def folded_of_json(kept: dict[str, Any]) -> tuple[object, ...]:
    """Return the values of :data:`FOLDED` of a schedule kept as JSON, as SQLite keeps them."""
    return tuple(map(kept.get, FOLDED, UNSEEN))


def schedule_of_json(kept: dict[str, Any]) -> Schedule:
    values = {name: value for name, value in kept.items() if value is not None}
    for name in _INSTANTS:
        if name in values:
            values[name] = from_ms(values[name])
    values["state"] = CardState(values["state"])
    values["ease"] = values.get("ease", 0) / 1000
    values["last_rating"] = Rating(values["last_rating"]) if values.get("last_rating") else None
    return Schedule(**values)


# Reviews


# Decks and presets


def deck(row: DeckRow) -> Deck:
    """Return a deck."""
    kept = dict(row.options)
    filtered = kept.get("filtered")
    return Deck(
        id=row.id,
        name=row.name,
        preset_id=row.preset_id,
        description=kept.get("description", ""),
        official=row.official,
        new_limit=kept.get("new_limit"),
        review_limit=kept.get("review_limit"),
        new_today=TodayLimit(*kept["new_today"]) if kept.get("new_today") else None,
        review_today=TodayLimit(*kept["review_today"]) if kept.get("review_today") else None,
        desired_retention=kept.get("desired_retention"),
        filtered=_filtered(filtered) if filtered else None,
    )


def deck_options(deck: Deck, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what a deck row keeps beside its own columns; what says nothing is left out."""
    options: dict[str, Any] = {
        "description": deck.description,
        "new_limit": deck.new_limit,
        "review_limit": deck.review_limit,
        "new_today": _today(deck.new_today),
        "review_today": _today(deck.review_today),
        "desired_retention": deck.desired_retention,
        "filtered": asdict(deck.filtered) if deck.filtered else None,
        "extra": extra,
    }
    return {name: value for name, value in options.items() if value not in (None, "", {})}


def _today(limit: TodayLimit | None) -> list[int] | None:
    return [limit.limit, limit.day] if limit else None


def _filtered(kept: dict[str, Any]) -> Filtered:
    searches = tuple(FilteredSearch(**one) for one in kept["searches"])
    return replace(Filtered(**{**kept, "searches": ()}), searches=searches)


def preset(row: PresetRow) -> Preset:
    """Return a preset; what the row does not say is as by default."""
    values: dict[str, Any] = {"id": row.id, "name": row.name}
    for one in fields(Preset):
        if one.name in row.options:
            values[one.name] = _like(getattr(_DEFAULT_PRESET, one.name), row.options[one.name])
    return Preset(**values)


def preset_options(preset: Preset, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the options of ``preset`` that are not as by default, as JSON values."""
    options = {
        name: value.value if isinstance(value, Enum) else value
        for name, value in asdict(preset).items()
        if name not in ("id", "name") and value != getattr(_DEFAULT_PRESET, name)
    }
    if extra:
        options["extra"] = extra
    return options


def _like(default: Any, value: Any) -> Any:
    """Return a JSON value in the type of ``default``."""
    if isinstance(default, Enum):
        return type(default)(value)
    if isinstance(default, tuple):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return value


# Note types


def note_type(row: NoteTypeRow) -> NoteType:
    """Return a note type."""
    kept = dict(row.content)
    kept.pop("extra", None)
    return NoteType(
        id=row.id,
        name=row.name,
        kind=NoteKind(row.kind),
        fields=tuple(NoteField(**one) for one in kept.pop("fields")),
        templates=tuple(CardTemplate(**one) for one in kept.pop("templates")),
        **kept,
    )


def note_type_content(note_type: NoteType, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what a note type row keeps beside name and kind, as JSON values."""
    content = asdict(note_type)
    for name in ("id", "name", "kind"):
        del content[name]
    if extra:
        content["extra"] = extra
    return content


# Notes and cards


def sorted_tags(tags: Iterable[str]) -> str:
    """Return tags as a note row keeps them, in the order of the alphabet."""
    return joined_tags(sorted(set(tags), key=str.casefold))


def note(row: CardNoteRow) -> Note:
    """Return a note."""
    return Note(
        id=row.id,
        guid=row.guid,
        notetype_id=row.note_type_id,
        fields=tuple(row.fields.split(FIELD_SEPARATOR)),
        tags=tuple(row.tags.split()),
        changed_at=row.changed_at,
    )


CARD = (
    *("id", "note_id", "deck_id", "ordinal", "suspended", "buried_until", "buried_by_user", "flag"),
    *("leech", "home_deck_id", "source_kind", "source_id", "source_place", "position", *FOLDED),
)
"""The columns that make a card."""


def card(row: CardRow) -> Card:
    """Return a card."""
    return card_of([getattr(row, name) for name in CARD])


def card_of(values: Sequence[Any]) -> Card:
    """Return the card of the values of :data:`CARD`."""
    id_, note_id, deck_id, ordinal, suspended, buried_until, by_user, flag, leech = values[:9]
    home_deck_id, source_kind, source_id, source_place = values[9:13]
    source = None
    if source_kind and source_id is not None:
        source = Place(Kind(source_kind), source_id, source_place)
    return Card(
        *(id_, note_id, deck_id, ordinal, _schedule(values[13:]), suspended, buried_until),
        *(by_user, flag, leech, home_deck_id, source),
    )
