"""One search over everything: questions, cards, notes, articles, videos, tasks."""
