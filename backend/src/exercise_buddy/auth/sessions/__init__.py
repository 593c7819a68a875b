"""Sessions: one row each, begun by signing in, continued by refresh tokens of which one at a time is valid."""
