"""The catalogue of exercises and what they cost in energy."""
