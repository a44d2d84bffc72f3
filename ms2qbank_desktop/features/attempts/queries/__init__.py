"""The SQL of attempts."""
