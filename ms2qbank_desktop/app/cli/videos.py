"""Add lectures, or list them and their bookmarks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.videos.models import Bookmark, Track, Video

    from . import Output

NAME = "videos"


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    adding = actions.add_parser("add", parents=[common], help="files, and folders with all in them")
    adding.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    listing = actions.add_parser("list", parents=[common], help="the videos of the library")
    listing.add_argument(
        "--search", default="", metavar="Q", help="in titles, tags, captions and bookmarks"
    )
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("--video", type=int, metavar="ID", help="of this video only")
    actions.add_parser("bookmarks", parents=[common, one], help="the bookmarks")
    export = actions.add_parser("export", parents=[common, one], help="bookmarks to .md or .csv")
    export.add_argument("out", type=Path, metavar="OUT")


def run(options: argparse.Namespace, output: Output) -> int:
    """Carry out the action; 1 if nothing of what was to be added is in the library."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        actions = {"add": _add, "list": _list, "bookmarks": _bookmarks, "export": _export}
        return actions[options.action](context, user_id, options, output)
    finally:
        context.close()


def _add(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
    from ms2qbank_desktop.features.videos.service.scanning import ScanningService

    report = context.service(ScanningService).add(user_id, options.paths)
    if report.added:
        context.service(PlaylistService).make_ready(user_id)
    counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged", "rejected")}
    problems = [{"file": p.file, "where": p.where, "why": p.why} for p in report.problems]
    lines = [", ".join(f"{name} {number}" for name, number in counts.items())]
    lines += [f"{': '.join(filter(None, (p.file, p.where)))}: {p.why}" for p in report.problems]
    output.result({**counts, "problems": problems}, lines)
    taken = report.added or report.updated or report.unchanged
    return 1 if report.problems and not taken else 0


def _list(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder
    from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

    catalogue = context.service(CatalogueService)
    entries = catalogue.entries(user_id, VideoFilter(text=options.search), VideoOrder.TITLE)
    videos = [catalogue.video(user_id, entry.id) for entry in entries]
    lines = [f"{one.id}  {one.about.title}  {one.path or one.url}" for one in videos]
    output.result([_document(one) for one in videos], lines)
    return 0


def _document(video: Video) -> dict[str, Any]:
    probe, about = video.probe, video.about
    return {
        "id": video.id,
        "title": about.title,
        "path": video.path,
        "url": video.url,
        "subject": about.subject,
        "system": about.system,
        "topic": about.topic,
        "instructor": about.instructor,
        "tags": list(about.tags),
        "duration_ms": probe.duration_ms,
        "width": probe.width,
        "height": probe.height,
        "audio_tracks": _tracks(probe.audio_tracks),
        "subtitle_tracks": _tracks(probe.subtitle_tracks),
        "chapters": [{"start_ms": one.start_ms, "title": one.title} for one in probe.chapters],
        "position_ms": video.watched.position_ms,
        "done": video.watched.done,
        "views": video.watched.views,
        "missing": video.missing,
        "problem": probe.problem,
    }


def _tracks(tracks: tuple[Track, ...]) -> list[dict[str, Any]]:
    return [{"id": one.id, "name": one.name, "language": one.language} for one in tracks]


def _bookmarks(
    context: AppContext, user_id: int, options: argparse.Namespace, output: Output
) -> int:
    from ms2qbank_desktop.features.videos.formats.bookmarks import link
    from ms2qbank_desktop.ui.words import clock_time

    documents, lines = [], []
    for video, marks in _marked(context, user_id, options.video):
        for one in marks:
            documents.append(
                {
                    "id": one.id,
                    "video_id": video.id,
                    "video": video.about.title,
                    "at_ms": one.at_ms,
                    "note": one.note,
                    "colour": one.colour,
                    "tags": list(one.tags),
                    "link": link(video, one.at_ms),
                }
            )
            lines.append(f"{video.about.title}  {clock_time(one.at_ms)}  {one.note}")
    output.result(documents, lines)
    return 0


def _export(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.videos.formats.bookmarks import write

    number = write(options.out, _marked(context, user_id, options.video))
    output.result(
        {"file": str(options.out), "bookmarks": number}, [f"{number} bookmarks in {options.out}"]
    )
    return 0


def _marked(
    context: AppContext, user_id: int, video_id: int | None
) -> list[tuple[Video, list[Bookmark]]]:
    from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
    from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService

    catalogue, service = context.service(CatalogueService), context.service(BookmarkService)
    if video_id is not None:
        return [(catalogue.video(user_id, video_id), service.bookmarks(user_id, video_id))]
    by_video: dict[int, list[Bookmark]] = {}
    for one in service.all_bookmarks(user_id):
        by_video.setdefault(one.video_id, []).append(one)
    return [(catalogue.video(user_id, one), marks) for one, marks in by_video.items()]
