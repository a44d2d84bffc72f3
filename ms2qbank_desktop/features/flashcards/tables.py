"""Rows of flashcards. Reviews and their voids are LOG (append-only, guarded by triggers); decks,
presets, note types, notes, cards and media names are ROW. The columns of a card from ``state``
on are DERIVED: the fold of its reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ms2qbank_desktop.storage.types import Instant


class Row(SQLModel, registry=registry(metadata=SQLModel.metadata)):
    """Of this slice alone: another one may be loaded while these are read on another thread."""


class DeckRow(Row, table=True):
    __tablename__ = "decks"

    id: int = Field(primary_key=True)
    """Derived from user and name where it came with a file, so that it is found again."""
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    """The whole path, "Step 1::Renal"."""
    preset_id: int = Field(foreign_key="deck_presets.id")
    official: bool = False
    options: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """What else models.Deck says: description, limits, retention, filtered; and what a package
    says that we have no word for."""
    collapsed: bool = False
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class PresetRow(Row, table=True):
    __tablename__ = "deck_presets"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    options: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """models.Preset; what is as by default is left out."""
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class NoteTypeRow(Row, table=True):
    __tablename__ = "note_types"

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    kind: str
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Fields, templates, css and the rest of models.NoteType, and what a package adds."""
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class CardNoteRow(Row, table=True):
    __tablename__ = "card_notes"
    __table_args__ = (
        Index("card_notes_guid", "user_id", "guid"),
        Index("card_notes_checksum", "user_id", "note_type_id", "checksum"),
        Index("card_notes_search", "search_row"),
    )

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    guid: str
    """Identity across packages."""
    note_type_id: int = Field(foreign_key="note_types.id")
    fields: str
    """HTML, joined by U+001F in the order of the note type."""
    tags: str = ""
    """Space-separated, a space at both ends, "" for none."""
    base_fields: str | None = None
    base_tags: str | None = None
    """As the package had them, once the user has edited them: an update of the package changes
    only what the user has not."""
    sort_text: str = ""
    """The sort field as plain text."""
    checksum: int
    """Of the first field, as Anki computes it: finds duplicates."""
    search_row: int
    """Row of the search index: small running numbers keep it small."""
    extra: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class CardTagRow(Row, table=True):
    __tablename__ = "card_tags"
    __table_args__ = (Index("card_tags_tag", text("tag COLLATE NOCASE"), "note_id"),)

    note_id: int = Field(foreign_key="card_notes.id", primary_key=True)
    tag: str = Field(primary_key=True)
    """DERIVED from the tags of the note, so that they can be looked up."""


class CardRow(Row, table=True):
    __tablename__ = "cards"
    __table_args__ = (
        # Covers the way from the notes that a search finds to their cards.
        Index("cards_note", "note_id", "ordinal", "user_id", "deck_id", "deleted_at"),
        # Covers the gathering and counting of what is due in a deck.
        Index(
            "cards_queue",
            *("user_id", "deck_id", "suspended", "state", "due_day", "due_at"),
            *("buried_until", "position", "deleted_at"),
        ),
        Index("cards_source", "source_id", sqlite_where=text("source_id IS NOT NULL")),
        # So that the cards of a deck are counted without looking whether each is there.
        Index(
            "cards_removed",
            *("user_id", "deck_id", "deleted_at"),
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
    )

    id: int = Field(primary_key=True)
    user_id: int = Field(foreign_key="users.id")
    note_id: int = Field(foreign_key="card_notes.id")
    deck_id: int = Field(foreign_key="decks.id")
    ordinal: int
    home_deck_id: int | None = None
    suspended: bool = False
    buried_until: int | None = None
    """The study day (ordinal) on which it comes back."""
    buried_by_user: bool = False
    flag: int = 0
    leech: bool = False
    source_kind: str = ""
    source_id: int | None = None
    source_place: str = ""
    extra: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    position: int = 0
    state: str = "new"
    remaining_steps: int = 0
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    due_day: int | None = None
    interval_days: int = 0
    step_seconds: int = 0
    ease: int = 0
    """In thousandths."""
    stability: float | None = None
    difficulty: float | None = None
    repetitions: int = 0
    lapses: int = 0
    streak: int = 0
    reviews: int = 0
    correct: int = 0
    last_review_at: datetime | None = Field(default=None, sa_type=Instant)
    last_review_day: int | None = None
    last_rating: int | None = None


class CardReviewRow(Row, table=True):
    __tablename__ = "card_reviews"
    __table_args__ = (Index("card_reviews_card", "card_id"),)

    id: int = Field(primary_key=True)
    """Its milliseconds since 1970, then 21 bits (core.ids): a range of ids is a range of time, and
    a million imported reviews are written in order. The 21 bits of an imported one derive from its
    card, so that the same package makes the same rows."""
    card_id: int
    """No reference: Anki's log keeps the reviews of cards that are gone."""
    rating: int
    """1–4, 0 where nobody answered."""
    kind: str
    interval: int
    """Above 0 days, below 0 seconds."""
    last_interval: int
    ease_permille: int
    time_ms: int
    user_id: int
    carried: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    """models.Schedule after a manual, rescheduled or imported entry."""


class VoidRow(Row, table=True):
    __tablename__ = "card_review_voids"

    id: int = Field(primary_key=True)
    """Of the review that was taken back."""
    at: datetime = Field(sa_type=Instant)


class CardDaysRow(Row, table=True):
    __tablename__ = "card_days"

    user_id: int = Field(primary_key=True)
    """The sums of the log by study day. DERIVED, of this computer only: what was counted once
    need not be counted at every start."""
    end_day: int
    """The first study day that is not counted."""
    state: list[int] = Field(sa_column=Column(JSON, nullable=False))
    """When that day begins (milliseconds since 1970), and numbers of the log as it was counted. A
    trigger removes the row when an answer before then comes or is taken back."""
    records: list[tuple[int, str]] = Field(sa_column=Column(JSON, nullable=False))
    """Each day that has answers, and statistics.DayRecord.text of it."""


class CardMediaRow(Row, table=True):
    __tablename__ = "card_media"

    id: int = Field(primary_key=True)
    """Derived from user and name."""
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str
    """As the fields of notes call it."""
    media: str
    """Name in the media folder."""
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


class DraftRow(Row, table=True):
    __tablename__ = "card_drafts"

    user_id: int = Field(foreign_key="users.id", primary_key=True)
    """The one note that is being written and not yet added; it stays on this computer."""
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """models.Draft"""
    changed_at: datetime = Field(sa_type=Instant)


SEARCH_INDEX = "card_search"
"""FTS5 trigram table, rowid = search_row: the fields of a note as plain text."""
