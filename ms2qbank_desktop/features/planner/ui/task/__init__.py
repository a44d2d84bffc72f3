"""One task, wherever it is shown: its look, its dialogs, its deeds and its beginning."""
