"""Check the database, and rebuild what is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    import argparse

    from . import Output

NAME = "check"


def add(_parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options: none of its own."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Look for damage; what is derived from other data and went astray is built anew."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.analytics.service.counting import CountingService
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.flashcards.service.mending import MendingService
    from ms2qbank_desktop.features.questions.service import QuestionService
    from ms2qbank_desktop.features.search.service.indexing import IndexingService
    from ms2qbank_desktop.storage import backup, fulltext

    context = AppContext(options.data_dir)
    try:
        context.open()
        mended = []
        problems = backup.inspect(context.paths.database)
        if problems and not backup.losses(problems):
            with context.store.write() as session:
                mended += [f"the search index {name}" for name in fulltext.rebuild(session)]
            problems = backup.inspect(context.paths.database)
        mended += [] if problems else context.service(QuestionService).mend_search_index()
        mended += [] if problems else context.service(AttemptService).mend_states()
        mended += [] if problems else context.service(MendingService).mend(Silent())
        mended += [] if problems else context.service(IndexingService).mend(Silent())
        mended += [] if problems else context.service(CountingService).mend(Silent())
    finally:
        context.close()
    lines = problems + [f"Mended: {one}" for one in mended] or ["All is well."]
    output.result({"ok": not problems, "problems": problems, "mended": mended}, lines)
    return 1 if problems else 0
