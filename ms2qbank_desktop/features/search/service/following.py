"""What each write does for the search, before it is committed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.queries import marks

if TYPE_CHECKING:
    from sqlmodel import Session

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Things that a write reads itself; a larger one leaves them all to be read after it."""


def follow(session: Session) -> None:
    """Read what a write has changed, within it, before it is committed; if that is much, leave it
    to ``IndexingService.catch_up``.

    An index that is damaged, or a text that cannot be read, keeps nobody from saving: the marks
    stay, and ``check`` says so.
    """
    number = marks.number(session, AT_ONCE + 1)
    if not 0 < number <= AT_ONCE:
        return
    from .indexing import read  # with its readers: 60 ms, which most first writes need not wait

    connection = session.connection()
    connection.exec_driver_sql("SAVEPOINT search")
    try:
        read(session, AT_ONCE)
    except Exception:  # whatever it is, it is not the writer's
        log.exception("the search cannot follow a write")
        connection.exec_driver_sql("ROLLBACK TO search")
    connection.exec_driver_sql("RELEASE search")
