"""Draws the pages of docs/architecture that are generated from the code."""
