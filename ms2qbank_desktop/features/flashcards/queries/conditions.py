"""What a search for cards asks, as conditions of SQL over ``cards c``."""

from __future__ import annotations

import json
import re
from functools import partial, singledispatchmethod
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR, NoteKind
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.searching import nodes
from ms2qbank_desktop.features.flashcards.searching.nodes import (
    Event,
    Identity,
    Matching,
    Operator,
    Pattern,
    Property,
    Status,
)

from . import search_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .collection import Collection

_BEYOND = 1e18
_WAITING = (
    "c.suspended = 0 AND (c.buried_until IS NULL OR c.buried_until <= ?) "
    "AND c.state IN ('review', 'learning', 'relearning')"
)
_TURNED = {Operator("<"): ">", Operator("<="): ">=", Operator(">"): "<", Operator(">="): "<="}
_PLAIN_COLUMNS = {
    Property.INTERVAL: "c.interval_days",
    Property.REPETITIONS: "c.repetitions",
    Property.LAPSES: "c.lapses",
    Property.STABILITY: "c.stability",
}


class Condition(NamedTuple):
    """``by_note``: it begins with a list of notes or cards, so that nothing else need be read."""

    sql: str
    arguments: tuple[object, ...] = ()
    by_note: bool = False


def listed(ids: Iterable[int]) -> str:
    """Return ids as the JSON that ``json_each`` reads."""
    return json.dumps(list(ids))


def _joined(word: str, parts: Sequence[Condition], *, by_note: bool) -> Condition:
    sql = word.join(f"({part.sql})" for part in parts)
    return Condition(sql, tuple(value for part in parts for value in part.arguments), by_note)


def _any_of(column: str, ids: Iterable[int], *, by_note: bool = False) -> Condition:
    sql = f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608
    return Condition(sql, (listed(ids),), by_note)


class Compiler:
    """Turns the nodes of one search into conditions; reads what they need on the way."""

    def __init__(self, collection: Collection) -> None:
        self._of = collection

    @singledispatchmethod
    def condition(self, node: nodes.Node) -> Condition:
        """Return ``node`` as a condition."""
        raise TypeError(node)

    @condition.register
    def _(self, _node: nodes.Everything) -> Condition:
        return Condition("1")

    @condition.register
    def _(self, node: nodes.And) -> Condition:
        parts = [self.condition(part) for part in search_texts.joined(node.parts, " AND ")]
        return _joined(" AND ", parts, by_note=any(part.by_note for part in parts))

    @condition.register
    def _(self, node: nodes.Or) -> Condition:
        parts = [self.condition(part) for part in search_texts.joined(node.parts, " OR ")]
        return _joined(" OR ", parts, by_note=all(part.by_note for part in parts))

    @condition.register
    def _(self, node: nodes.Not) -> Condition:
        part = self.condition(node.part)
        # What is not known does not hold: without ifnull its opposite would not hold either.
        return Condition(f"NOT ifnull(({part.sql}), 0)", part.arguments)

    @condition.register
    def _(self, node: search_texts.Matched) -> Condition:
        return Condition(f"c.note_id IN ({node.notes})", node.arguments, by_note=True)

    @condition.register
    def _(self, node: nodes.Text) -> Condition:
        matched = search_texts.indexed(node)
        if matched:
            return self.condition(matched)
        return self._notes(search_texts.text_notes(self._of.session, self._of.user_id, node))

    @condition.register
    def _(self, node: nodes.FieldText) -> Condition:
        types = self._of.note_types
        return self._notes(
            search_texts.field_notes(self._of.session, self._of.user_id, node, types)
        )

    @condition.register
    def _(self, node: nodes.Duplicates) -> Condition:
        return self._notes(search_texts.duplicate_notes(self._of.session, self._of.user_id, node))

    def _notes(self, note_ids: Iterable[int]) -> Condition:
        return _any_of("c.note_id", note_ids, by_note=True)

    # Decks

    @condition.register
    def _(self, node: nodes.InDeck) -> Condition:
        whole = _whole(node.pattern)
        tops = [deck.name for deck in self._of.decks if whole(deck.name)]
        return self._in_decks(tops)

    @condition.register
    def _(self, _node: nodes.InCurrentDeck) -> Condition:
        return self._in_decks(d.name for d in self._of.decks if d.id == self._of.current_deck)

    @condition.register
    def _(self, _node: nodes.InFilteredDeck) -> Condition:
        return _any_of("c.deck_id", (deck.id for deck in self._of.decks if deck.filtered))

    @condition.register
    def _(self, node: nodes.WithPreset) -> Condition:
        whole = _whole(node.pattern)
        named = {preset.id for preset in self._of.presets.values() if whole(preset.name)}
        return self._home(deck.id for deck in self._of.decks if deck.preset_id in named)

    def _in_decks(self, tops: Iterable[str]) -> Condition:
        folded = tuple(name.casefold() for name in tops)
        below = tuple(name + DECK_SEPARATOR for name in folded)
        found = [
            deck.id
            for deck in self._of.decks
            if deck.name.casefold() in folded or deck.name.casefold().startswith(below)
        ]
        return self._home(found)

    def _home(self, deck_ids: Iterable[int]) -> Condition:
        """Return the cards of decks, also those that sit in a filtered deck for now."""
        ids = list(deck_ids)
        here = _any_of("c.deck_id", ids)
        if not any(deck.filtered for deck in self._of.decks):
            return here
        away = _any_of("c.home_deck_id", ids)
        return Condition(f"{here.sql} OR {away.sql}", here.arguments + away.arguments)

    # Notes

    @condition.register
    def _(self, node: nodes.Tagged) -> Condition:
        if node.matching is Matching.REGEX or node.matching is Matching.NO_COMBINING:
            return self._notes(search_texts.tagged_notes(self._of.session, node))
        literal = node.pattern.literal
        notes = "c.note_id IN (SELECT note_id FROM card_tags WHERE {})"
        if literal is None:
            tag = "tag LIKE ? ESCAPE '\\' OR tag LIKE ? ESCAPE '\\'"
            like = node.pattern.like
            return Condition(notes.format(tag), (like, f"{like}::%"), by_note=True)
        tag = (
            "tag = ? COLLATE NOCASE UNION ALL SELECT note_id FROM card_tags "
            "WHERE tag > ? COLLATE NOCASE AND tag < ? COLLATE NOCASE"
        )
        # ";" follows ":": the range holds what begins with "literal::".
        values = (literal, f"{literal}::", f"{literal}:;")
        return Condition(notes.format(tag), values, by_note=True)

    @condition.register
    def _(self, _node: nodes.Untagged) -> Condition:
        return Condition("NOT EXISTS (SELECT 1 FROM card_tags t WHERE t.note_id = c.note_id)")

    @condition.register
    def _(self, node: nodes.OfNoteType) -> Condition:
        whole = _whole(node.pattern)
        return self._of_types(one.id for one in self._of.note_types if whole(one.name))

    @condition.register
    def _(self, node: nodes.OfTemplate) -> Condition:
        whole = _whole(node.pattern)
        parts = []
        for one in self._of.note_types:
            ordinals = [place for place, each in enumerate(one.templates) if whole(each.name)]
            if not ordinals:
                continue
            of_type = self._of_types([one.id])
            if one.kind is NoteKind.STANDARD:
                made = _any_of("c.ordinal", ordinals)
                sql, values = f"{of_type.sql} AND {made.sql}", of_type.arguments + made.arguments
                of_type = Condition(sql, values)
            parts.append(of_type)
        return _joined(" OR ", parts, by_note=True) if parts else Condition("0", by_note=True)

    def _of_types(self, type_ids: Iterable[int]) -> Condition:
        sql = (
            "c.note_id IN (SELECT id FROM card_notes WHERE user_id = ? "
            "AND note_type_id IN (SELECT value FROM json_each(?)))"
        )
        return Condition(sql, (self._of.user_id, listed(type_ids)), by_note=True)

    @condition.register
    def _(self, node: nodes.WithId) -> Condition:
        if node.kind is Identity.NOTE_TYPE:
            return self._of_types(node.ids)
        if node.kind is Identity.DECK:
            return self._home(node.ids)
        column = "c.note_id" if node.kind is Identity.NOTE else "c.id"
        return _any_of(column, node.ids, by_note=True)

    # Cards

    @condition.register
    def _(self, node: nodes.WithOrdinal) -> Condition:
        return Condition("c.ordinal = ?", (node.ordinal,))

    @condition.register
    def _(self, node: nodes.Flagged) -> Condition:
        return Condition("c.flag = ?", (node.flag,))

    @condition.register
    def _(self, node: nodes.Is) -> Condition:
        if node.status is Status.DUE:
            return self._due()
        buried = "c.buried_until > ?"
        today = (self._of.today,)
        conditions = {
            Status.NEW: Condition("c.state = 'new'"),
            Status.LEARNING: Condition("c.state IN ('learning', 'relearning')"),
            Status.REVIEW: Condition("c.state IN ('review', 'relearning')"),
            Status.SUSPENDED: Condition("c.suspended = 1"),
            Status.BURIED: Condition(buried, today),
            Status.BURIED_BY_USER: Condition(f"{buried} AND c.buried_by_user", today),
            Status.BURIED_AS_SIBLING: Condition(f"{buried} AND NOT c.buried_by_user", today),
            Status.LEECH: Condition("c.leech"),
        }
        return conditions[node.status]

    def _due(self) -> Condition:
        day = "c.due_day IS NULL OR c.due_day <= ?"
        today = (self._of.today,) * 2
        filtered = [deck.id for deck in self._of.decks if deck.filtered]
        if not filtered:  # so that the index of the queue answers alone
            return Condition(f"{_WAITING} AND ({day})", today)
        # A review in a filtered deck is there to be answered now, whenever it is due.
        lent = _any_of("c.deck_id", filtered)
        whole = f"{_WAITING} AND ({day} OR (c.state = 'review' AND {lent.sql}))"
        return Condition(whole, (*today, *lent.arguments))

    @condition.register
    def _(self, node: nodes.Compared) -> Condition:
        sign, value = node.operator.value, node.value
        kind = node.property
        if kind is Property.RETRIEVABILITY:
            return self._retrievability(node.operator, value)
        if kind is Property.DUE:
            away = "(c.due_at / 1000 - ?) / 86400"  # whole days, toward 0, as in Anki
            due = f"coalesce(c.due_day - ?, {away}) {sign} ?"
            today, end = self._of.today, self._of.end_of_day
            return Condition(f"{_WAITING} AND {due}", (today, today, end, value))
        if kind is Property.EASE:
            return Condition(f"c.ease {sign} ?", (round(value * 1000),))
        if kind is Property.POSITION:
            return Condition(f"c.state = 'new' AND c.position {sign} ?", (value,))
        if kind is Property.DIFFICULTY:
            return Condition(f"round((c.difficulty - 1) / 9, 4) {sign} ?", (value,))
        return Condition(f"{_PLAIN_COLUMNS[kind]} {sign} ?", (value,))

    def _retrievability(self, operator: Operator, value: float) -> Condition:
        """Compare days since the last answer with those after which recall is ``value``."""
        known = "c.stability IS NOT NULL AND c.last_review_day IS NOT NULL"
        if operator not in _TURNED:  # a share of real numbers: none is met exactly
            return Condition(known if operator is Operator.UNEQUAL else "0")
        home = "coalesce(c.home_deck_id, c.deck_id) IN (SELECT value FROM json_each(?))"
        parts: list[str] = []
        values: list[object] = []
        for preset in self._of.presets.values():
            its = [deck.id for deck in self._of.decks if deck.preset_id == preset.id]
            curve = curve_of(preset.fsrs_parameters)
            share = _BEYOND if value <= 0 else curve.days_until(1.0, min(value, 1.0))
            parts.append(f"{home} AND ? - c.last_review_day {_TURNED[operator]} c.stability * ?")
            values += (listed(its), self._of.today, share)
        return Condition(f"{known} AND ({' OR '.join(parts) or '0'})", tuple(values))

    # The log

    @condition.register
    def _(self, node: nodes.Within) -> Condition:
        first = self._of.today - node.days + 1
        if node.event is Event.ADDED:
            return Condition("c.created_at >= ?", (self._of.start_of(first),))
        if node.event is Event.EDITED:
            sql = "c.note_id IN (SELECT id FROM card_notes WHERE user_id = ? AND changed_at >= ?)"
            return Condition(sql, (self._of.user_id, self._of.start_of(first)), by_note=True)
        if node.event is Event.INTRODUCED:
            recent = self._logged("r.rating > 0 AND r.id >= ?", self._of.log_from(first))
            earlier = (
                "NOT EXISTS (SELECT 1 FROM card_reviews e WHERE e.card_id = c.id AND e.rating > 0 "
                "AND e.id < ? AND e.id NOT IN (SELECT id FROM card_review_voids))"
            )
            values = (*recent.arguments, self._of.log_from(first))
            return Condition(f"{recent.sql} AND {earlier}", values, by_note=True)
        return self._logged(f"{_kind(node)} AND r.id >= ?", self._of.log_from(first))

    @condition.register
    def _(self, node: nodes.OnDay) -> Condition:
        day = self._of.today + node.day
        begin, end = self._of.log_from(day), self._of.log_from(day + 1)
        times: dict[Operator, tuple[str, tuple[int, ...]]] = {
            Operator.EQUAL: ("r.id >= ? AND r.id < ?", (begin, end)),
            Operator.UNEQUAL: ("(r.id < ? OR r.id >= ?)", (begin, end)),
            Operator.LESS: ("r.id < ?", (begin,)),
            Operator.AT_MOST: ("r.id < ?", (end,)),
            Operator.GREATER: ("r.id >= ?", (end,)),
            Operator.AT_LEAST: ("r.id >= ?", (begin,)),
        }
        sql, values = times[node.operator]
        return self._logged(f"{_kind(node)} AND {sql}", *values)

    def _logged(self, sql: str, *values: int) -> Condition:
        lines = "card_reviews r WHERE r.id NOT IN (SELECT id FROM card_review_voids)"
        query = f"c.id IN (SELECT r.card_id FROM {lines} AND r.user_id = ? AND {sql})"  # noqa: S608
        return Condition(query, (self._of.user_id, *values), by_note=True)


def _kind(node: nodes.Within | nodes.OnDay) -> str:
    """Return which lines of the log count."""
    if node.event is Event.RESCHEDULED:
        return "r.kind = 'manual'"
    return f"r.rating = {node.rating.value}" if node.rating else "r.rating > 0"


def _whole(pattern: Pattern) -> Callable[[str], object]:
    """Return the test whether a name as a whole matches."""
    return partial(re.compile(pattern.regex, re.IGNORECASE | re.DOTALL).fullmatch)
