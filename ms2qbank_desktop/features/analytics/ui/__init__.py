"""What the planner shows: a dialog for a task, and what other slices ask of it."""
