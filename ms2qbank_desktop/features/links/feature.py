"""The description of links. They have no page: each thing shows what it is linked to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import LinkRow

    return (LinkRow,)


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service import LinkService

    return (LinkService(ctx.store, ctx.clock, ctx.ends, partial(ctx.ends, "relations")),)


FEATURE = FeatureSpec("links", "Links", None, 15, _tables, _services)
