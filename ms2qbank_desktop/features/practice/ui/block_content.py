"""What the exam shows of a session: its questions, and how the settled items came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.service import QuestionService

from .feedback import Feedback, outcome

if TYPE_CHECKING:
    from ms2qbank_desktop.features.attempts.models import Status
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.features.questions.models import Question, RenderedQuestion
    from ms2qbank_desktop.ui.context import UiContext

_PICTURE = "media:"
_Content = tuple["Question", "RenderedQuestion"]


class BlockContent:
    """The open question and what is known of every item. Reads; never writes."""

    def __init__(self, ctx: UiContext, session: BlockSession) -> None:
        self._session = session
        self._user_id = ctx.user_id
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self._mean_ms = self._attempts.mean_time_ms(ctx.user_id) or 0
        self._bank = ctx.service(QuestionService)
        self._near: dict[int, _Content] = {}
        self.verdicts: dict[int, Status] = self._known_verdicts()
        """How items came out, by position; only of those that are revealed."""
        self._changes = self._practice.answer_changes(self._user_id, session.block.id)

    @property
    def question(self) -> Question:
        """The question of the open item."""
        return self._read(self._session.block.position)[0]

    @property
    def rendered(self) -> RenderedQuestion:
        """Its texts for the screen."""
        return self._read(self._session.block.position)[1]

    def read_around(self) -> None:
        """Read the items beside the open one ahead, and forget those farther away."""
        at = self._session.block.position
        near = [p for p in (at, at + 1, at - 1) if 0 <= p < len(self._session.block.items)]
        self._near = {position: self._read(position) for position in near}

    def near(self) -> list[RenderedQuestion]:
        """Return the texts of the items that were read ahead."""
        return [texts for _, texts in self._near.values()]

    def settle(self) -> None:
        """Note how the open item came out."""
        item = self._session.item
        self.verdicts[item.position] = outcome(item, self.question.correct)
        self._changes = self._practice.answer_changes(self._user_id, self._session.block.id)
        self._mean_ms = self._attempts.mean_time_ms(self._user_id) or 0

    def feedback(self) -> Feedback:
        """Return what to tell about the open item, which is settled."""
        return Feedback(
            item=self._session.item,
            correct=self.question.correct,
            mean_ms=self._mean_ms,
            changes=tuple(self._changes.get(self._session.block.position, ())),
            confidence=self._session.confidence,
            may_rate=not self._session.ended,
        )

    def picture(self, address: str) -> bytes | None:
        """Return a picture of a text by its address there, None for what is not ours."""
        if not address.startswith(_PICTURE):
            return None
        return self._bank.picture(address.removeprefix(_PICTURE))

    def _read(self, position: int) -> _Content:
        if position not in self._near:
            question = self._bank.get(self._session.block.items[position].question_id)
            self._near[position] = question, self._bank.rendered(question)
        return self._near[position]

    def _known_verdicts(self) -> dict[int, Status]:
        block = self._session.block
        if self._session.ended:
            result = self._practice.result(self._user_id, block.id)
            return {item.position: item.status for item in result.items}
        settled = [item for item in block.items if item.submitted]
        questions = self._bank.get_many([item.question_id for item in settled])
        return {
            item.position: outcome(item, question.correct)
            for item, question in zip(settled, questions, strict=True)
        }
