"""Accounts: profile, password, and who sends a request."""
