"""The file formats: each module knows one, and nothing of accounts or databases."""
