"""Letters without case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.core.letters import folded, without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Sjögren", "sjogren"),
        ("MÉNIÈRE’S", "meniere’s"),
        ("β₂-Agonist", "β2-agonist"),
        ("İstanbul ς", "istanbul σ"),
        ("straße", "straße"),
        ("µg ﬁbre", "μg fbre"),
        ("e\u0301 Ⅷ 𐍈", "e\u0301 v 𐍈"),
    ],
)
def test_accents_and_capitals_do_not_count(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize("text", ["심근경색", "がん", "ブドウ", "йод", "心筋梗塞"])
def test_letters_of_other_scripts_stay_what_they_are(text: str) -> None:
    assert folded(text) == text


@given(st.text())
def test_every_letter_keeps_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(("text", "bare"), [("Ménière", "Meniere"), ("ﬁbre", "fibre"), ("a", "a")])
def test_accents_are_left_out(text: str, bare: str) -> None:
    assert without_accents(text) == bare
