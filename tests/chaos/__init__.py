"""``make chaos``: a batch killed at any moment and taken up again, on SQLite and PostgreSQL."""
