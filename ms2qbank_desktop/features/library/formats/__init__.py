"""Readers of articles: what a folder, an archive or a file holds, as drafts."""
