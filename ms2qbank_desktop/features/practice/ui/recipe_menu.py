"""The menu of saved recipes in the header of "Create block"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.features.practice.models import BlockRequest, Recipe
    from ms2qbank_desktop.ui.context import UiContext


class RecipeMenu(Button):
    """Choose, save, rename and delete recipes; ``chosen`` carries the Recipe.

    ``present`` returns the block that the page describes now: what is saved.
    """

    chosen = Signal(object)

    def __init__(self, ctx: UiContext, present: Callable[[], BlockRequest]) -> None:
        super().__init__("Saved recipes", "secondary", "bookmark-simple")
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._present = present
        self._recipes: tuple[Recipe, ...] = ()
        self.menu_of_recipes = Menu(self)
        self.menu_of_recipes.setToolTipsVisible(True)
        self.setMenu(self.menu_of_recipes)
        self._fill()

    def set_recipes(self, recipes: Sequence[Recipe]) -> None:
        """Offer these."""
        self._recipes = tuple(recipes)
        self._fill()

    def save(self) -> None:
        """Ask for a name and keep the block under it."""
        user_id, request = self._ctx.user_id, self._present()
        NameDialog(
            self.window(),
            "Save as recipe",
            "Save recipe",
            lambda name: self._practice.save_recipe(user_id, name, request),
        ).open()

    def _rename(self, recipe: Recipe) -> None:
        user_id = self._ctx.user_id
        NameDialog(
            self.window(),
            "Rename recipe",
            "Rename",
            lambda name: self._practice.rename_recipe(user_id, recipe.id, name),
            recipe.name,
        ).open()

    def _remove(self, recipe: Recipe) -> None:
        user_id = self._ctx.user_id
        self._practice.remove_recipe(user_id, recipe.id)
        self._ctx.messages.toast(
            f"Recipe “{recipe.name}” deleted",
            lambda: self._practice.remove_recipe(user_id, recipe.id, removed=False),
        )

    def _fill(self) -> None:
        menu = self.menu_of_recipes
        menu.clear()
        for recipe in self._recipes:
            action = menu.addAction(_shown(recipe.name))
            action.triggered.connect(partial(_call, self.chosen.emit, recipe))
        if self._recipes:
            menu.addSeparator()
        menu.addAction("Save as recipe…").triggered.connect(self.save)
        if self._recipes:
            self._add_menu("Rename", self._rename, "…")
            self._add_menu("Delete", self._remove)

    def _add_menu(self, title: str, act: Callable[[Recipe], None], ending: str = "") -> None:
        menu = Menu(self.menu_of_recipes, title)
        for recipe in self._recipes:
            action = menu.addAction(f"{_shown(recipe.name)}{ending}")
            action.triggered.connect(partial(_call, act, recipe))
        self.menu_of_recipes.addMenu(menu)


class NameDialog(Dialog):
    """Asks for a name; stays open, with what is wrong at the field, until ``take`` accepts it."""

    def __init__(
        self, parent: QWidget, title: str, do: str, take: Callable[[str], None], name: str = ""
    ) -> None:
        super().__init__(parent, title, do=do)
        self._take = take
        self.line = QLineEdit(name)
        self.line.setMaxLength(80)
        self.line.selectAll()
        self.field = Field("Name", self.line)
        self.body.add(self.field)
        self.line.textEdited.connect(lambda: self.field.set_fault(""))
        self.line.setFocus()
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        try:
            self._take(self.line.text())
        except UserFault as fault:
            self.field.set_fault(str(fault))
        else:
            super().accept()


def _shown(name: str) -> str:
    return name.replace("&", "&&")


def _call(act: Callable[[Recipe], object], recipe: Recipe, *_checked: bool) -> None:
    act(recipe)
