"""What a slice is given to build its service from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock

    from .media import MediaFolder
    from .store import Store

T = TypeVar("T")


class ServiceContext(Protocol):
    """Store, clock, media folder, and the services of lower slices by their class."""

    @property
    def store(self) -> Store: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def media(self) -> MediaFolder: ...

    def service(self, kind: type[T]) -> T: ...

    def ends(self, kind: str) -> Any:
        """Return the links.models.Ends of a kind of thing; None if no slice keeps such things."""
