"""Stores the pictures of articles in the media folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.library.body import with_pictures
from ms2qbank_desktop.features.questions.models import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.library.models import ArticleDraft, ArticlesReport
    from ms2qbank_desktop.storage.media import MediaFolder

_WRITERS = 8
"""Articles whose pictures are stored at once: most of the time is spent waiting for the disk."""


def with_stored_pictures(
    media: MediaFolder, drafts: Sequence[ArticleDraft], report: ArticlesReport, file: str
) -> list[str]:
    """Store the pictures of articles; return their bodies with the names of these.

    A picture that cannot be kept is told in the ``report`` and marked as missing in the body.
    """
    with ThreadPoolExecutor(_WRITERS) as writers:
        kept = list(writers.map(partial(_kept, media), drafts))
    return [_body(draft, names, report, file) for draft, names in zip(drafts, kept, strict=True)]


def _kept(media: MediaFolder, draft: ArticleDraft) -> dict[str, str | Fault]:
    names: dict[str, str | Fault] = {}
    for address, data in draft.pictures.items():
        try:
            names[address] = media.add_image(data)
        except Fault as fault:
            names[address] = fault
    return names


def _body(
    draft: ArticleDraft, names: dict[str, str | Fault], report: ArticlesReport, file: str
) -> str:
    def stored(address: str) -> str | None:
        name = names.get(address)
        if isinstance(name, Fault):
            source, inside = draft.found_in
            where = f"{inside or draft.title}: {address}" if inside or not source else address
            report.problems.append(Problem(source or file, where, str(name)))
            return None
        return name

    body, there, missing = with_pictures(draft.body, stored)
    report.pictures += there
    report.missing_pictures += missing
    return body
