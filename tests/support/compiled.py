"""What each test would pay anew, having a profile and so an engine of its own: SQL is compiled once
a run (a third of the time of the tests that write), and nobody waits for the disk (a sixth)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from ms2qbank_desktop.storage import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_first: list[Engine] = []
_statements = LRUCache[Any, Any](5_000)


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let the engines that are made meanwhile share what they compile, as those of a program that
    runs on do, and write without waiting until it is on the disk: no test cuts the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", _shared)
        yield


def _shared(url: str, **named: Any) -> Engine:
    made = create_engine(url, **named)
    if not _first:
        # The key of a compiled statement has the dialect in it; one learns of its SQLite when it
        # connects first, and that shall not depend on a test.
        named |= {"creator": lambda: engine.connect(":memory:", ()), "poolclass": StaticPool}
        named.pop("pool_size")
        _first.append(create_engine(url, **named))
        with _first[0].connect():
            pass
        _first[0].dispose()
    made.dialect = _first[0].dialect
    made.update_execution_options(compiled_cache=_statements)
    event.listen(made, "connect", _write_without_waiting)
    return made


def _write_without_waiting(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
