"""The page of the home screen: a card for each thing that is asked."""
