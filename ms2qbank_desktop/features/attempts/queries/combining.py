"""Combinations of filters as conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, literal_column, not_, or_

from ms2qbank_desktop.features.attempts.models import (
    AllOf,
    AnyOf,
    QuestionFilter,
    Status,
    Wanted,
    Without,
)
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.queries.finding import WHOLE_WALK

from . import selecting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .selecting import Viewer


def conditions(viewer: Viewer, wanted: Wanted, walk: range | None) -> list[ColumnElement[bool]]:
    """Return the conditions that ``wanted`` stands for; the states are to be joined if
    :func:`needs_states`. ``walk`` as in questions.queries.finding."""
    hidden = [] if _asks_for_suspended(wanted) else [not_(selecting.is_suspended(viewer))]
    if isinstance(wanted, QuestionFilter) and wanted.bank != BankFilter():
        found = selecting.bank_conditions(viewer, wanted.bank, walk)
    else:
        # Of the whole bank, the index of facets would lead back and forth between its rows:
        # + keeps SQLite from it and nearly halves the time.
        found = [literal_column("+questions.deleted_at").is_(None)]
    if isinstance(wanted, QuestionFilter):
        return [*found, *selecting.state_conditions(viewer, wanted, walking=walk is not None)]
    return [*found, *hidden, _combined(viewer, wanted, walk or WHOLE_WALK)]


def needs_states(wanted: Wanted) -> bool:
    """Whether ``wanted`` asks for what only the states know."""
    return any(one.statuses or one.unseen_days for one in _filters(wanted))


def texts(wanted: Wanted) -> list[str]:
    """Return the words that are searched for."""
    return [one.bank.text for one in _filters(wanted) if one.bank.text]


def _combined(viewer: Viewer, wanted: Wanted, walk: range) -> ColumnElement[bool]:
    match wanted:
        case AllOf(parts):
            return and_(*(_combined(viewer, part, walk) for part in parts))
        case AnyOf(parts):
            return or_(*(_combined(viewer, part, walk) for part in parts))
        case Without(part):
            # What is not known (a status, a difficulty) is not so: NOT NULL would be NULL again.
            return not_(func.coalesce(_combined(viewer, part, walk), False))
        case QuestionFilter(bank, statuses, unseen_days):
            found = selecting.bank_conditions(viewer, bank, walk)
            found += selecting.since_conditions(viewer, unseen_days)
            if statuses:
                found.append(selecting.has_status(viewer, statuses, walking=True))
            return and_(*found)


def _asks_for_suspended(wanted: Wanted) -> bool:
    return any(Status.SUSPENDED in one.statuses for one in _filters(wanted))


def _filters(wanted: Wanted) -> Iterator[QuestionFilter]:
    match wanted:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _filters(part)
        case Without(part):
            yield from _filters(part)
        case QuestionFilter():
            yield wanted
