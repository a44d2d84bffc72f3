"""When a card comes again: the algorithms, the queue of a day, planning. Pure functions."""
