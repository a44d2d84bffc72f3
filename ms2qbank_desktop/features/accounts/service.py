"""Finding and making profiles."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from ms2qbank_desktop.core.clock import Clock, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import new_id

from .models import Profile
from .tables import UserRow

if TYPE_CHECKING:
    from ms2qbank_desktop.storage.store import Store


class AccountService:
    """The profiles of one data folder."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def profiles(self) -> list[Profile]:
        """Return all profiles, oldest first."""
        with self._store.read() as session:
            return _profiles(session)

    def acting(self, email: str | None = None) -> Profile:
        """Return the profile to act for: the one with ``email``, else the only one; a local
        one is made if there is none. UserFault if that leaves a choice or finds nobody."""
        with self._store.read() as session:
            profiles = _profiles(session)
        if email is not None:
            wanted = email.strip().casefold()
            for profile in profiles:
                if profile.email.casefold() == wanted:
                    return profile
            raise UserFault(f"There is no profile with the e-mail {email}.", field="user")
        if len(profiles) > 1:
            known = ", ".join(profile.email or profile.name for profile in profiles)
            raise UserFault(f"Several profiles are here ({known}); name one.", field="user")
        return profiles[0] if profiles else self._make_local()

    def _make_local(self) -> Profile:
        now = self._clock.now()
        with self._store.write() as session:
            # Another process may have made it since we looked.
            existing = _profiles(session)
            if existing:
                return existing[0]
            row = UserRow(id=new_id(to_ms(now)), name=_login_name(), created_at=now)
            session.add(row)
            session.touch("users")
            return Profile(row.id, row.name, row.email)


def _profiles(session: Session) -> list[Profile]:
    rows = session.exec(
        select(UserRow)
        .where(col(UserRow.deleted_at).is_(None))
        .order_by(col(UserRow.created_at), col(UserRow.id))
    )
    return [Profile(row.id, row.name, row.email) for row in rows]


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "Student"
