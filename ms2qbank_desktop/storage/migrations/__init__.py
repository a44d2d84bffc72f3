"""Alembic revisions of the schema. A revision never imports today's tables."""

HEAD = 14
"""Number of the newest revision; kept in the file as ``PRAGMA user_version``."""
