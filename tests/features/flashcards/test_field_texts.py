"""Fields, templates, tags and searches as texts: what the browser and the editor compute."""

from __future__ import annotations

import re

import pytest

from ms2qbank_desktop.features.flashcards.models import CardTemplate
from ms2qbank_desktop.features.flashcards.notes.replacing import Replacing
from ms2qbank_desktop.features.flashcards.notes.retyping import mapped, renamed_fields
from ms2qbank_desktop.features.flashcards.notes.stock import BASIC
from ms2qbank_desktop.features.flashcards.text.field_html import is_simple, simplified


@pytest.mark.parametrize(
    "html",
    [
        "plain &amp; <b>bold</b><br>next",
        "<ul><li>one</li><li>two</li></ul>",
        '<img src="a.png"> <span style="color: red;">x</span>',
        "{{c1::a::b}} \\(x^2\\) [sound:a.mp3]",
        "<table><tbody><tr><td>1</td><td><b>2</b></td></tr></tbody></table>",
    ],
)
def test_simple_html_is_told_from_what_rich_text_would_lose(html: str) -> None:
    assert is_simple(html)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>1</th></tr></table>",
        '<table border="1"><tr><td colspan="2">1</td></tr></table>',
        "<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>",
        '<div class="hint">x</div>',
        '<img src="a.png" width="100">',
        "<ul><li>one<ul><li>two</li></ul></li></ul>",
        "<!-- a note -->",
        '<span style="font-size: 30px;">x</span>',
        '<img src="https://example.org/a.png">',
    ],
)
def test_html_that_is_more_than_rich_text_is_edited_as_source(html: str) -> None:
    assert not is_simple(html)


def test_scripts_styles_and_remote_pictures_of_a_page_are_not_pasted() -> None:
    page = (
        "<style>p {color: red}</style><script>alert(1)</script><p onclick='x()'>one "
        "<img src='http://example.org/spy.png'><b>two</b></p>"
    )
    assert simplified(page) == "<p>one <b>two</b></p>"


def test_what_is_never_closed_is_closed() -> None:
    assert simplified("<b>a<i>b") == "<b>a<i>b</i></b>"


def test_replacing_keeps_to_one_field_and_to_case() -> None:
    fields, tags = ["Renal", "renal RENAL"], ["renal::a"]
    everywhere = Replacing("renal", "kidney")
    assert everywhere.changed(BASIC, fields, tags) == (["kidney", "kidney kidney"], tags)
    back = Replacing("renal", "kidney", case=True, only="Back")
    assert back.changed(BASIC, fields, tags) == (["Renal", "kidney RENAL"], tags)
    of_tags = Replacing("renal", "kidney", tags=True)
    assert of_tags.changed(BASIC, fields, tags) == (fields, ["kidney::a"])


def test_groups_are_put_in_and_words_are_taken_to_the_letter() -> None:
    groups = Replacing(r"(\w+) wave", r"\1-wave", regular=True)
    assert groups.changed(BASIC, ["P wave", ""], [])[0] == ["P-wave", ""]
    letters = Replacing("a.b", r"\1")
    assert letters.changed(BASIC, ["axb a.b", ""], [])[0] == ["axb \\1", ""]


def test_a_group_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(re.error):
        Replacing("a", r"\2", regular=True)


def test_templates_follow_a_field_that_is_renamed() -> None:
    template = CardTemplate(
        "Card 1", "{{#Front}}{{hint:Front}}{{/Front}}", "{{FrontSide}} {{Back}}"
    )
    (changed,) = renamed_fields([template], {"Front": "Question"})
    assert changed.front == "{{#Question}}{{hint:Question}}{{/Question}}"
    assert changed.back == "{{FrontSide}} {{Back}}"


def test_texts_follow_their_fields() -> None:
    assert mapped(["a", "b", "c"], [2, None, 0]) == ["c", "", "a"]
