"""Plans on paper and in calendar programs."""
