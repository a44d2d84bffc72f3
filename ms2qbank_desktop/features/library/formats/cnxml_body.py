"""The content of an OpenStax module (CNXML) as Markdown, its glossary and its exercises."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.models import Term
from ms2qbank_desktop.features.questions.models import Choice, Draft, Markup

from . import markdown
from .mathml import formula
from .xml import children, text_at, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_BLOCKS = frozenset(
    {"para", "list", "figure", "subfigure", "table", "note", "section", "equation", "exercise"}
    | {"problem", "solution", "commentary", "example", "rule", "proof", "statement", "content"}
    | {"injected-exercise", "div"}
)
_SILENT = frozenset({"title", "label", "caption", "metadata", "colspec", "seealso"})
_AROUND = {
    **dict.fromkeys(("bold", "strong"), ("**", "**")),
    **dict.fromkeys(("italics", "italic"), ("*", "*")),
    "underline": ("<u>", "</u>"),
}
_CROSS = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LETTER = re.compile(r"\(?([A-Ja-j])\)?\s*(?:$|[.:;–—-]\s*)")


class ModuleBody:
    """Turns one module into Markdown; pictures and exercises are gathered on the way."""

    def __init__(self, name: str, root: Element, titles: Mapping[str, str]) -> None:
        """``titles``: those of all modules of the book, by their number."""
        self._folder = posixpath.dirname(name)
        self._titles = titles
        self._labels = _labels(root)
        self.pictures: list[str] = []
        """Addresses as the body has them, from the top of the book."""
        self.exercises: list[Draft] = []
        content = root.find("content")
        blocks = [] if content is None else self._blocks(content, 2)
        self.markdown = markdown.joined(blocks)

    def _blocks(self, element: Element, level: int) -> list[str]:
        """Return what stands in ``element``: runs of text are paragraphs of their own."""
        blocks: list[str] = []
        run: list[str] = [markdown.run(element.text)]

        def end_run() -> None:
            blocks.append(markdown.paragraph(markdown.trimmed("".join(run))))
            run.clear()

        for child in element:
            display = child.get("display")
            if child.tag in _SILENT:
                pass
            elif child.tag == "list" and display == "inline":
                items = (self.inline(item) for item in children(child, "item"))
                run.append("; ".join(items))
            elif child.tag in _BLOCKS or (child.tag in {"quote", "code"} and display == "block"):
                end_run()
                blocks += self._block(child, level)
            else:
                run.append(self._inline_of(child))
            run.append(markdown.run(child.tail))
        end_run()
        return [block for block in blocks if block]

    def _block(self, one: Element, level: int) -> list[str]:
        match one.tag:
            case "section" | "example" | "rule" | "proof":
                return self._section(one, level)
            case "list":
                return [self._title(one), self._list(one, level)]
            case "figure" | "subfigure":
                return self._figure(one)
            case "table":
                return self._table(one)
            case "note":
                return [markdown.quotation(markdown.joined([_name(one), *self._blocks(one, 6)]))]
            case "quote":
                return [markdown.quotation(markdown.joined(self._blocks(one, 6)))]
            case "code":
                return [
                    "```\n" + "".join(one.itertext()).strip("\n").replace("```", "'''") + "\n```"
                ]
            case "equation":
                return [formula(math, display=True) for math in children(one, "math")] or [
                    texts(one)
                ]
            case "exercise":
                return self._exercise(one)
            case _:
                return [self._title(one), *self._blocks(one, level)]

    def _section(self, one: Element, level: int) -> list[str]:
        title = one.find("title")
        words = "" if title is None else self.inline(title)
        if not words and one.get("class") == "summary":
            words = "Summary"
        blocks = self._blocks(one, level + 1)
        return [markdown.heading(level, words), *blocks] if any(blocks) else []

    def _title(self, one: Element) -> str:
        title = one.find("title")
        words = "" if title is None else self.inline(title)
        return f"**{words}**" if words else ""

    def _list(self, one: Element, level: int) -> str:
        items = []
        for item in children(one, "item"):
            label = text_at(item, "label")
            blocks = self._blocks(item, level)
            if label and blocks:
                blocks[0] = f"**{markdown.escaped(label)}** {blocks[0]}"
            tight = len(blocks) == 2 and blocks[1].startswith(("- ", "1. "))
            items.append("\n".join(blocks) if tight else markdown.joined(blocks))
        if one.get("list-type") != "enumerated":
            return markdown.listing(items)
        first = one.get("start-value", "1")
        return markdown.listing(items, start=int(first[:6]) if first.isdecimal() else 1)

    def _figure(self, one: Element) -> list[str]:
        blocks = [self._media(media) for media in children(one, "media")]
        for part in children(one, "subfigure", "table", "list", "para"):
            blocks += self._block(part, 6)
        label, title = self._labels.get(one.get("id", ""), ""), one.find("title")
        said = [f"**{label}.**"] if label else []
        if title is not None and (words := self.inline(title)):
            said.append(f"*{words}.*")
        said += [self.inline(caption) for caption in children(one, "caption")]
        return [*blocks, " ".join(filter(None, said))]

    def _media(self, media: Element) -> str:
        for image in media.iter("image"):
            source = image.get("src", "")
            place = posixpath.normpath(posixpath.join(self._folder, source))
            while place.startswith("../"):
                place = place[3:]
            if source and "://" not in source:
                self.pictures.append(place)
                return markdown.picture(media.get("alt", ""), place)
        for other in children(media, "iframe", "video", "audio", "object", "flash"):
            if shown := markdown.link("Interactive content", other.get("src", "")):
                return shown
        return markdown.escaped(media.get("alt", ""))

    def _table(self, one: Element) -> list[str]:
        rows = [self._row(row) for row in one.iter("row")]
        label = self._labels.get(one.get("id", ""), "")
        said = [f"**{label}.**"] if label else []
        said += [self.inline(part) for part in children(one, "title", "caption")]
        return [" ".join(filter(None, said)), markdown.table(rows)]

    def _row(self, row: Element) -> list[str]:
        cells: list[str] = []
        for entry in children(row, "entry", "entrytbl"):
            cells.append("<br>".join(map(_flat, self._blocks(entry, 6))))
            first, last = entry.get("namest", ""), entry.get("nameend", "")
            digits = [re.sub(r"\D", "", name)[:3] for name in (first, last)]
            if all(digits):
                cells += [""] * min(50, int(digits[1]) - int(digits[0]))
        return cells

    # Exercises

    def _exercise(self, one: Element) -> list[str]:
        """Return an exercise to be read; one with choices is taken out of the text."""
        problem, solution = one.find("problem"), one.find("solution")
        if problem is None:
            return []
        draft = None if solution is None else self._draft(one, problem, solution)
        if draft is not None:
            self.exercises.append(draft)
            return []
        blocks = self._blocks(problem, 6)
        if solution is not None and (answer := markdown.joined(self._blocks(solution, 6))):
            blocks.append(markdown.quotation(f"**Answer.** {answer}"))
        return blocks

    def _draft(self, one: Element, problem: Element, solution: Element) -> Draft | None:
        lists = list(problem.iter("list"))
        answer = texts_without_label(solution)
        found = _LETTER.match(answer)
        if len(lists) != 1 or found is None or next(problem.iter("media"), None) is not None:
            return None
        items = list(children(lists[0], "item"))
        right = ord(found[1].upper()) - ord("A")
        if not 2 <= len(items) <= 10 or right >= len(items):
            return None
        stem = [
            block
            for child in children(problem, "para", "equation", "note", "table")
            for block in self._stem(child)
        ]
        bare = markdown.paragraph(markdown.trimmed(markdown.run(problem.text)))
        return Draft(
            stem=_unlinked(markdown.joined([bare, *stem] if bare else stem)),
            choices=tuple(
                Choice(_unlinked(self.inline(item)), number == right)
                for number, item in enumerate(items)
            ),
            markup=Markup.MARKDOWN,
            external_id=one.get("id", ""),
            explanation=markdown.escaped(answer[found.end() :]),
        )

    def _stem(self, child: Element) -> list[str]:
        """Return a part of a question without the choices, which may stand in its paragraph."""
        blocks = self._block(child, 6) if child.tag != "para" else self._blocks(child, 6)
        choices = {self._list(one, 6) for one in child.iter("list")}
        return [block for block in blocks if block not in choices]

    # Within a line

    def inline(self, element: Element) -> str:
        """Return text with its marks, on one line."""
        return markdown.trimmed(self._run(element)).replace("\n", "<br>")

    def _run(self, element: Element) -> str:
        parts = [markdown.run(element.text)]
        for child in element:
            if child.tag not in _SILENT:
                parts.append(self._inline_of(child))
            parts.append(markdown.run(child.tail))
        return "".join(parts)

    def _inline_of(self, one: Element) -> str:
        inside = "" if one.tag in {"media", "math", "link", "newline"} else self._run(one)
        match one.tag:
            case "term":
                return markdown.around("**", inside, "**")
            case "emphasis":
                begin, end = _AROUND.get(one.get("effect", "bold"), ("", ""))
                return markdown.around(begin, inside, end)
            case "foreign" | "cite-title":
                return markdown.around("*", inside, "*")
            case "sub" | "sup":
                return f"<{one.tag}>{inside}</{one.tag}>" if inside else ""
            case "quote":
                return f"“{inside}”"
            case "footnote":
                return f" ({inside})" if inside else ""
            case "code":
                return f"`{texts(one).replace('`', chr(39))}`"
            case "link":
                return self._link(one)
            case "math":
                return formula(one, display=one.get("display") == "block")
            case "media":
                return self._media(one)
            case "newline":
                return "\n"
            case "space":
                return " "
            case _:
                return f" {inside} " if one.tag in _BLOCKS or one.tag == "item" else inside

    def _link(self, one: Element) -> str:
        words = self.inline(one)
        if address := one.get("url"):
            return markdown.link(words or markdown.escaped(address), address)
        label = "" if one.get("document") else self._labels.get(one.get("target-id", ""), "")
        title = self._titles.get(one.get("document", ""), "")
        return markdown.cross(title, words, label) or words or label or "(see there)"


def glossary(root: Element) -> tuple[Term, ...]:
    """Return the terms that a module defines."""
    found = []
    for definition in root.iter("definition"):
        term, meaning = text_at(definition, "term"), text_at(definition, "meaning")
        if term and meaning:
            found.append(Term(term, meaning))
    return tuple(found)


def texts_without_label(element: Element) -> str:
    """Return all text of an element but that of its label."""
    parts = [texts(child) for child in element if child.tag not in {"label", "title"}]
    return " ".join(" ".join([element.text or "", *parts]).split())


def _labels(root: Element) -> dict[str, str]:
    """Return what figures and tables are called, by their id: numbered within the module."""
    labels: dict[str, str] = {}
    for tag, word in (("figure", "Figure"), ("table", "Table")):
        for number, one in enumerate(root.iter(tag), 1):
            labels[one.get("id", "")] = f"{word} {number}"
    labels.pop("", None)
    return labels


def _name(note: Element) -> str:
    title = text_at(note, "title") or text_at(note, "label") or note.get("class", "").title()
    return f"**{markdown.escaped(title.replace('-', ' '))}**" if title else ""


def _unlinked(text: str) -> str:
    """Return Markdown with the words of its links to articles: questions know no others."""
    return _CROSS.sub(r"\1", text)


def _flat(block: str) -> str:
    """Return a block as a line of a table's cell."""
    return re.sub(r"(?m)^(?:- |\d+\. )", "• ", block)


def lines(root: Element) -> Iterator[str]:
    """Yield the paragraphs and items of an abstract as plain text."""
    for one in root.iter():
        if one.tag in {"para", "item"} and (words := texts(one)):
            yield words
