"""SQLite mechanics: one file, one write path. Knows no feature."""
