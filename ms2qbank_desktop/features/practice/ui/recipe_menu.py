"""The menu of saved recipes in the header of "Create block"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog

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
        save = partial(self._practice.save_recipe, self._ctx.user_id, request=self._present())
        self._ask_name("Save as recipe", "Save recipe", save)

    def _rename(self, recipe: Recipe) -> None:
        rename = partial(self._practice.rename_recipe, self._ctx.user_id, recipe.id)
        self._ask_name("Rename recipe", "Rename", rename, recipe.name)

    def _ask_name(self, title: str, do: str, take: Callable[[str], object], name: str = "") -> None:
        dialog = NameDialog(self.window(), title, do, take, name)
        dialog.line.setMaxLength(80)
        dialog.open_once()

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


def _shown(name: str) -> str:
    return name.replace("&", "&&")


def _call(act: Callable[[Recipe], object], recipe: Recipe, *_checked: bool) -> None:
    act(recipe)
