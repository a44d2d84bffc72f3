"""Key phrases are found in the stem as it is shown, however it was written."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core import paths
from ms2qbank_desktop.features.practice.ui.highlight_phrases import phrase_places
from ms2qbank_desktop.features.questions.models import KeyPhrase, Markup
from ms2qbank_desktop.features.questions.rendering import rendered
from ms2qbank_desktop.ui.widgets.document import ReadingDocument
from tests.support.examinee import question
from tests.support.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.questions.models import Question


@pytest.fixture
def reader(qapp: QApplication, data_dir: Path) -> Iterator[Reader]:  # noqa: ARG001
    stem = "A man has salt craving and a rash. Salt craving is rare."
    phrase = [stem.index("salt"), stem.index(" and")]
    reader = Reader(data_dir, [question(1, stem=stem, key_phrases=[phrase]), question(2)])
    reader.read()
    yield reader
    reader.leave()


def phrases(like: Question, markup: Markup, stem: str, *quotes: str) -> list[str]:
    """Return what is marked of a stem whose key phrases are the quotes as written."""
    spans = tuple(KeyPhrase(stem.index(q), stem.index(q) + len(q)) for q in quotes)
    written = replace(like, markup=markup, stem=stem, key_phrases=spans)
    document = ReadingDocument()
    document.set_html(rendered(written).stem)
    text = document.toPlainText()
    return [text[start:end] for start, end in phrase_places(written, text)]


@pytest.mark.parametrize(
    ("markup", "stem", "quote", "marked"),
    [
        (Markup.TEXT, "  A  man\twith p < 0.05\nand a rash.", "p < 0.05\nand", "p < 0.05\nand"),
        (Markup.TEXT, "Take R&amp;D as written.", "R&amp;D", "R&amp;D"),
        (Markup.HTML, "<p>A <b>fe</b>ver of 39&nbsp;°C &amp; a rash</p>", "of 39&nbsp;°C", None),
        (Markup.HTML, "<p>A <b>fe</b>ver &amp; rash</p>", "<b>fe</b>ver &amp; r", "fever & r"),
        (Markup.HTML, "p &lt; 3 and &gt; 4", "and &gt; 4", "and > 4"),
        (Markup.MARKDOWN, "A **tender** rash\n\n- of [legs](http://x.y)", "**tender** r", None),
        (Markup.MARKDOWN, "# Case\n\nA *man* of 60", "of 60", "of 60"),
        (Markup.MARKDOWN, "Na 131 and K 2.9\n\n| a | b |\n|---|---|\n| Cl | 99 |", "99", "99"),
    ],
)
def test_a_phrase_is_found_whatever_the_markup(
    reader: Reader, markup: Markup, stem: str, quote: str, marked: str | None
) -> None:
    like = reader.desk.bank.get(reader.session.item.question_id)
    wanted = {"of 39&nbsp;°C": "of 39 °C", "**tender** r": "tender r"}.get(quote, marked)
    assert phrases(like, markup, stem, quote) == [wanted]


def test_of_equal_words_those_at_the_right_place_are_marked(reader: Reader) -> None:
    like = reader.desk.bank.get(reader.session.item.question_id)
    stem = "<p>rash, rash, <i>rash</i> and rash</p>"
    third = KeyPhrase(stem.index("<i>"), stem.index("</i>") + 4)
    written = replace(like, markup=Markup.HTML, stem=stem, key_phrases=(third,))
    assert phrase_places(written, "rash, rash, rash and rash") == [(12, 16)]


def test_a_phrase_that_is_not_shown_is_left_out(reader: Reader) -> None:
    like = reader.desk.bank.get(reader.session.item.question_id)
    assert phrase_places(like, "Another text.") == []
    blank = replace(like, key_phrases=(KeyPhrase(1, 2),))
    assert phrase_places(blank, like.stem) == []


def test_every_key_phrase_of_the_starter_pack_is_found(reader: Reader) -> None:
    like = reader.desk.bank.get(reader.session.item.question_id)
    file = paths.resources() / "seed" / "starter-questions.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    seen = 0
    for item in written["questions"]:
        markup = Markup(item.get("markup", written.get("markup", "text")))
        quotes = [item["stem"][start:end] for start, end in item["key_phrases"]]
        found = phrases(like, markup, item["stem"], *quotes)
        assert found == quotes or markup is not Markup.TEXT
        assert len(found) == len(quotes)
        seen += len(found)
    assert seen > 100


def test_key_phrases_are_underlined_when_asked_for_and_go_with_the_question(
    reader: Reader,
) -> None:
    asked = reader.desk.bank.get(reader.session.item.question_id)
    stem = reader.question.stem
    assert stem.extraSelections() == []
    assert reader.question.show_key_phrases(asked)
    assert [mark.cursor.selectedText() for mark in stem.extraSelections()] == ["salt craving"]
    reader.drag("stem", "craving and")
    reader.pen.use("highlight")
    marked = [mark.cursor.selectedText() for mark in stem.extraSelections()]
    assert marked == ["salt ", "craving", " and"]
    assert not reader.question.show_key_phrases(None)
    assert [mark.cursor.selectedText() for mark in stem.extraSelections()] == ["craving and"]
    reader.question.show_key_phrases(asked)
    reader.read(1)
    assert stem.extraSelections() == []
    other = reader.desk.bank.get(reader.session.item.question_id)
    assert not reader.question.show_key_phrases(other)
