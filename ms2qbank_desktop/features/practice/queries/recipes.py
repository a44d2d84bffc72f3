"""Saved recipes, and the request of the last block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.practice import recipes
from ms2qbank_desktop.features.practice.models import BlockRequest, Recipe
from ms2qbank_desktop.features.practice.tables import BlockRow, RecipeRow

if TYPE_CHECKING:
    from datetime import datetime


def last_request(session: Session, user_id: int) -> BlockRequest | None:
    """Return the request of the user's newest block that kept one; None if there is none."""
    kept = session.scalar(
        select(col(BlockRow.request))
        .where(col(BlockRow.user_id) == user_id, col(BlockRow.request).is_not(None))
        .order_by(col(BlockRow.number).desc())
        .limit(1)
    )
    return recipes.from_json(kept) if kept else None


def saved(session: Session, user_id: int) -> list[Recipe]:
    """Return the user's recipes, by name."""
    rows = session.scalars(
        select(RecipeRow).where(
            col(RecipeRow.user_id) == user_id, col(RecipeRow.deleted_at).is_(None)
        )
    )
    found = [Recipe(row.id, row.name, recipes.from_json(row.request)) for row in rows]
    return sorted(found, key=lambda recipe: recipe.name.casefold())


def save(session: Session, user_id: int, name: str, request: BlockRequest, now: datetime) -> int:
    """Keep ``request`` under ``name`` and return the recipe's id; UserFault as in rename."""
    recipe_id = new_id(to_ms(now))
    session.add(
        RecipeRow(
            id=recipe_id,
            user_id=user_id,
            name=_free(session, user_id, name),
            request=recipes.to_json(request),
            changed_at=now,
        )
    )
    return recipe_id


def rename(session: Session, user_id: int, recipe_id: int, name: str, now: datetime) -> None:
    """Give a recipe another name; UserFault if that is blank or another one's."""
    row = _row(session, user_id, recipe_id)
    row.name = _free(session, user_id, name, recipe_id)
    row.changed_at = now
    session.add(row)


def remove(session: Session, user_id: int, recipe_id: int, now: datetime, *, removed: bool) -> None:
    """Take a recipe out of the list, or put it back."""
    row = _row(session, user_id, recipe_id)
    row.deleted_at = now if removed else None
    row.changed_at = now
    session.add(row)


def _free(session: Session, user_id: int, name: str, but: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserFault("Write a name for the recipe.", field="name")
    for recipe in saved(session, user_id):
        if recipe.id != but and recipe.name.casefold() == name.casefold():
            raise UserFault(f"There is a recipe “{recipe.name}” already.", field="name")
    return name


def _row(session: Session, user_id: int, recipe_id: int) -> RecipeRow:
    row = session.get(RecipeRow, recipe_id)
    if row is None or row.user_id != user_id:
        raise UserFault("This recipe is not there any more.")
    return row
