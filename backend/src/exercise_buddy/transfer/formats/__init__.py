"""The file formats: one module each, independent of accounts and databases."""
