"""Other forms of the same word, as they are looked for and as they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.search import forms
from tests.support.seeking import Seeker

COUNTRIES = (
    "anaemia anemia, oedema edema, haemoglobin hemoglobin, diarrhoea diarrhea, tumour tumor, "
    "oesophagus esophagus, caesarean cesarean, foetus fetus, leucocyte leukocyte, fibre fiber, "
    "ischaemia ischemia, paediatric pediatric, haemorrhage hemorrhage, colour color, titre titer, "
    "sulphonamide sulfonamide, aetiology etiology, behaviour behavior, signalling signaling, "
    "analyse analyze, immunisation immunization, homologue homolog, aluminium aluminum, "
    "gynaecomastia gynecomastia, goitre goiter, coeliac celiac, hypoglycaemia hypoglycemia, "
    "haematemesis hematemesis, anaesthesia anesthesia, orthopaedic orthopedic, dyspnoea dyspnea"
)
NUMBERS = (
    "artery arteries, kidney kidneys, diagnosis diagnoses, metastasis metastases, "
    "bacterium bacteria, criterion criteria, vertebra vertebrae, alveolus alveoli, apex apices, "
    "foramen foramina, larynx larynges, carcinoma carcinomata, viscus viscera, corpus corpora, "
    "cervix cervices, iris irides, process processes"
)


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in text.split(", ")]


@pytest.mark.parametrize(("british", "american"), pairs(COUNTRIES))
def test_a_word_has_its_spelling_of_either_country(british: str, american: str) -> None:
    assert american in forms.spellings(british)
    assert british in forms.spellings(american)
    assert forms.american(british) == forms.american(american) == american


@pytest.mark.parametrize(("one", "many"), pairs(NUMBERS))
def test_a_word_has_its_plural_and_its_singular(one: str, many: str) -> None:
    assert many in forms.inflections(one)
    assert one in forms.inflections(many)


@given(st.from_regex(r"[a-z0-9αβγ]{1,30}", fullmatch=True))
def test_no_word_has_so_many_forms_that_a_search_would_feel_it(word: str) -> None:
    found = forms.spellings(word) | forms.inflections(word)
    assert word not in found
    assert len(found) <= 150
    assert all(word != "".join(way) or len(way) > 1 for way in forms.with_greek(word))
    assert word in {"".join(way) for way in forms.digits((word,))}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("CO2", "CO₂"),
        ("ca2+", "Ca²⁺"),
        ("Ca²⁺", "Ca2+"),
        ("PO43-", "PO₄³⁻"),
        ("vitamin b12", "vitamin B₁₂"),
        ('"vitamin b12"', "vitamin B₁₂"),
        ("α1", "alpha-1"),
        ("alpha 1", "α₁"),
        ("alpha1", "α1"),
        ("TGFbeta", "TGF-β"),
        ("nf kappa b", "NF-κB"),
        ("NF-kB", "NF-κB"),
        ("betablocker", "β-blocker"),
        ("xlinked", "X-linked"),
        ("follow up", "followup"),
        ("followup", "follow-up"),
        ("non hodgkin", "nonHodgkin"),
        ("il6", "IL-6"),
        ("il 6", "IL6"),
        ("5ht", "serotonin"),
        ("UTIs", "urinary tract infection"),
        ("iron deficiency anaemia", "IDA"),
        ("IDA", "iron deficiency anaemia"),
        ("adrenaline", "epinephrine"),
        ("albuterol", "salbutamol"),
        ("oedemato", "edematous"),
    ],
)
def test_a_thing_is_found_in_another_way_to_write_it(
    seeker: Seeker, asked: str, written: str
) -> None:
    seeker.note("Something else altogether about the kidney")
    note = seeker.note(f"What is said of {written} and no more")
    assert seeker.ids(asked) == [note]


@pytest.mark.parametrize(("asked", "other"), [*pairs(COUNTRIES)[:6], *pairs(NUMBERS)[:8]])
def test_a_frequent_word_finds_its_other_forms_too_after_those_as_typed(
    seeker: Seeker, asked: str, other: str
) -> None:
    both = {word: seeker.note(f"Of {word} {'word ' * 8}") for word in (asked, other)}
    for one in range(6):  # neither is rare enough to be a slip
        for word in both:
            seeker.note(f"{word} {one} {'and more besides ' * 9}")
    assert seeker.ids(f"{asked} of ") == [both[asked], both[other]]
    assert seeker.ids(f"{other} of ") == [both[other], both[asked]]
    assert seeker.find(asked).spelled == ()


@pytest.mark.parametrize(("word", "other"), [("shoe", "she"), ("morning", "mourning")])
def test_words_that_only_look_so_are_no_spellings(word: str, other: str) -> None:
    assert other not in forms.spellings(word)
    assert word not in forms.spellings(other)


def test_a_quoted_word_is_itself_only(seeker: Seeker) -> None:
    american = seeker.note("anemia of the old")
    british = seeker.note("anaemia of the old")
    assert seeker.ids('"anaemia" ') == [british]
    assert set(seeker.ids("anaemia ")) == {american, british}


def test_words_written_as_one_are_no_reason_to_forget_those_apart(seeker: Seeker) -> None:
    apart = seeker.note("heart failure of the left side")
    as_one = seeker.note("heartfailure, as somebody typed it")
    assert seeker.ids("heart failure") == [apart, as_one]
