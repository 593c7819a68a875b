"""Sessions: one row each, begun by a sign-in, kept by refresh tokens of which one at a time is good."""
