"""Files that a plan is written to."""
