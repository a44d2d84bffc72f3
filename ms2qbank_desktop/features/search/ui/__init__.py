"""The palette: one search over everything, opened from anywhere."""
