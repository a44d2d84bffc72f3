"""Where things lie on this computer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from .errors import EnvironmentFault

APP_NAME = "MS2QBank"


def default_data_dir() -> Path:
    """Return the user's data folder by the custom of the system."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def resources() -> Path:
    """Return the folder of shipped files: in the bundle, in the wheel or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle) / "resources"] if bundle else []
    places += [package / "resources", package.parent / "resources"]
    return next(place for place in places if place.is_dir())


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The files of one data folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "ms2qbank.db"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def scratch(self) -> Path:
        """Temporary files, beside the data so that they may be as large."""
        return self.root / "scratch"

    @property
    def cache(self) -> Path:
        """What can be made again: small pictures of videos."""
        return self.root / "cache"

    @property
    def lock(self) -> Path:
        return self.root / "ms2qbank.lock"

    def ensure(self) -> None:
        """Make the folder; EnvironmentFault when it cannot be made or written to."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe = self.root / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise EnvironmentFault(
                f"The data folder {self.root} cannot be written to ({error.strerror}).",
                advice="Choose another with --data-dir, or give yourself write access to it.",
            ) from error
