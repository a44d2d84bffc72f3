"""The pages of videos."""
