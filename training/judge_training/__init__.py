"""Trains the judge: the net that tells which exercise a person does."""
