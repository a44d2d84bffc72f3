"""Finding things by a piece of what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped
    from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")


def holding(
    query: SelectOfScalar[T], name: Mapped[str] | Any, text: str, number: int
) -> SelectOfScalar[T]:
    """Return ``query`` for at most ``number`` rows whose ``name`` holds ``text``; those that begin
    with it come first, then the shorter names."""
    place = func.instr(func.lower(name), text.lower())
    return query.where(place > 0).order_by(place > 1, func.length(name), name).limit(number)


def anywhere(text: str) -> str:
    """Return the pattern for SQL's ``LIKE ? ESCAPE '\\'`` of what holds ``text``."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
