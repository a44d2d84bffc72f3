"""Reading the Markdown of a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook import wiki


@pytest.mark.parametrize(
    ("text", "name", "shown", "kind", "spot"),
    [
        ("[[Acid–base]]", "Acid–base", "Acid–base", None, ""),
        ("[[Acid–base|five steps]]", "Acid–base", "five steps", None, ""),
        ("[[Acid–base#Anion gap]]", "Acid–base", "Acid–base#Anion gap", None, "Anion gap"),
        ("[[Renal 2@12:34]]", "Renal 2", "Renal 2@12:34", None, "754000"),
        ("[[video:Renal 2@1:02:03|there]]", "Renal 2", "there", Kind.VIDEO, "3723000"),
        ("[[question: Q 20417]]", "Q 20417", "question: Q 20417", Kind.QUESTION, ""),
        ("[[a: b]]", "a: b", "a: b", None, ""),
    ],
)
def test_a_wiki_link_tells_its_name_its_words_and_its_place(
    text: str, name: str, shown: str, kind: Kind | None, spot: str
) -> None:
    (link,) = wiki.wiki_links(f"See {text}.")
    assert (link.name, link.shown, link.kind, link.spot) == (name, shown, kind, spot)
    assert f"See {text}."[link.start : link.end] == text


@pytest.mark.parametrize(
    "body", ["`[[code]]`", "```\n[[code]]\n```", "[[\n]]", "[[]]", "[single]", "~~~\n[[x]]\n"]
)
def test_what_stands_in_code_or_is_broken_is_no_link(body: str) -> None:
    assert wiki.wiki_links(body) == []


def test_tags_are_words_behind_a_hash_and_no_heading_or_address() -> None:
    body = "# Title\n#renal and (#acid/base) #renal, a#b, [x](y#z) #1 `#code`"
    assert wiki.tags(body) == ["renal", "acid/base"]


def test_a_tag_holds_itself_however_it_is_written_and_those_below_it() -> None:
    known = ["renal", "Renal", "Renal/acid", "renal/acid/gap", "renalis", "adrenal"]
    assert wiki.tags_within("renal", known) == {"renal", "Renal", "Renal/acid", "renal/acid/gap"}
    assert wiki.tags_within("none", known) == {"none"}


def test_the_outline_is_the_headings() -> None:
    body = "# **One**\ntext\n## Two ##\n```\n# not\n```\n#three"
    assert [(one.level, one.text) for one in wiki.headings(body)] == [(1, "One"), (2, "Two")]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"$C = U \times V / P$. Inulin.", "C = U × V / P. Inulin."),
        (r"$$\frac{[A^-]}{[HA]}$$ and $pK_a$", "[A-]/[HA] and pKa"),
        (r"$\Delta G \leq 0$", "ΔG ≤ 0"),
        (r"$\frac{\text{hits}}{1 - \mathrm{fed\ back}} \quad 5\,\%$", "hits/(1 - fed back) 5%"),
        ("It costs $5 and $10.", "It costs $5 and $10."),
    ],
)
def test_the_opening_says_formulas_in_letters(body: str, shown: str) -> None:
    assert wiki.opening(body) == shown


def test_the_opening_is_the_first_words_without_marks() -> None:
    body = "# Rule\n\nThink of **each** disease as a [[Diuretics|diuretic]]; ![x](media:y) `code`"
    assert wiki.opening(body) == "Rule Think of each disease as a diuretic; code"
    assert wiki.opening("word " * 100).endswith("word…")
    assert wiki.words(body) == 9


def test_the_labels_of_callouts_and_footnotes_are_no_words_of_a_note() -> None:
    body = "> [!warning]- Watch out\n> Potassium falls.[^1]\n\n[^1]: Page 23, [!no] label."
    assert wiki.opening(body) == "Watch out Potassium falls. Page 23, [!no] label."


def test_the_index_knows_the_name_behind_other_words() -> None:
    assert "Diuretics" in wiki.indexed("Take a [[Diuretics|pill]].")


def test_mentions_are_whole_words_that_no_link_or_code_holds() -> None:
    body = "Gitelman, gitelman's; [[Gitelman]], Gitelmans `Gitelman`"
    places = wiki.mentions(body, "Gitelman")
    assert [body[start:end] for start, end in places] == ["Gitelman", "gitelman"]
    assert wiki.linked(body, places, "Gitelman").startswith(
        "[[Gitelman]], [[Gitelman|gitelman]]'s; [[Gitelman]]"
    )
    assert wiki.mentions("of it", "of") == []


def test_links_follow_a_new_name_and_keep_their_words_and_place() -> None:
    body = "[[Old]], [[old|words]], [[note:Old#Part]], [[Older]], `[[Old]]`"
    assert wiki.renamed(body, "Old", "New") == (
        "[[New]], [[New|words]], [[note:New#Part]], [[Older]], `[[Old]]`"
    )


pieces = st.sampled_from(["[[", "]]", "|", "#", "@1:02", "`", "```", "\n", "name", "video:", " "])


@given(st.lists(pieces | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_is_read_and_its_links_stand_where_they_say(body: str) -> None:
    for link in wiki.wiki_links(body):
        assert body[link.start : link.start + 2] == "[["
        assert body[link.end - 2 : link.end] == "]]"
    assert len(wiki.opening(body)) <= wiki.OPENING + 1
    assert wiki.words(body) >= 0
    assert all(body[one.start] == "#" for one in wiki.headings(body))


@pytest.mark.parametrize(
    ("place", "title", "target"),
    [
        (Place(Kind.NOTE, 1), "Tubular disorders", "Tubular disorders"),
        (Place(Kind.NOTE, 1, "Deciding"), "Tubular disorders", "Tubular disorders#Deciding"),
        (Place(Kind.QUESTION, 7, "choice B"), "A man | 57", "question:7|A man 57"),
        (Place(Kind.CARD, 8), "Which [tubule]?", "card:8|Which tubule ?"),
        (Place(Kind.ARTICLE, 9, "Idea"), "Clearance", "article:Clearance#Idea|Clearance"),
        (Place.in_video(4, 754_000), "Renal 2", "video:Renal 2@12:34|Renal 2, at 12:34"),
        (Place.in_video(4, 3_754_000), "Renal 2", "video:Renal 2@1:02:34|Renal 2, at 1:02:34"),
        (Place(Kind.VIDEO, 4), "Renal 2", "video:Renal 2|Renal 2"),
        (Place(Kind.TASK, 5), "Retest", "task:Retest|Retest"),
    ],
)
def test_the_target_of_a_place_is_read_as_that_place(place: Place, title: str, target: str) -> None:
    assert wiki.target(place, title) == target
    (link,) = wiki.wiki_links(f"[[{target}]]")
    assert link.kind in (place.kind, None)
    spot = "" if place.kind is Kind.QUESTION else place.spot
    assert link.spot == spot
