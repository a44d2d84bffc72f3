"""The screen of settings, made from what core.declared says of them."""
