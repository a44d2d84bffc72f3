"""The texts of a question as the exam page shows them."""

from __future__ import annotations

import html

from .markup import to_html
from .models import Image, Question, Reference, RenderedQuestion
from .pictures import MEDIA


def rendered(question: Question) -> RenderedQuestion:
    """Return every text of ``question`` as sanitised HTML for Qt's rich text."""

    def show(text: str) -> str:
        return to_html(text, question.markup)

    vignette, stem = show(question.case_vignette), show(question.stem)
    choices = tuple(show(choice.text) for choice in question.choices)
    rationales = tuple(show(choice.rationale) for choice in question.choices)
    explanation, objective, hint = map(
        show, (question.explanation, question.objective, question.hint)
    )
    shown = "".join((vignette, stem, *choices, *rationales, explanation, objective, hint))

    def below(place: str) -> tuple[Image, ...]:
        return tuple(
            image
            for image in question.images
            if image.place == place and f'"{MEDIA}{image.media}"' not in shown
        )

    return RenderedQuestion(
        vignette=vignette,
        stem=stem,
        choices=choices,
        shares=tuple(choice.share for choice in question.choices),
        rationales=rationales,
        explanation=explanation,
        objective=objective,
        hint=hint,
        references=_list_of(question.references),
        stem_images=below("stem"),
        explanation_images=below("explanation"),
    )


def _list_of(references: tuple[Reference, ...]) -> str:
    if not references:
        return ""
    return f"<ul>{''.join(f'<li>{_line(reference)}</li>' for reference in references)}</ul>"


def _line(reference: Reference) -> str:
    title = html.escape(reference.title or reference.url or reference.source)
    if reference.url.lower().startswith(("http://", "https://")):
        title = f'<a href="{html.escape(reference.url)}">{title}</a>'
    source = html.escape(reference.source) if reference.title else ""
    return f"{title}. {source}" if source else title
