"""Pages and dialogs of the bank: packs, importing, what an import has left out."""
