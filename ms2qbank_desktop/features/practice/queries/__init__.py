"""The SQL of practice. It joins the bank's tables: one database, one query."""
