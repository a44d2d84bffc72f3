"""How a slice describes itself. Listing all features loads neither Qt nor SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page inside a tab. ``build`` imports its widgets only when it is called."""

    id: str
    tab: str
    """Id of the feature whose tab shows the page; a slice may add pages to another's tab."""
    title: str
    order: int
    build: Callable[[Any], Any]
    """(UiContext) -> QWidget"""


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """One slice: its name, its tab (``icon`` None: no tab of its own) and its heavy parts."""

    id: str
    title: str
    icon: str | None
    order: int
    tables: Callable[[], tuple[type, ...]]
    """The SQLModel classes of the slice."""
    services: Callable[[Any], tuple[object, ...]]
    """(ServiceContext) -> the slice's services, each found by its class: one of service.py, or of
    the modules of service/ where there are several."""
    pages: tuple[PageSpec, ...] = ()
    ends: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """By the kind of thing that can be linked: (ServiceContext) -> links.models.Ends; and
    "relations": links.models.Relations."""
    tour: Callable[[Any], Iterator[str]] | None = None
    """(UiContext) -> names of the slice's further screens, each shown when its name is given."""
