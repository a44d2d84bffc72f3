"""Cards from questions: what stands on which side, and what is never given away."""

from __future__ import annotations

import re
from dataclasses import replace

from ms2qbank_desktop.features.flashcards.notes.making import basic_card, cloze_card, confusion_card
from ms2qbank_desktop.features.flashcards.notes.stock import BASIC
from ms2qbank_desktop.features.flashcards.text.cloze import cloze_numbers
from ms2qbank_desktop.features.flashcards.text.plain_text import sort_text
from ms2qbank_desktop.features.flashcards.text.rendering import render
from ms2qbank_desktop.features.questions.models import (
    Choice,
    Editorial,
    Image,
    Markup,
    Question,
    RenderedQuestion,
)
from tests.features.flashcards.cards_for_tests import LIGHT, note

CHOICES = ("<p>NKCC2</p>", "<p>NCC</p>", "<p>ENaC</p>")
QUESTION = Question(
    id=7,
    pack_id=1,
    external_id="Q7",
    markup=next(iter(Markup)),
    stem="Which transporter?",
    choices=(Choice("NKCC2"), Choice("NCC", correct=True), Choice("ENaC")),
    explanation="",
    objective="",
    hint="",
    subject="Physiology",
    system="Renal",
    topic="Tubular transport",
    difficulty=None,
    tags=(),
    references=(),
    key_phrases=(),
    images=(),
    case_id="",
    case_vignette="",
    editorial=next(iter(Editorial)),
    author="",
)
TEXTS = RenderedQuestion(
    vignette="",
    stem='<p>Gitelman syndrome.</p><p>Which? <img src="media:ab.png"></p>',
    choices=CHOICES,
    shares=(None, None, None),
    rationales=("<p>That is Bartter.</p>", "<p>Lost in Gitelman.</p>", ""),
    explanation="",
    objective="<p>Gitelman loses NCC.</p>",
    hint="",
    references="",
    stem_images=(Image("cd.png"),),
    explanation_images=(),
)


def test_stem_and_pictures_go_to_the_front_answer_and_objective_to_the_back() -> None:
    made = basic_card(QUESTION, TEXTS, missed=True)
    front, back = made.fields
    assert front == (
        'Gitelman syndrome.<br><br>Which? <img src="ab.png"><br><br><img src="cd.png">'
    )
    assert back == "<b>NCC</b><br><br>Gitelman loses NCC."
    assert made.pictures == ("ab.png", "cd.png")
    assert made.tags == ("renal::tubular-transport", "from-miss")


def test_the_front_of_a_confusion_pair_does_not_tell_which_is_right() -> None:
    made = confusion_card(QUESTION, TEXTS, 0)
    front, back = made.fields
    assert front.startswith("<b>NKCC2</b> or <b>NCC</b>?")
    assert back == "<b>NCC</b><br>Lost in Gitelman.<br><br>Not NKCC2: That is Bartter."


def test_long_choices_stand_below_each_other_and_a_long_side_is_read_from_the_left() -> None:
    said = "Let me put it better: when you are ill, the liver releases sugar, so go on with insulin"
    other = "Glucagon drives ketogenesis during illness, so your basal insulin has to be continued"
    texts = replace(TEXTS, choices=(f"<p>{said}</p>", f"<p>{other}</p>", "<p>ENaC</p>"))
    front, back = confusion_card(QUESTION, texts, 0).fields
    pair = f"<b>{said}</b><br>or<br><b>{other}</b><br><br>Gitelman syndrome."
    assert front.startswith(f'<div style="text-align: left">{pair}')
    assert front.endswith("</div>")
    assert sort_text(front).startswith(f"{said} or {other} Gitelman")
    assert back.startswith('<div style="text-align: left"><b>')


def test_a_short_side_stays_in_the_middle() -> None:
    assert "<div" not in "".join(basic_card(QUESTION, TEXTS).fields)


def test_a_long_side_is_shown_from_the_left_though_cards_are_centred() -> None:
    texts = replace(TEXTS, stem=f"<p>{'A man has lost his way. ' * 20}</p>", stem_images=())
    made = basic_card(QUESTION, texts)
    front = render(BASIC, note(*made.fields), 0, LIGHT, lambda _name: None).front.html
    assert re.search(r'<div align="center">\s*<div style="[^"]*text-align:\s*left', front)


def test_a_pair_without_rationales_has_the_objective() -> None:
    bare = replace(TEXTS, rationales=("", "", ""))
    assert confusion_card(QUESTION, bare, 2).fields[1] == "<b>NCC</b><br><br>Gitelman loses NCC."


def test_a_cloze_hides_what_was_selected_within_its_sentence() -> None:
    text = "It is < rare. Gitelman loses NCC & Mg. Nothing else."
    start = text.index("NCC")
    cloze, extra = cloze_card(QUESTION, TEXTS, text, start, start + 3).fields
    assert cloze == "Gitelman loses {{c1::NCC}} &amp; Mg."
    assert cloze_numbers(cloze) == {1}
    assert extra == "<p>Gitelman loses NCC.</p>"


def test_a_selection_over_two_sentences_takes_both() -> None:
    text = "One two. Three four. Five."
    cloze = cloze_card(QUESTION, TEXTS, text, 4, 14).fields[0]
    assert cloze == "One {{c1::two. Three}} four."


def test_the_front_of_a_confusion_pair_reads_as_one_line_in_lists() -> None:
    front = confusion_card(QUESTION, TEXTS, 0).fields[0]
    assert sort_text(front) == "NKCC2 or NCC? Gitelman syndrome. Which?"
