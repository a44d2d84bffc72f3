"""What a user has done with the questions of the bank, and what that says of each of them."""
