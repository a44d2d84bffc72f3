"""The import of articles from paths: what is in, what is told, and what a second time changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.annotations.models import Passage, Span, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.library.models import ArticleFilter, BookOffer, Extras, Taken
from ms2qbank_desktop.features.library.service import starter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.library.service.importing import BATCH, ImportService
from ms2qbank_desktop.features.library.service.starter import STARTER, StarterArticles
from ms2qbank_desktop.features.links.models import Kind, Place
from tests.features.library.formats.reading import module, write
from tests.support.pictures import PNG
from tests.support.shared_data import REPOSITORY, shared

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import ArticleLine, ArticlesReport
    from tests.support.bank import Desk


class Steps:
    """Keeps what an import reports, and cancels it after some of that."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.shares: list[float] = []
        self._left = cancel_after

    def report(self, done: int, total: int | None, _note: str = "") -> None:
        self.shares.append(done / (total or 1))
        if self._left is not None and len(self.shares) > self._left:
            raise Cancelled


def take(desk: Desk, *paths: Path) -> ArticlesReport:
    return desk.context.service(ImportService).import_paths(paths, Silent())


def lines(desk: Desk) -> list[ArticleLine]:
    return desk.context.service(LibraryService).lines(desk.user_id, ArticleFilter())


LETTERS = "abcdefghijklmnopqrst"


def numbers(report: ArticlesReport) -> tuple[int, int, int, int]:
    return report.files, report.added, report.updated, report.unchanged


def test_the_same_again_changes_nothing_and_a_changed_file_updates_its_article(
    desk: Desk, tmp_path: Path
) -> None:
    folder = write(tmp_path / "book", {"a.md": "One ![x](x.png) ![y](y.png)", "b.md": "Two"})
    write(folder, {"x.png": PNG})
    first = take(desk, folder)
    assert numbers(first) == (2, 2, 0, 0)
    assert (first.articles, first.pictures, first.missing_pictures) == (2, 1, 1)
    before = lines(desk)
    assert numbers(take(desk, folder)) == (2, 0, 0, 2)
    write(folder, {"b.md": "Three"})
    assert numbers(take(desk, folder / "b.md")) == (1, 0, 1, 0)
    assert [line.id for line in lines(desk)] == [line.id for line in before]


def test_a_drawing_comes_with_its_article_and_a_harmful_one_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    folder = write(tmp_path / "book", {"a.md": "One ![x](x.svg) ![y](bad/y.svg)"})
    write(folder, {"x.svg": drawing, "bad/y.svg": drawing.replace(b"/>", b"><script/></svg>")})
    report = take(desk, folder)
    assert (report.articles, report.pictures, report.missing_pictures) == (1, 1, 1)
    (problem,) = report.problems
    assert (problem.file, problem.where) == (str(folder / "a.md"), "bad/y.svg")
    assert "it holds <script>, and only shapes and text are taken" in problem.why
    body = body_of(desk.context.service(LibraryService), desk, lines(desk)[0].id)
    assert re.search(r"!\[x\]\(media:[0-9a-f]{64}\.svg\) !\[y\]\(<missing:bad/y.svg>\)", body)


def test_two_folders_of_one_name_do_not_replace_each_others_articles(
    desk: Desk, tmp_path: Path
) -> None:
    kidney = "# Kidney\n\n" + " ".join(f"nephron{word} filters plasma" for word in LETTERS)
    heart = "# Heart\n\n" + " ".join(f"ventricle{word} pumps quickly" for word in LETTERS)
    first = write(tmp_path / "renal" / "notes", {"1.md": kidney})
    second = write(tmp_path / "cardio" / "notes", {"1.md": heart})
    take(desk, first)
    assert numbers(take(desk, second)) == (1, 1, 0, 0)
    assert sorted(line.title for line in lines(desk)) == ["Heart", "Kidney"]
    assert numbers(take(desk, second)) == (1, 0, 0, 1)
    assert numbers(take(desk, first)) == (1, 0, 0, 1)
    write(first, {"1.md": kidney.replace("# Kidney", "# The kidney") + " More."})
    assert numbers(take(desk, first)) == (1, 0, 1, 0)
    assert sorted(line.title for line in lines(desk)) == ["Heart", "The kidney"]


def test_what_cannot_be_read_is_told_and_the_rest_is_in(desk: Desk, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "good/a.md": "Text",
        "good/b.md": b"\0",
        "good/c.md": "![x](x.png)",
        "good/x.png": b"no",
        "bad.zip": b"no archive",
        "odd.txt": "Text",
        "x/note.xml": "<note/>",
    }
    top = write(tmp_path, files)
    report = take(
        desk, top / "bad.zip", top / "good", top / "odd.txt", top / "x" / "note.xml", top / "gone"
    )
    assert numbers(report) == (3, 2, 0, 0)
    told = {(problem.file, problem.where): problem.why for problem in report.problems}
    assert told.keys() == {
        (str(top / "bad.zip"), ""),
        (str(top / "good" / "b.md"), ""),
        (str(top / "good" / "c.md"), "x.png"),
        (str(top / "odd.txt"), ""),
        (str(top / "x" / "note.xml"), ""),
        (str(top / "gone"), ""),
    }
    assert told[str(top / "gone"), ""] == "There is no such file."
    assert "not a text" in told[str(top / "good" / "b.md"), ""]


def test_an_import_tells_how_far_it_is_and_stops_when_cancelled(desk: Desk, tmp_path: Path) -> None:
    number = BATCH * 2
    folder = write(tmp_path, {f"{place}.md": "Text" for place in range(number)})
    with pytest.raises(Cancelled):
        desk.context.service(ImportService).import_paths([folder], Steps(BATCH + 10))
    assert len(lines(desk)) == BATCH
    steps = Steps()
    report = desk.context.service(ImportService).import_paths([folder], steps)
    assert numbers(report) == (number, BATCH, 0, BATCH)
    assert steps.shares == sorted(steps.shares)
    assert (steps.shares[0], steps.shares[-1]) == (0, 1)
    assert len(set(steps.shares)) > number / 2


def book(folder: Path) -> Path:
    """Two modules: terms, one of them in both, and a question with choices in each."""
    exercise = (
        '<exercise id="e1"><problem>Which {}?<list><item>a</item><item>b</item></list></problem>'
        "<solution><para>B</para></solution></exercise><para>x</para>"
    )
    terms = (
        "<glossary><definition><term>atom</term><meaning>least part &amp; more</meaning>"
        "</definition><definition><term>{}</term><meaning>its own</meaning></definition></glossary>"
    )
    return write(
        folder,
        {
            f"m{n}/index.cnxml": module(exercise.format(n), rest=terms.format(f"word {n}"))
            for n in (1, 2)
        },
    )


def cards(desk: Desk) -> dict[str, Place | None]:
    ids = desk.context.service(SearchService).find(desk.user_id, 'deck:"Chemistry glossary"')
    found = desk.context.service(ExchangeService).records(desk.user_id, ids)
    return {one.fields["Front"] + " > " + one.fields["Back"]: one.card.source for one in found}


def test_a_book_offers_its_terms_and_questions_and_nothing_is_stored(
    desk: Desk, tmp_path: Path
) -> None:
    service = desk.context.service(ImportService)
    plain = write(tmp_path / "plain", {"a.md": "Text"})
    found = service.offers([book(tmp_path / "Chemistry"), plain, tmp_path / "gone"], Silent())
    assert found == [BookOffer("Chemistry", articles=2, terms=3, questions=2)]
    assert lines(desk) == []


def test_without_being_asked_an_import_makes_no_cards_and_takes_no_questions(
    desk: Desk, tmp_path: Path
) -> None:
    total = desk.bank.total()
    report = take(desk, book(tmp_path / "Chemistry"))
    assert (report.added, report.cards, report.questions) == (2, Taken(), Taken())
    assert (cards(desk), desk.bank.total()) == ({}, total)


def test_a_glossary_becomes_a_deck_that_leads_back_to_its_articles(
    desk: Desk, tmp_path: Path
) -> None:
    folder = book(tmp_path / "Chemistry")
    service = desk.context.service(ImportService)
    report = service.import_paths([folder], Silent(), Extras(cards_for=desk.user_id))
    assert (report.cards, report.questions) == (Taken(added=3), Taken())
    first, second = (Place(Kind.ARTICLE, line.id) for line in lines(desk))
    assert cards(desk) == {
        "least part &amp; more > atom": first,
        "its own > word 1": first,
        "its own > word 2": second,
    }
    again = service.import_paths([folder], Silent(), Extras(cards_for=desk.user_id))
    assert again.cards == Taken(unchanged=3)


def test_the_questions_of_a_book_become_a_pack_with_its_license(desk: Desk, tmp_path: Path) -> None:
    folder = write(book(tmp_path / "Chemistry"), {"LICENSE": "Attribution 4.0"})
    service = desk.context.service(ImportService)
    report = service.import_paths([folder], Silent(), Extras(questions=True))
    assert (report.questions, report.cards, report.problems) == (Taken(added=2), Taken(), [])
    (pack,) = (pack for pack in desk.bank.packs() if pack.info.title == "Chemistry")
    assert (pack.questions, pack.unreviewed, pack.info.license) == (2, 2, "CC BY 4.0")
    question = desk.bank.get(desk.bank.find("m2/e1"))
    assert (question.stem, question.correct) == ("Which 2?", frozenset({1}))
    assert question.references[0].source == "Chemistry"
    again = service.import_paths([folder], Silent(), Extras(questions=True))
    assert again.questions == Taken(unchanged=2)


@pytest.mark.campaign
def test_the_shared_book_gives_its_glossary_and_its_questions(desk: Desk) -> None:
    archive = shared("data/articles/openstax-ap2e-ch01-14-raw-cnxml.tar.gz")
    service = desk.context.service(ImportService)
    (offer,) = service.offers([archive], Silent())
    assert (offer.articles, offer.terms, offer.questions) == (93, 1733, 347)
    report = service.import_paths([archive], Silent(), Extras(desk.user_id, questions=True))
    assert (report.articles, report.problems) == (93, [])
    assert (report.cards.added, report.questions.added) == (offer.terms, offer.questions)


def body_of(library: LibraryService, desk: Desk, article_id: int) -> str:
    return library.article(desk.user_id, article_id).body


def test_the_starter_articles_come_unreviewed_and_only_once(desk: Desk) -> None:
    starters = desk.context.service(StarterArticles)
    names = {file.stem for file in (REPOSITORY / "resources" / "seed" / "articles").glob("*.md")}
    report = starters.install()
    assert (report.added, report.problems, report.missing_pictures) == (len(names), [], 0)
    assert starters.install().unchanged == len(names)
    (collection,) = desk.context.service(LibraryService).collections()
    assert (collection.info.title, collection.info.license) == (STARTER.title, "CC BY 4.0")
    assert (collection.articles, collection.unreviewed) == (len(names), len(names))
    assert all(line.system and line.summary and line.words > 300 for line in lines(desk))


def test_a_newer_text_of_a_starter_article_keeps_what_was_read_and_highlighted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = REPOSITORY / "resources" / "seed" / "articles" / "heart-sounds-and-murmurs.md"
    older = shipped.read_text(encoding="utf-8").replace("Echocardiography decides.", "It decides.")
    file = tmp_path / "seed" / "articles" / shipped.name
    write(tmp_path, {"seed/articles/heart-sounds-and-murmurs.md": older})
    monkeypatch.setattr(starter, "resources", lambda: tmp_path)
    library, marks = desk.context.service(LibraryService), desk.context.service(AnnotationService)
    desk.context.service(StarterArticles).install()
    (line,) = lines(desk)
    target, old = Target(Kind.ARTICLE, line.id), Passage("body", body_of(library, desk, line.id))
    start = old.text.index("Severe mitral stenosis")
    marks.highlight(desk.user_id, target, old, Span(start, start + 22))
    library.read(desk.user_id, line.id, share=0.5, spot="How it is found", time_ms=1)
    file.write_bytes(shipped.read_bytes())
    assert numbers(desk.context.service(StarterArticles).install()) == (0, 0, 1, 0)
    new = Passage("body", body_of(library, desk, line.id))
    assert "Echocardiography decides." in new.text
    (span,) = marks.shown(marks.highlights(desk.user_id, target), new)
    assert new.text[span.start : span.end] == "Severe mitral stenosis"
    assert library.article(desk.user_id, line.id).reading.share == 0.5


def test_the_glossaries_of_the_starter_articles_become_terms(desk: Desk) -> None:
    desk.context.service(StarterArticles).install()
    library = desk.context.service(LibraryService)
    numbers = {line.title: len(library.terms(line.id)) for line in lines(desk)}
    assert {title: number for title, number in numbers.items() if number < 6} == {}
    meaning = library.defined(["clonus"])["clonus"].definition
    assert meaning.startswith("rhythmic contractions")


@pytest.mark.campaign
def test_the_shared_folder_has_the_expected_counts(desk: Desk) -> None:
    folder = shared("data/articles")
    report = take(desk, folder)
    assert (report.articles, report.added, report.problems) == (93 + 327, 93 + 327, [])
    assert (report.pictures, report.missing_pictures, report.terms) == (24, 371 - 24, 1736)
    assert take(desk, folder).unchanged == report.articles
    found = desk.context.service(LibraryService).collections()
    assert {one.info.title: (one.articles, one.info.license) for one in found} == {
        "Anatomy and Physiology 2e": (93, "CC-BY-4.0"),
        "medlineplus-topics": (327, "CC-BY-4.0 (MedQuAD)"),
    }
