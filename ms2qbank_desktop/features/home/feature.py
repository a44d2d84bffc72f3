"""The home slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.storage.context import ServiceContext
    from ms2qbank_desktop.ui.context import UiContext


def _tables() -> tuple[type, ...]:
    return ()


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service import HomeService

    return (HomeService(ctx),)


def _home(ctx: UiContext) -> object:
    from .ui.page import HomePage

    return HomePage(ctx)


def _tour(ctx: UiContext) -> Iterator[str]:
    from .ui.tour import screens

    return screens(ctx)


FEATURE = FeatureSpec(
    "home",
    "Home",
    "house",
    0,
    _tables,
    _services,
    pages=(PageSpec("home", "home", "Home", 10, _home),),
    tour=_tour,
)
