"""Pictures that come with a question file: beside it, or inside it as base64."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

from ms2qbank_desktop.features.questions.content import texts
from ms2qbank_desktop.features.questions.models import Draft, ImageSource, Markup
from ms2qbank_desktop.features.questions.pictures import MEDIA, references

from .base import BadItem

MAX_BYTES = 64 << 20
_REMOTE = ("http:", "https:", "//")


def is_remote(reference: str) -> bool:
    """Say whether ``reference`` lies on a network; nothing is ever fetched from there."""
    return reference.lstrip().lower().startswith(_REMOTE)


def beside(folder: Path, reference: str) -> bytes:
    """Return the file that ``reference`` names, relative to ``folder``; BadItem if it cannot be.

    Only what lies inside ``folder`` is read, whatever links lead to.
    """
    shown = reference if len(reference) < 80 else f"{reference[:77]}…"
    for name in dict.fromkeys((reference, unquote(reference))):
        path = PureWindowsPath(name)  # understands both kinds of slash, and drives
        if path.drive or path.root or ".." in path.parts or ":" in name:
            raise BadItem(f"the image {shown} lies outside the folder of the file")
        try:
            place = folder.joinpath(*path.parts).resolve()
            if not place.is_relative_to(folder.resolve()):
                raise BadItem(f"the image {shown} lies outside the folder of the file")
            if not place.is_file():
                continue
            if place.stat().st_size > MAX_BYTES:
                raise BadItem(f"the image {shown} is larger than {MAX_BYTES >> 20} MB")
            return place.read_bytes()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a name that cannot be
            break
    raise BadItem(f"the image {shown} is not beside the file")


def from_base64(data: str) -> bytes:
    """Return the bytes of base64 text, with or without a ``data:`` head; BadItem if it is none."""
    head, comma, body = data.partition(",")
    if comma and head.startswith("data:"):
        if not head.endswith(";base64"):
            raise BadItem("an image is not given as base64")
        data = body
    try:
        return b64decode("".join(unquote(data).split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadItem("an image is not valid base64") from None


def with_inline(draft: Draft, folder: Path) -> Draft:
    """Return ``draft`` with the pictures that its texts refer to and nobody has listed yet.

    Remote ones are left alone; BadItem for a local one that is not there.
    """
    if draft.markup is Markup.TEXT:
        return draft
    known = {image.reference for image in draft.images}
    found = list(draft.images)
    explaining = {draft.explanation, draft.objective, *(c.rationale for c in draft.choices)}
    for text in texts(draft):
        for reference in references(text, draft.markup):
            if reference in known or is_remote(reference) or reference.startswith(MEDIA):
                continue
            known.add(reference)
            inside = reference.startswith("data:")
            data = from_base64(reference) if inside else beside(folder, reference)
            place = "explanation" if text in explaining else "stem"
            found.append(ImageSource(data, place=place, reference=reference))
    return replace(draft, images=tuple(found)) if len(found) > len(draft.images) else draft
