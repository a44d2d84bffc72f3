"""What the program is made of at run time, built once and passed by constructor."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.declared import shown_settings
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.core.settings import Settings

from .features import FEATURES

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.core.feature import FeatureSpec
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

T = TypeVar("T")


class AppContext:
    """Paths, settings and change hub at once; the store and the services when asked for.

    A service is asked for by its class and built by the slice whose folder the class is in.
    """

    def __init__(self, data_dir: Path, clock: Clock | None = None) -> None:
        """EnvironmentFault if ``data_dir`` cannot be used."""
        self.paths = DataPaths(data_dir)
        self.paths.ensure()
        self.clock = clock or Clock()
        self.settings = Settings(self.paths.settings)
        self.changes = ChangeHub()
        for one in shown_settings():
            self.settings.watch(one.key, partial(self._announce, one.key))
        self._store: Store | None = None
        self._services: dict[type, object] = {}
        self._built: set[str] = set()
        self._ends: dict[str, object] = {}
        self._building = threading.RLock()

    @property
    def store(self) -> Store:
        """The database, opened (and migrated) at the first use."""
        with self._building:
            if self._store is None:
                from ms2qbank_desktop.storage.store import Store

                self._store = Store(self.paths, self.changes, self.clock)
                self._store.followers = (self._index, self._count)
            return self._store

    def _announce(self, key: str, _value: object) -> None:
        self.changes.announce({f"settings:{key}"})

    def _index(self, session: WriteSession) -> None:
        """Let the search read what a write has changed, within that write."""
        from ms2qbank_desktop.features.search.service.following import follow

        # Not the service: building one waits for who builds another, and that one for us.
        follow(session)

    def _count(self, session: WriteSession) -> None:
        """Let the sums of analytics count what a write has added to the logs, within it."""
        from ms2qbank_desktop.features.analytics.service.following import follow

        follow(session, self.clock)

    @property
    def media(self) -> MediaFolder:
        from ms2qbank_desktop.storage.media import MediaFolder

        return MediaFolder(self.paths.media)

    def service(self, kind: type[T]) -> T:
        """Return the one service of class ``kind``."""
        if kind not in self._services:  # what is there needs no lock: another may be built now
            slice_id = kind.__module__.rpartition(".features.")[2].partition(".")[0]
            self.build(next(feature for feature in FEATURES if feature.id == slice_id))
        return cast("T", self._services[kind])

    def build(self, feature: FeatureSpec) -> None:
        """Build the services of a slice, unless they are there."""
        with self._building:
            if feature.id not in self._built:
                self._services.update({type(built): built for built in feature.services(self)})
                self._built.add(feature.id)

    def ends(self, kind: str) -> Any:
        """Return what names things of a kind, see FeatureSpec.ends; None if no slice does."""
        with self._building:
            if kind not in self._ends:
                makers = (feature.ends[kind] for feature in FEATURES if kind in feature.ends)
                maker = next(makers, None)
                self._ends[kind] = None if maker is None else maker(self)
            return self._ends[kind]

    def open(self) -> None:
        """Do what is slow before first use: import SQL, open the store, mend what it says."""
        from ms2qbank_desktop.features.accounts.service import AccountService
        from ms2qbank_desktop.features.attempts.service import AttemptService

        self.service(AccountService)
        self.service(AttemptService)  # folds the log anew after some migrations

    def close(self) -> None:
        """Let go of the database."""
        with self._building:
            if self._store is not None:
                self._store.close()
                self._store = None
                self._services.clear()
                self._built.clear()
                self._ends.clear()
