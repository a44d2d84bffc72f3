"""Captions beside and inside of media files; bookmarks as files."""
