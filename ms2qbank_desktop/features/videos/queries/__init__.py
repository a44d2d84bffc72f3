"""The SQL of videos."""
