"""What the logs amount to: accuracy, pace, ability, readiness, and what to do next."""
