"""The accounts slice, described."""

from __future__ import annotations

from typing import Any

from ...core.feature import FeatureSpec


def _tables() -> tuple[type, ...]:
    from .tables import UserRow

    return (UserRow,)


def _service(ctx: Any) -> object:
    from .service import AccountService

    return AccountService(ctx.store, ctx.clock)


FEATURE = FeatureSpec("accounts", "Accounts", None, 10, _tables, _service)
