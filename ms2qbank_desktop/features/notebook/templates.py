"""Templates: bodies that new notes begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.paths import resources

if TYPE_CHECKING:
    from datetime import datetime

OWN = "Templates"
"""The notebook whose notes are the user's own templates."""


@dataclass(frozen=True, slots=True)
class Template:
    """``name`` is the title that a new note begins with."""

    name: str
    body: str


def shipped() -> list[Template]:
    """Return the templates that come with the program, by name: Markdown files whose first
    heading is the name."""
    files = (resources() / "seed" / "templates").glob("*.md")
    return sorted(map(_read, (file.read_text(encoding="utf-8") for file in files)), key=_name)


def filled(body: str, now: datetime) -> str:
    """Return a body with {{date}} and {{time}} as they are now, locally."""
    local = now.astimezone()
    return body.replace("{{date}}", f"{local:%Y-%m-%d}").replace("{{time}}", f"{local:%H:%M}")


def _read(text: str) -> Template:
    heading, _, body = text.partition("\n")
    return Template(heading.lstrip("# ").strip(), body.lstrip("\n"))


def _name(template: Template) -> str:
    return template.name
