"""The search slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    return ()


def _services(_ctx: ServiceContext) -> tuple[object, ...]:
    return ()


FEATURE = FeatureSpec("search", "Search", None, 90, _tables, _services)
