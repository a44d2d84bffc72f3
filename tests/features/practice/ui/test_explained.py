"""The moments of videos that explain a question, below its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from tests.support.films import film_in

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.practice.ui.explained import Explained
    from tests.support.examinee import Examinee


def section(examinee: Examinee) -> Explained:
    found = examinee.exam.reading.explained
    assert found is not None
    return found


def first_question(examinee: Examinee, block_id: int) -> int:
    practice = examinee.program.context.service(PracticeService)
    return practice.block(examinee.ui.user_id, block_id).items[0].question_id


def test_a_moment_stands_below_the_explanation_and_is_played_beside_it(
    examinee: Examinee,
) -> None:
    ui = examinee.ui
    seen: list[Place] = []
    ui.commands.serve("watch-aside", seen.append)
    block_id = examinee.begin(1, Mode.TUTOR)
    video = film_in(examinee.program.context.store, examinee.ui.user_id, "Renal 2")
    question_id = first_question(examinee, block_id)
    bookmarks = examinee.program.context.service(BookmarkService)
    bookmarks.attach(ui.user_id, video, 754_000, question_id)
    examinee.press("B", "Return")
    examinee.wait(section(examinee).isVisible)
    (moment,) = section(examinee).moments
    assert moment.text() == "12:34 of Renal 2"
    moment.click()
    (place,) = seen
    assert (place.id, place.ms) == (video, 754_000)
    assert examinee.exam.isVisible()


def test_without_moments_nothing_is_shown_and_a_removed_video_takes_them_along(
    examinee: Examinee,
) -> None:
    block_id = examinee.begin(2, Mode.TUTOR)
    video = film_in(examinee.program.context.store, examinee.ui.user_id, "Renal 2")
    question_id = first_question(examinee, block_id)
    context, user_id = examinee.program.context, examinee.ui.user_id
    context.service(BookmarkService).attach(user_id, video, 1_000, question_id)
    examinee.press("B", "Return")
    examinee.wait(section(examinee).isVisible)
    context.service(CatalogueService).remove(user_id, [video])
    examinee.wait(lambda: not section(examinee).isVisible())
