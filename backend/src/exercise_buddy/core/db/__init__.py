"""The way to PostgreSQL, and its migrations."""
