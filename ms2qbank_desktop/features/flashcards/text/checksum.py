"""What Anki stores with a note to find duplicates and to sort: checksum and sort field."""

from __future__ import annotations

import hashlib

from .plain_text import strip_html_keeping_media


def field_checksum(first_field: str) -> int:
    """Return Anki's ``csum`` of a note: the first 8 hex digits of the SHA-1 of its first field.

    Markup does not count, names of pictures and sounds do.
    """
    return checksum_of_key(duplicate_key(first_field))


def duplicate_key(first_field: str) -> str:
    """Return the text that two notes of one type share when they are duplicates."""
    return strip_html_keeping_media(first_field)


def checksum_of_key(key: str) -> int:
    """Return the checksum of a ``duplicate_key``."""
    return int(hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:8], 16)
