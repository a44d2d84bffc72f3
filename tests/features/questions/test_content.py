"""What makes two questions the same one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ms2qbank_desktop.features.questions.content import (
    content_hash,
    content_key,
    search_texts,
    similarity,
)
from ms2qbank_desktop.features.questions.models import Choice, Draft, ImageSource, Markup


def draft(stem: str, *choices: str, markup: Markup = Markup.TEXT, **more: object) -> Draft:
    """Return a question whose first choice is right."""
    options = tuple(Choice(text, place == 0) for place, text in enumerate(choices or ("x", "y")))
    return Draft(stem, options, markup, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        draft("the patient’s temperature, is 38.5°C?", "Yes.", "No"),
        draft("THE PATIENT'S   TEMPERATURE IS\n38.5 °C", "no", "yes"),
        draft(
            "<p>The patient's <b>temperature</b> is 38.5&nbsp;°C?</p>",
            *("yes", "no"),
            markup=Markup.HTML,
        ),
        draft("The patient's **temperature** is 38.5 °C?", "yes", "no", markup=Markup.MARKDOWN),
        draft("The patient's temperature is 38.5 °C?", "yes", "no", explanation="Why?", hint="H"),
    ],
)
def test_setting_and_order_do_not_make_another_question(other: Draft) -> None:
    first = draft("The patient's temperature is 38.5 °C?", "yes", "no")
    spaced = draft("The patient's temperature is 38.5°C?", "yes", "no")
    assert content_key(other) in {content_key(first), content_key(spaced)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("5 mg", "50 mg"),
        ("0.5", "5"),
        ("-5", "5"),
        ("−5", "5"),
        ("CD4+", "CD4"),
        ("HBsAg −", "HBsAg +"),
        ("HBsAg-", "HBsAg"),
        ("< 5", "> 5"),
        ("α cells", "β cells"),
        ("Ca ↑", "Ca ↓"),
        ("5%", "5"),
        ("120/80", "12080"),
    ],
)
def test_what_tells_numbers_and_ions_apart_counts(one: str, two: str) -> None:
    assert content_key(draft("Which?", one, "z")) != content_key(draft("Which?", two, "z"))


@pytest.mark.parametrize(
    ("one", "two"),
    [("−5", "-5"), ("well-known", "well known"), ("10–12", "10-12"), ("ﬁne", "fine"), ("Σ", "σ")],
)
def test_how_a_sign_is_typed_does_not_count(one: str, two: str) -> None:
    assert content_key(draft("Which?", one, "z")) == content_key(draft("Which?", two, "z"))


def test_the_case_and_the_picture_make_another_question() -> None:
    keys = {
        content_key(draft("What is shown?")),
        content_key(draft("What is shown?", images=(ImageSource(b"one"),))),
        content_key(draft("What is shown?", images=(ImageSource(b"two"),))),
        content_key(draft("What is shown?", case_vignette="A man.")),
    }
    assert len(keys) == 4


def test_the_hash_changes_with_everything_but_the_id() -> None:
    first = draft("Which?")
    assert content_hash(draft("Which?", external_id="q1")) == content_hash(first)
    changed = [
        draft("which?"),
        draft("Which?", "y", "x"),
        draft("Which?", explanation="e"),
        draft("Which?", objective="e"),
        draft("Which?", difficulty=1),
        draft("Which?", tags=("t",)),
        draft("Which?", markup=Markup.MARKDOWN),
        replace(first, choices=(replace(first.choices[0], share=0.5), *first.choices[1:])),
    ]
    assert len({content_hash(first), *map(content_hash, changed)}) == 9
    assert content_hash(draft("W?", tags=("a", "b"))) == content_hash(draft("W?", tags=("b", "a")))


def test_keys_are_the_same_on_every_device() -> None:
    first = draft("Which?", "yes", "no")
    assert content_key(first) == 8891651804698238870
    assert content_hash(first) == 6389181744871241478


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [("a b c d", "a b c e", 0.75), ("a a b", "a b", 0.8), ("", "", 1.0), ("a", "", 0.0)],
)
def test_similarity_is_the_share_of_common_words(one: str, two: str, share: float) -> None:
    assert similarity(one, two) == pytest.approx(share)


def test_the_search_index_gets_what_one_reads() -> None:
    question = Draft(
        "H<sub>2</sub>O?",
        (Choice("<b>yes</b>", correct=True, rationale="because"), Choice("no")),
        Markup.HTML,
        external_id="x.1",
        explanation="<p>one</p><p>two</p>",
        objective="aim",
        hint="look",
        subject="S",
        tags=("t",),
        case_vignette="A man.",
    )
    assert search_texts(question) == (
        "A man.\nH2O?",
        "yes\nno",
        "one\ntwo\naim\nlook\nbecause",
        "t\nS\nx.1",
    )
