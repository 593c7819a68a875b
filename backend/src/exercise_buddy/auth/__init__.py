"""Signing up, in and out: sessions kept by rotating refresh tokens."""
