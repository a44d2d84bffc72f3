"""The accounts slice, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.feature import FeatureSpec

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.context import ServiceContext


def _tables() -> tuple[type, ...]:
    from .tables import UserRow

    return (UserRow,)


def _services(ctx: ServiceContext) -> tuple[object, ...]:
    from .service import AccountService

    return (AccountService(ctx.store, ctx.clock),)


FEATURE = FeatureSpec("accounts", "Accounts", None, 10, _tables, _services)
