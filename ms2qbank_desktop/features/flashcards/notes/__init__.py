"""What notes are made of, and what becomes of them: pure functions over fields and types."""
